"""The column beside: what was filed where, and who has still to sign."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.filing.view import FAILED, WAITS, FiledRow, FilingView, say
from ui.theme import look, restyled
from ui.widgets.hair_line import HairLine
from ui.widgets.label import Label, set_states
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList

_WIDE, _WIDE_LARGE = 400, 480
_COLUMNS = (Column(least=20, most=28), Column(grows=True), Column(least=56, most=168, right=True))


class FiledSide(QFrame):
    """Draws the rows of a FilingView, the last paper first."""

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="paper", edge="left")
        self._title = Label("", "title", strong=True)
        self.rows = RowList(_COLUMNS, high=56)
        self.rows.setAccessibleName(say("list.name"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._missing, self._missing_text = QFrame(), Para("", width=320)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 16)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 18, 20, 18)
        head.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(HairLine())
        column.addWidget(self.rows, 1)
        inside = QHBoxLayout(self._missing)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self._missing_text)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 0)
        foot.addWidget(self._missing)
        column.addLayout(foot)
        self._fit()

    def draw(self, view: FilingView) -> None:
        """Show what was filed, and who is missing."""
        self._title.draw(say("list.title", count=len(view.rows)) if view.rows else say("list.empty"))
        self.rows.draw(tuple(_row(one) for one in view.rows))
        self._missing.setVisible(bool(view.missing))
        self._missing_text.draw(view.missing)
        set_states(self._missing, ground="soon" if view.is_missing else "sheet")

    def _fit(self) -> None:
        self.setFixedWidth(_WIDE_LARGE if look().large else _WIDE)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()


def _row(one: FiledRow) -> Row:
    sign = "soon" if one.state in {WAITS, FAILED} else "done"
    ink = "danger" if one.state == FAILED else "ink2"
    told = say("list.row", what=one.what, where=one.whose)
    cells = (Cell(sign=sign), Cell(told, "ink", wraps=True), Cell(say(f"list.{one.state}"), ink))
    return Row(one.key, cells, tip=say("list.row", what=one.what, where=one.where))
