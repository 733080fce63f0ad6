"""The right side of home: what others are to do, and what waits for the county."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.home.view import HomeView, Wait
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label

_MOST = 4
# What can be looked at from here, where somebody answers to the name.
WAYS: Final = {
    "notices": "N",
    "meeting": "H",
    "roster": "M",
    "low_income": "D",
    "referral": "Z",
    "batch": "C",
    "blank_forms": "P",
    "register": "R",
}
_FUND: Final = "fund"
_BESIDE: Final = 2  # ways in a row


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


class HomeSide(QFrame):
    """At least 264 px wide; `sync` is asked for by its button, `wanted(name)` is one of `WAYS`."""

    sync = Signal()
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sunk")
        self.setMinimumWidth(264)
        self._none = Label(_say("waits.none"), "body", "ink3")
        self._waits = [_WaitLine() for _ in range(_MOST)]
        self._queue, self._note = Label("", "body", strong=True), Label("", "note", "ink2")
        self._look_at = KeyButton(_say("queue.look"), "S", size="small")
        self._look_at.clicked.connect(self.sync)
        self._fund_part, self._fund_note = QWidget(), Label("", "note", "ink2")
        self._fund = Label("", "title", strong=True)
        self._open_fund = KeyButton(_say("fund.look"), "B", size="small")
        self._open_fund.clicked.connect(lambda: self.wanted.emit(_FUND))
        self._build_fund()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 24, 16)
        column.setSpacing(0)
        self._add_waits(column)
        column.addSpacing(16)
        column.addWidget(HairLine())
        column.addSpacing(12)
        self._add_queue(column)
        column.addSpacing(16)
        column.addWidget(self._fund_part)
        self._ways = {name: KeyButton(_say(f"come.{name}"), key, size="small") for name, key in WAYS.items()}
        self._said, self._about = Label("", "note", "ink2"), ""
        self._offered, self._grid = tuple(self._ways), self._grid_of_ways()
        self._add_ways(column)

    def _add_ways(self, column: QVBoxLayout) -> None:
        column.addLayout(self._grid)
        column.addWidget(self._said)
        self._said.hide()
        column.addStretch(1)

    def _grid_of_ways(self) -> QGridLayout:
        """Put them side by side, as wide as each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for nth, (name, button) in enumerate(self._ways.items()):
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            grid.addWidget(button, nth // _BESIDE, nth % _BESIDE)
        return grid

    def _offer(self, names: tuple[str, ...]) -> None:
        """Show these ways without a gap between them, and what was said about one of them."""
        if names != self._offered:
            self._offered = names
            for name, button in self._ways.items():
                button.setVisible(name in names)
            for nth, name in enumerate(names):
                self._grid.addWidget(self._ways[name], nth // _BESIDE, nth % _BESIDE)
        self._said.setVisible(self._about in names and bool(self._said.text()))

    def say(self, name: str, note: str) -> None:
        """Say something about one of the ways, below them."""
        if name in self._ways:
            self._about = name
            self._said.draw(note)
            self._said.setVisible(bool(note) and name in self._offered)

    def _add_waits(self, column: QVBoxLayout) -> None:
        column.addWidget(Label(_say("waits.title"), "note", "ink2", strong=True))
        column.addSpacing(8)
        column.addWidget(self._none)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, line in enumerate(self._waits):
            line.put(grid, number)
        column.addLayout(grid)

    def _add_queue(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(_say("queue.title"), "note", "ink2", strong=True), 1)
        head.addWidget(self._look_at)
        column.addLayout(head)
        column.addWidget(self._queue)
        column.addWidget(self._note)

    def _build_fund(self) -> None:
        column = QVBoxLayout(self._fund_part)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(HairLine())
        column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(_say("fund.title"), "note", "ink2", strong=True), 1)
        head.addWidget(self._open_fund)
        column.addLayout(head)
        for widget in (self._fund, self._fund_note):
            column.addWidget(widget)

    def draw(self, view: HomeView, has: Callable[[str], bool]) -> None:
        """Show what waits, and what can be looked at."""
        self._offer(tuple(name for name in self._ways if has(name)))
        self._fund_part.setVisible(has(_FUND))
        self._fund.draw(view.fund)
        self._fund.setVisible(bool(view.fund))
        self._fund_note.draw(view.fund_note if view.fund else _say("fund.none"), "ink2" if view.fund else "ink3")
        self._fund_note.setVisible(bool(view.fund_note or not view.fund))
        self._none.setVisible(not view.waits)
        for number, line in enumerate(self._waits):
            line.draw(view.waits[number] if number < len(view.waits) else None)
        self._queue.draw(view.queue)
        self._note.draw(view.queue_note)
        self._note.setVisible(bool(view.queue_note))


class _WaitLine:
    """Name, number and age in three columns."""

    def __init__(self) -> None:
        self._parts = (Label(), Label("", strong=True), Label("", "note", "ink2"))

    def put(self, grid: QGridLayout, row: int) -> None:
        for column, label in enumerate(self._parts):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, column)

    def draw(self, wait: Wait | None) -> None:
        words = (wait.name, str(wait.count), wait.note) if wait else ("", "", "")
        for label, text in zip(self._parts, words, strict=True):
            label.draw(text)
            label.setVisible(wait is not None)
