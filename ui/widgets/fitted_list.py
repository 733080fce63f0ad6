"""A table of few rows among other things: as high as its rows, and where room is short it scrolls."""

from ui.widgets.row import Column
from ui.widgets.row_list import RowList

LEAST = 2


class FittedList(RowList):
    """Rows of which one is always chosen; at least two of them are seen."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__(columns, head=True, margin=24, keeps=True)
        self.measured.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = len(self.rows)
        self.setMinimumHeight(self.height_of(min(LEAST, rows)))
        self.setMaximumHeight(self.height_of(rows))
