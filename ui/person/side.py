"""The column at the side of a short matter: the person's cases, and when the person came before."""

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.person.line_list import LineList
from ui.person.who import WhoView, case_lines, visit_lines
from ui.widgets.label import Label


class PersonSide(QFrame):
    """Draws what is known of a person; `more` takes what a page adds below."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._say = today, resources.texts("person")["side"]
        self.cases, self.visits, self.more = LineList(), LineList(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 24, 16)
        column.setSpacing(8)
        for title, lines in ((self._say["cases"], self.cases), (self._say["visits"], self.visits)):
            column.addWidget(Label(title, "title", strong=True))
            column.addWidget(lines)
            column.addSpacing(12)
        column.addLayout(self.more)
        column.addStretch(1)

    def draw(self, view: WhoView) -> None:
        """Show what is known."""
        known = view.known
        unknown = "" if known.number else self._say["unknown"]
        self.cases.draw(case_lines(known, self._today), unknown or self._say["no_case"])
        self.visits.draw(visit_lines(known, self._today), unknown or self._say["no_visit"])
