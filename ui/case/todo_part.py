"""What is to be done about the case, above what has happened."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.case import rows
from ui.case.view import CaseView
from ui.theme import restyled
from ui.widgets.label import Label, set_states
from ui.widgets.row_list import RowList

_MOST = 4


class TodoPart(QFrame):
    """As many rows as there are, four at most before it scrolls; `chosen(key)` for Enter on one of them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="paper", edge="bottom")
        self.list = RowList(rows.TODOS)
        self.list.setAccessibleName(resources.text("steps", "list.title"))
        self.list.chosen.connect(self.chosen)
        self.list.measured.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(0)
        title = QVBoxLayout()
        title.setContentsMargins(20, 12, 20, 4)
        title.addWidget(Label(resources.text("steps", "list.title"), "note", "ink2", strong=True))
        column.addLayout(title)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def draw(self, view: CaseView) -> None:
        """Show what is to be done; hidden where there is nothing."""
        self.list.draw(rows.todos(view))
        self.setVisible(bool(view.todos))
        self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_of(max(1, min(_MOST, len(self.list.rows)))))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()
