"""The visits of today beside 来意: time, who, why, and what came of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.theme import look
from ui.visit.day import VisitLine
from ui.visit.view import VisitView
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.para import Para

_MOST, _WIDE = 12, 360


class TodaySide(QFrame):
    """360 px wide: the last twelve visits; all of them are in the register."""

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="sunk", edge="left")
        self.setFixedWidth(_WIDE)
        say = resources.texts("visit")["today"]
        self._count, self._none = Label("", "title", strong=True), Label(say["none"], "body", "ink3")
        self._lines = [_Line() for _ in range(_MOST)]
        self.register = KeyButton(say["register"], "R", size="small", icon="book-open")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 20, 0, 12)
        whole.setSpacing(12)
        for widget in (self._count, self._none):
            widget.setContentsMargins(24, 0, 24, 0)
            whole.addWidget(widget)
        whole.addWidget(self._scroll(), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addWidget(self.register, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(foot)

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("bare", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(0)
        for line in self._lines:
            column.addWidget(line)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def draw(self, view: VisitView) -> None:
        """Show who came."""
        self._count.draw(view.count)
        self._none.setVisible(not view.lines)
        self._count.setVisible(bool(view.lines))
        for nth, line in enumerate(self._lines):
            line.setVisible(nth < len(view.lines))
            if nth < len(view.lines):
                line.draw(view.lines[nth])


class _Line(QWidget):
    """A visit in one line, and what came of it below."""

    def __init__(self) -> None:
        super().__init__()
        self._time, self._who = Label("", "body", "ink2"), Para("", "body", "ink2", width=_WIDE)
        self._note = Para("", "note", "ink2", width=_WIDE)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 52)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._time, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._who, 0, 1)
        grid.addWidget(self._note, 1, 1)
        grid.setRowMinimumHeight(2, 8)
        grid.addWidget(HairLine(), 3, 0, 1, 2)
        self.hide()

    def draw(self, line: VisitLine) -> None:
        """Show a visit."""
        self._time.setMinimumWidth(look().types["body"][0] * 3)
        self._time.draw(line.time)
        self._who.draw(f"**{line.who}**　{line.why}")
        self._note.draw(line.note, "soon" if line.soon else "ink2")
        self._note.setVisible(bool(line.note))
