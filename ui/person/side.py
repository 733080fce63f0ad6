"""The column at the side of a short matter: the person's cases, and when the person came before."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.person.line_list import LineList
from ui.person.who import WhoView, case_lines, visit_lines
from ui.theme import look
from ui.widgets.label import Label


class _Scroll(QScrollArea):
    """Scrolls beside the page; with large type it lies in the foot of the page, which scrolls itself."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when there is more or less to show."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Ask for all of the height in the foot of the page, for little beside it."""
        least = super().minimumSizeHint()
        inner = self.widget()
        if not look().large or inner is None:
            return least
        high = inner.heightForWidth(max(self.width(), least.width())) if inner.hasHeightForWidth() else 0
        return QSize(least.width(), max(high, inner.sizeHint().height()))


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
        whole.addWidget(_Scroll(inner))

    def draw(self, view: WhoView) -> None:
        """Show what is known."""
        known = view.known
        unknown = "" if known.number else self._say["unknown"]
        self.cases.draw(case_lines(known, self._today), unknown or self._say["no_case"])
        self.visits.draw(visit_lines(known, self._today), unknown or self._say["no_visit"])
