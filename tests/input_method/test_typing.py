"""Chinese typed by pinyin, key by key, through real input methods into real windows on a real X server."""

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.input_method.desktop import Desktop, Window, desktop, start, wait_for

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture(params=["ibus", "fcitx5"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as made:
        start(made, request.param)
        yield made


def type_until(desk: Desktop, window: Window, pinyin: str, wanted: str) -> int:
    """Type `pinyin` and choose from the first page what an officer would see as `wanted`; give its place."""
    for choice in range(1, 10):
        # A choice that was missed is made again: the next one would move the wanted word down, for ever.
        wait_for(partial(taken, desk, window, pinyin, choice))
        if word(window) == wanted:
            return choice
        desk.press(*["BackSpace"] * 12)
    raise AssertionError(f"{wanted} is not on the first page for {pinyin}")


def taken(desk: Desktop, window: Window, pinyin: str, choice: int) -> bool:
    """Type and choose; tell whether the input method took it. A window that just opened may be ahead of it."""
    desk.type(pinyin)
    desk.press(str(choice))
    if not word(window).startswith(pinyin[0]):
        return True
    desk.press(*["BackSpace"] * 12)
    return False


def word(window: Window) -> str:
    """Give what stands in the field."""
    return window.text().split(" ")[-1]


def test_a_name_is_typed_into_the_intake_of_the_program(desk: Desktop) -> None:
    desk.environment["QT_IM_MODULE"] = "fcitx"  # as many desktops have it
    window = Window(desk, str(HERE / "intake_window.py"), str(desk.home))
    open_the_name_field(desk, window)
    type_until(desk, window, "zhangsan", "张三")
    desk.shoot(f"{desk.input_method}-zhangsan")
    desk.press(*["BackSpace"] * 3)
    type_until(desk, window, "yan", "䶮")
    desk.shoot(f"{desk.input_method}-yan")
    desk.press("Return")
    wait_for(lambda: window.text() == "intake 䶮 _Edit")


def open_the_name_field(desk: Desktop, window: Window) -> None:
    """Unlock, begin a visit, and go to the first field of the card, by keys."""
    wait_for(lambda: window.text().startswith("unlock"))
    desk.type("demo")
    desk.press("Return")
    wait_for(lambda: window.text().startswith("home"))
    desk.press("F2")
    wait_for(lambda: window.text().startswith("visit"))
    desk.press("1")
    wait_for(lambda: window.text().startswith("intake"))
    desk.press("F7")
    wait_for(lambda: window.text().endswith("_Edit"))


@pytest.mark.parametrize("asked", ["", "fcitx", "ibus"])
def test_a_name_is_typed_whatever_the_desktop_asks_for(desk: Desktop, asked: str) -> None:
    desk.environment["QT_IM_MODULE"] = asked
    window = Window(desk, str(HERE / "line_edit.py"))
    assert type_until(desk, window, "zhangsan", "张三") <= 3


def test_a_rare_name_is_on_the_first_page(desk: Desktop) -> None:
    window = Window(desk, str(HERE / "line_edit.py"))
    type_until(desk, window, "yan", "䶮")
    desk.shoot(f"{desk.input_method}-rare")


def test_doctor_says_which_input_method_answers(desk: Desktop) -> None:
    said = json.loads(desk.run(sys.executable, "-m", "ui.cli", "doctor", "--json", "--data", str(desk.home)))
    finding = next(one for one in said if one["name"] == "input_method")
    assert (finding["code"], finding["facts"]) == ("input_method.ok", {"program": desk.input_method})


def test_doctor_warns_on_a_desktop_where_none_answers(tmp_path: Path) -> None:
    with desktop(tmp_path) as bare:
        said = json.loads(bare.run(sys.executable, "-m", "ui.cli", "doctor", "--json", "--data", str(bare.home)))
    finding = next(one for one in said if one["name"] == "input_method")
    assert finding["state"] == "warn"
