"""The head of a case's page: on whom, where it stands, by when there is an answer."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.case.view import CaseView
from ui.theme import look, restyled
from ui.widgets.chip import Chip
from ui.widgets.label import Label, set_states

_HIGH, _HIGH_LARGE = 88, 96


class CaseHead(QFrame):
    """Two lines at the left, the day of the answer at the right."""

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="paper", edge="bottom")
        self._name, self._state, self._platform = Label("", "head", strong=True), Chip(), Chip()
        self._about, self._number = Label("", ink="ink2"), Label("", ink="ink2")
        self._until = Label(resources.text("case", "due"), "note", "ink2")
        self._due = Label("", "title", strong=True)
        self._lay_out()
        self._fit()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, (self._name, self._state, self._platform)),
            (second, (self._about, self._number)),
        ):
            row.setSpacing(16)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((left, (first, second)),):
            column.setSpacing(0)
            for part in parts:
                column.addLayout(part)
        right.setSpacing(0)
        right.addWidget(self._until, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._due, 0, Qt.AlignmentFlag.AlignRight)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 8, 24, 8)
        whole.addLayout(left, 1)
        whole.addLayout(right)

    def _fit(self) -> None:
        self.setFixedHeight(_HIGH_LARGE if look().large else _HIGH)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def draw(self, view: CaseView) -> None:
        """Show a case."""
        self._name.draw(view.name)
        kind = "plain" if view.status_kind == "plain" else view.status_kind
        sign = {"soon": "soon", "danger": "over"}.get(kind, "check")
        self._state.draw(view.state_word, kind, sign=sign)
        self._platform.draw(view.platform)
        self._platform.setVisible(bool(view.platform))
        self._about.draw(view.about)
        self._number.draw(view.number)
        for widget in (self._until, self._due):
            widget.setVisible(bool(view.due))
        self._due.draw(view.due)
