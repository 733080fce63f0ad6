"""Every page of the desk can be used without a mouse and read by everybody: names, Tab, room, contrast."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tests.desk import page_checks as checks
from tests.desk.counter import Counter, at_work
from tests.desk.every_page import Tour
from tests.desk.stocked import stock
from tests.ui_base.every_page import does_not_fit
from tests.ui_base.test_theme import contrast
from ui.theme import tokens
from ui.widgets.reading import pass_on, tab_stops

ROOT = Path(__file__).parents[2]
# In a table Tab goes from cell to cell and, as Enter does, from the last one to the main button; back from there it
# comes to the buttons that it passed over.
CELLS: Final = {"intake household"}

Faults = dict[str, dict[str, list[str]]]


def faults(at: Counter, tour: Tour, page: str) -> Iterator[tuple[str, list[str]]]:
    """Give what is wrong with the page that stands there now, by kind."""
    window = tour.glass
    yield "room", does_not_fit(window)
    yield "outside", checks.outside(window)
    yield "overlap", checks.overlapping(window)
    yield "name", checks.unnamed(window)
    yield "focus", checks.lost_focus()
    yield "contrast", [text for ink, ground, text in checks.colours(window) if not can_be_read(ink, ground)]
    if window is at.program.window and page not in CELLS:
        yield "tab", checks.wrong_tabs(window)


def can_be_read(ink: str, ground: str) -> bool:
    """Whether an ink can be read on a ground, in the light theme and in the dark one."""
    return all(contrast(tokens()[theme][ink], tokens()[theme][ground]) >= 4.5 for theme in ("light", "dark"))


def looked_over(at: Counter, tour: Tour) -> tuple[list[str], Faults]:
    """Give the pages, and what is wrong with each; nothing where all is well."""
    pages, found = list[str](), Faults()
    for page in tour.each():
        pages.append(page)
        wrong = {kind: texts for kind, texts in faults(at, tour, page) if texts}
        if wrong:
            found[page] = wrong
    return pages, found


def tour_in(
    application: QApplication, folder: Path, place: Path, state: str, size: tuple[int, int], *, large: bool = False
) -> tuple[list[str], Faults]:
    """Look over every page in a state of the store, on a screen of a size."""
    lies = stock(folder, state)
    with at_work(application, folder / "window", place) as at:
        at.program.theme.set_large(large=large)
        for window in (at.program.window, *at.applicants):
            window.resize(*size)
        at.settle()
        found = looked_over(at, Tour(at, lies))
        assert (at.program.window.width(), at.program.window.height()) == size, "no page makes the window grow"
        return found


@pytest.mark.parametrize(("state", "count"), [pytest.param("empty", 30, marks=pytest.mark.slow), ("usual", 60)])
def test_every_page(qapp: QApplication, folder: Path, tmp_path: Path, state: str, count: int) -> None:
    pages, found = tour_in(qapp, folder, tmp_path, state, (1366, 768))
    assert found == {}
    assert len(set(pages)) >= count


@pytest.mark.slow
@pytest.mark.parametrize("state", ["empty", "usual", "overfull"])
@pytest.mark.parametrize(
    ("size", "large"), [((1280, 680), False), ((1366, 768), False), ((1366, 768), True), ((1920, 1080), False)]
)
def test_every_page_on_other_screens(
    qapp: QApplication,
    folder: Path,
    tmp_path: Path,
    state: str,
    size: tuple[int, int],
    large: bool,  # noqa: FBT001 - a look
) -> None:  # fmt: skip - fixtures and a look
    _pages, found = tour_in(qapp, folder, tmp_path, state, size, large=large)
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("state", ["usual", "overfull"])
def test_every_page_is_drawn_on_a_screen_scaled_to_150_percent(tmp_path: Path, state: str) -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.desk.every_page", str(tmp_path), state, "1280", "720"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    assert len(list(tmp_path.glob("*.png"))) >= 60


# --- the checks themselves find what they are for
@pytest.fixture
def window(qtbot: object) -> Iterator[QWidget]:  # noqa: ARG001 - an application must exist
    """A window with buttons 1 to 4, of which 2 to 4 can be scrolled, made in the wrong order."""
    made, inner, area = QWidget(), QWidget(), QScrollArea()
    column, inside = QVBoxLayout(made), QVBoxLayout(inner)
    first, last = QPushButton("1", made), QPushButton("5", made)
    for nth in ("2", "3", "4"):
        one = QPushButton(nth)
        one.setMinimumHeight(300)
        inside.addWidget(one)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for widget in (first, area, last):
        column.addWidget(widget)
    made.resize(300, 300)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    made.hide()
    made.deleteLater()


def texts(window: QWidget) -> list[str]:
    return [one.text() for one in tab_stops(window) if isinstance(one, QPushButton)]


def test_tab_goes_as_the_page_is_read_and_scrolls_along(window: QWidget) -> None:
    assert texts(window) == ["1", "2", "3", "4", "5"]
    area = window.findChild(QScrollArea)
    tab_stops(window)[0].setFocus()
    for _ in range(3):
        pass_on(window, forward=True)
    assert area is not None
    assert area.verticalScrollBar().value() > 0
    assert texts(window) == ["1", "2", "3", "4", "5"], "scrolled or not"
    pass_on(window, forward=False)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "3"


def test_an_order_that_is_not_read_is_found(window: QWidget) -> None:
    assert checks.wrong_tabs(window) != [], "Qt's own order is that in which they were made"


def test_a_control_that_tab_passes_over_and_one_without_a_name_are_found(window: QWidget) -> None:
    lost = QPushButton("", window)
    lost.setGeometry(250, 0, 40, 20)
    lost.show()
    assert checks.unnamed(window) == ["QPushButton in QWidget"]
    window.setTabOrder(lost, lost)
    lost.setGeometry(280, 0, 40, 20)
    assert checks.outside(window) == ["QPushButton in QWidget “”"]


def test_what_lies_over_its_neighbour_is_found(window: QWidget) -> None:
    assert checks.overlapping(window) == []
    first = tab_stops(window)[0]
    first.resize(first.width(), 100)
    assert checks.overlapping(window) == ["QPushButton in QWidget “1” over QScrollArea in QWidget “”"]


def test_what_is_too_faint_is_found() -> None:
    assert can_be_read("ink3", "desk")
    assert not can_be_read("line_strong", "desk")
