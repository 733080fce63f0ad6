"""A list of rows of which several are chosen, one key each."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.row import Cell
from ui.widgets.row_list import RowList


class MarkList(RowList):
    """`marked(key)`: Space, on a row that a page lets be chosen. Enter and double click are those of a list."""

    marked = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Keep Space from the keys of the page."""
        is_asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current row at Space, and go to the next one."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        if self.current:
            at = self.currentIndex().row()
            self.marked.emit(self.current)
            self.select(min(at + 1, len(self.rows) - 1))


def mark(key: str, marked: frozenset[str]) -> Cell:
    """Give the cell that shows whether a row is chosen."""
    return Cell(sign="ticked" if key in marked else "box")
