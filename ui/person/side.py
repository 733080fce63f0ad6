"""The column at the side of a short matter: the person's cases, and when the person came before."""

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

import resources
from ui.person.line_list import LineList
from ui.person.side_scroll import SideScroll
from ui.person.who import WhoView, case_lines, visit_lines
from ui.widgets.label import Label


class PersonSide(QFrame):
    """Draws what is known of a person; `more` takes what a page puts above it."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._say = today, resources.texts("person")["side"]
        self.cases, self.visits, self.more = LineList(), LineList(), QVBoxLayout()
        inner = QWidget()
        inner.setProperty("bare", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 20, 24, 16)
        column.setSpacing(8)
        column.addLayout(self.more)
        for title, lines in ((self._say["cases"], self.cases), (self._say["visits"], self.visits)):
            column.addWidget(Label(title, "title", strong=True))
            column.addWidget(lines)
            column.addSpacing(12)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SideScroll(inner))

    def draw(self, view: WhoView) -> None:
        """Show what is known."""
        known = view.known
        unknown = "" if known.number else self._say["unknown"]
        self.cases.draw(case_lines(known, self._today), unknown or self._say["no_case"])
        self.visits.draw(visit_lines(known, self._today), unknown or self._say["no_visit"])
