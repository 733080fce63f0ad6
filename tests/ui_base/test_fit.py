"""Every text fits its place: smallest window, both type sizes, scaled screens, names of twenty characters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui_base.every_page import Pages, does_not_fit
from ui.theme import Theme
from ui.widgets.label import Label

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("large", "size"), [(False, (1280, 680)), (True, (1280, 680)), (False, (1920, 1080))])
def test_every_text_fits_its_place(theme: Theme, large: bool, size: tuple[int, int]) -> None:  # noqa: FBT001 - a look
    theme.set_large(large=large)
    pages = Pages(theme, size=size)
    seen = {name: does_not_fit(pages.window) for name in pages.each()}
    pages.close()
    assert {name: found for name, found in seen.items() if found} == {}
    assert len(seen) == 8


def test_pages_that_were_built_in_normal_type_fit_after_the_change_to_large(theme: Theme) -> None:
    pages = Pages(theme)
    theme.set_large(large=True)
    seen = {name: does_not_fit(pages.window) for name in pages.each()}
    pages.close()
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("words", [("normal",), ("large", "dark")])
def test_every_text_fits_on_a_screen_scaled_to_150_percent(words: tuple[str, ...]) -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui_base.every_page", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )  # fmt: skip - what is run, and how
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "1.5"), done.stdout + done.stderr[-2_000:]


def test_what_does_not_fit_is_found(theme: Theme) -> None:
    pages = Pages(theme)
    label = Label("一句放不下的话", "body")
    label.setParent(pages.window)
    label.setFixedWidth(40)
    label.show()
    found = does_not_fit(pages.window)
    pages.close()
    assert found == ["label 一句放不下的话"]
