"""Every page of the desk can be used without a mouse and read by everybody: names, Tab, room, contrast."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.access import Purpose
from app.services.looking import NOBODY
from tests.desk import page_checks as checks
from tests.desk.counter import Counter, at_work
from tests.desk.every_page import Tour
from tests.desk.eyes import TYPED, Numbers, Shield, Use, Written, can_be_read, lines, reveals
from tests.desk.stocked import Stock, stock
from ui.widgets.reading import pass_on, tab_stops

ROOT = Path(__file__).parents[2]


class Eye(Protocol):
    """What looks at a page and keeps what it found."""

    def look(self, page: str) -> None: ...


def test_every_page_can_be_used_masks_is_written_down_and_is_hidden_by_one_key(watched: Counter, lies: Stock) -> None:
    """One tour for four questions, because a tour takes long; promise 23."""
    tour = Tour(watched, lies)
    use, numbers, written, shield = Use(watched, tour), Numbers(watched), Written(watched), Shield(watched)
    pages = looked_over(watched, tour, (1366, 768), written, numbers, use, shield)
    assert len(set(pages)) >= 60
    assert use.found == {}
    assert numbers.found == {}
    assert numbers.typed == TYPED, "each of these has a number in a field: the search finds them"
    assert reveals(watched) == []
    assert written.found == []
    assert shield.found == []
    what_was_printed_is_written_down(watched)


def what_was_printed_is_written_down(at: Counter) -> None:
    papers = [one for one in at.tray.papers if one.about != NOBODY]
    prints = [one for one in lines(at) if one.get("purpose") == Purpose.PRINT.value]
    assert papers
    assert [(one["subject"], one["count"]) for one in prints] == [(one.about, one.people) for one in papers]
    assert {one.get("purpose") for one in lines(at)} >= {
        Purpose.HANDLE.value,
        Purpose.LIST.value,
        Purpose.SEARCH.value,
        Purpose.DOCUMENT.value,
        Purpose.PRINT.value,
        Purpose.SCREEN.value,
        Purpose.COPY_OUT.value,
    }


def looked_over(at: Counter, tour: Tour, size: tuple[int, int], *eyes: Eye) -> list[str]:
    """Go over every page on a screen of a size, look at each with these eyes, and give the names of the pages."""
    for window in (at.program.window, *at.applicants):
        window.resize(*size)
    at.settle()
    pages = list[str]()
    for page in tour.each():
        at.settle()
        pages.append(page)
        for eye in eyes:
            eye.look(page)
    assert (at.program.window.width(), at.program.window.height()) == size, "no page makes the window grow"
    return pages


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
    lies = stock(folder, state)
    with at_work(qapp, folder / "window", tmp_path) as at:
        at.program.theme.set_large(large=large)
        tour = Tour(at, lies)
        use = Use(at, tour)
        pages = looked_over(at, tour, size, use)
    assert use.found == {}
    assert len(set(pages)) >= (30 if state == "empty" else 60)


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
