"""A table whose cells are asked one after the other: it paints and says where a cell is; the cursor is the model's."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.intake.cell import Cell
from ui.theme import look, ready_for
from ui.widgets.mark import paint_mark

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PAD, _HEAD, _MARK, _CHIP_PAD = 10, 32, 14, 8
_GROWS, _ABOVE, _NO_LIMIT = 1.8, 8, 10_000
_LEAST = 112  # px of the column that takes the rest
Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: name, title, width in px at normal type (0: takes the rest), which side its text is on.

    One that `names` people is never cut: it grows somewhat, then its text takes more lines.
    """

    name: str
    title: str
    width: int
    right: bool = False
    names: bool = False


class _Cells(QAbstractTableModel):
    """The cells as Qt asks for them, for painting and for screen readers."""

    def __init__(self, columns: tuple[GridColumn, ...]) -> None:
        super().__init__()
        self.columns, self.rows = columns, Rows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the text of a cell."""
        cell = self.rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return "　".join(filter(None, (cell.text, cell.chip)))
        return cell.text if role == Qt.ItemDataRole.ToolTipRole and cell.text else None

    def headerData(self, section: int, across: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the title of a column."""
        if across != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.columns[section]) | Qt.AlignmentFlag.AlignVCenter
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def put(self, rows: Rows) -> None:
        """Take other rows; the same number of them only changes what stands in them."""
        if len(rows) == len(self.rows):
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Paints through the grid, which knows the current row."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        at: Any = option  # the stubs leave out the fields of style options
        self._grid.paint_cell(painter, QRect(at.rect), index.row(), index.column())


class Grid(QTableView):
    """Draws rows of cells under columns, as high as they are. `picked(row, column name)`: the mouse chose a cell."""

    picked = Signal(int, str)

    def __init__(self, columns: tuple[GridColumn, ...]) -> None:
        super().__init__()
        self._columns, self._current = columns, -1
        self._named = tuple(nth for nth, column in enumerate(columns) if column.names)
        self._measured: tuple[object, ...] = ()
        self._cells = _Cells(columns)
        self.setModel(self._cells)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(_HEAD)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns, in their order."""
        return self._columns

    @property
    def rows(self) -> Rows:
        """The rows shown now."""
        return self._cells.rows

    def draw(self, rows: Rows, current: int = -1) -> None:
        """Show rows, one of them current (-1: none)."""
        for row in rows:
            for cell in row:
                ready_for(cell.text)
        self._current = current
        self._cells.put(rows)
        named = tuple(tuple(row[nth] for nth in self._named) for row in rows)
        shape = (named, self.viewport().width(), look())
        if shape != self._measured:
            self._measured = shape
            self._measure()
        self.viewport().update()

    def cell_box(self, row: int, name: str) -> QRect:
        """Give where a cell is, in px of the viewport."""
        column = next(nth for nth, one in enumerate(self._columns) if one.name == name)
        return self.visualRect(self._cells.index(row, column))

    def _measure(self) -> None:
        scale = look().types["body"][0] / 16
        wides = [round(column.width * scale) for column in self._columns]
        for nth in self._named:
            wides[nth] = min(max(wides[nth], self._longest(nth) + 2 * PAD), round(wides[nth] * _GROWS))
        for nth in self._named:  # names give back what the others need: they have more lines
            over = sum(wides) + _LEAST - self.viewport().width()
            wides[nth] -= max(0, min(over, wides[nth] - round(self._columns[nth].width * scale)))
        rest = max(_LEAST, self.viewport().width() - sum(wides))
        for nth, wide in enumerate(wides):
            self.setColumnWidth(nth, wide or rest)
        for nth, row in enumerate(self._cells.rows):
            high = max((self._high(row[one], self.columnWidth(one)) for one in self._named), default=0)
            self.setRowHeight(nth, max(look().size("control"), high))
        self.setFixedHeight(_HEAD + sum(self.rowHeight(nth) for nth in range(len(self._cells.rows))))

    def _longest(self, column: int) -> int:
        cells = (row[column] for row in self._cells.rows)
        return max((_letters(cell).horizontalAdvance(cell.text) for cell in cells), default=0) + 1

    def _high(self, name: Cell, wide: int) -> int:
        """Give how high a name is in as many lines as it needs."""
        room = QRect(0, 0, wide - 2 * PAD - (_MARK + 8 if name.mark else 0), _NO_LIMIT)
        return _letters(name).boundingRect(room, int(Qt.TextFlag.TextWrapAnywhere), name.text).height() + 2 * _ABOVE

    def sizeHint(self) -> QSize:
        """Ask for all rows."""
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which cell was pressed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.picked.emit(index.row(), self._columns[index.column()].name)

    def paint_cell(self, painter: QPainter, box: QRect, row: int, column: int) -> None:
        """Draw a cell into `box`."""
        shown, cell = look(), self._cells.rows[row][column]
        if row == self._current:
            painter.fillRect(box, shown.colour("accent_soft"))
            if column == 0:
                painter.fillRect(box.left(), box.top(), shown.size("mark"), box.height(), shown.colour("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, shown.colour("line"))
        inside = box.adjusted(PAD, 0, -PAD, -1)
        if cell.mark:
            paint_mark(painter, cell.mark, QRectF(inside.left(), inside.top(), _MARK, inside.height()))
            inside.setLeft(inside.left() + _MARK + 8)
        self._paint_text(painter, inside, cell, self._columns[column])

    def _paint_text(self, painter: QPainter, box: QRect, cell: Cell, column: GridColumn) -> None:
        painter.setFont(look().font(strong=cell.strong))
        painter.setPen(look().colour(cell.ink))
        flags = _side(column) | Qt.AlignmentFlag.AlignVCenter
        room = box.width() - (self._chip_wide(cell) + 12 if cell.chip else 0)
        if column.names:
            painter.drawText(box, int(flags) | int(Qt.TextFlag.TextWrapAnywhere), cell.text)
            return
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(flags), text)
        if cell.chip:
            self._paint_chip(painter, box, painter.fontMetrics().horizontalAdvance(text), cell)

    def _chip_wide(self, cell: Cell) -> int:
        return QFontMetrics(look().font("note")).horizontalAdvance(cell.chip) + 2 * _CHIP_PAD

    def _paint_chip(self, painter: QPainter, box: QRect, after: int, cell: Cell) -> None:
        shown, high = look(), look().line("note") + 4
        left = box.left() + after + (12 if after else 0)
        chip = QRectF(left + 0.5, box.center().y() - high / 2 + 0.5, self._chip_wide(cell), high)
        painter.setPen(shown.colour("soon_line"))
        painter.setBrush(shown.colour("soon_soft"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(shown.colour("soon"))
        painter.setFont(shown.font("note"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, cell.chip)


def _letters(cell: Cell) -> QFontMetrics:
    return QFontMetrics(look().font(strong=cell.strong))


def _side(column: GridColumn) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
