"""A list or table of rows: columns in line, one row current, its verb one key away."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import look, ready_for, restyled
from ui.widgets import row_paint
from ui.widgets.button_form import ENTER
from ui.widgets.row import Column, Row, veiled_row
from ui.widgets.row_model import Index, Rows

HEAD = 32


class _Delegate(QStyledItemDelegate):
    """Paints through the list, which knows the columns."""

    def __init__(self, view: "RowList") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        at: Any = option  # the stubs leave out the fields of style options
        self._view.paint_row(painter, index.row(), at.rect, over=bool(at.state & QStyle.StateFlag.State_MouseOver))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Ask for the height of a row."""
        return QSize(64, self._view.row_high)


class RowList(QListView):
    """Rows under columns; `head` shows the titles; rows are `high` px, or as tall as lets `fit` of them in (44 … 56).

    The current row is marked while the list has the focus, or always if it `keeps` its choice.
    `chosen(key)`: Enter, double click or the row's button; `current_changed(key)`: another row is current.
    `measured()`: height or columns changed.
    """

    chosen = Signal(str)
    current_changed = Signal(str)
    measured = Signal()

    def __init__(
        self,
        columns: tuple[Column, ...],
        *,
        head: bool = False,
        fit: int = 0,
        margin: int = 20,
        high: int = 0,
        keeps: bool = False,
    ) -> None:
        super().__init__()
        self._columns, self._head, self._margin = columns, head, margin
        self._fit_rows, self._high, self._keeps = fit, high, keeps
        self._wide: list[int] = []
        self._whole: tuple[Row, ...] = ()
        self.row_high = look().size("control")
        self._rows = Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, HEAD if head else 0, 0, 0)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))
        self._measure()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now."""
        return self._rows.rows

    @property
    def current(self) -> str:
        """The key of the current row; empty when there is none."""
        at = self.currentIndex().row()
        return self.rows[at].key if 0 <= at < len(self.rows) else ""

    def draw(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the current one stays current if it is still there, else the first is."""
        if rows != self._whole:
            self._whole = rows
            self._put(tuple(map(veiled_row, rows)))

    @property
    def hides(self) -> bool:
        """Whether a number in a row is masked while the veil lies."""
        return any(row.hides for row in self._whole)

    def unveil(self) -> None:
        """Show the rows as the veil lies now."""
        self._put(tuple(map(veiled_row, self._whole)))

    def _put(self, rows: tuple[Row, ...]) -> None:
        if rows == self.rows:
            return
        before, at = self.current, max(0, self.currentIndex().row())
        for row in rows:
            for cell in row.cells:
                ready_for(cell.text)
        self._rows.put(rows)
        self._measure()
        keys = [row.key for row in rows]
        self.select(keys.index(before) if before in keys else min(at, len(rows) - 1))

    def set_columns(self, columns: tuple[Column, ...], *, fit: int = 0) -> None:
        """Take other columns for the same cells, and another number of rows to let in."""
        self._columns, self._fit_rows = columns, fit
        self._measure()

    def select(self, at: int) -> None:
        """Make row `at` the current one."""
        if 0 <= at < len(self.rows):
            self.setCurrentIndex(self._rows.index(at))

    def height_of(self, count: int) -> int:
        """Give the height in px that shows the head and `count` rows without scrolling."""
        return count * self.row_high + (HEAD if self._head else 0)

    def _wanted_high(self) -> int:
        if not self._fit_rows:
            return self._high or look().size("control")
        least, most = (56, 56) if look().large else (44, 56)
        return max(least, min(most, self.viewport().height() // self._fit_rows))

    def _most_lines(self) -> int:
        """Give the lines that the longest name needs; 0 when every name fits in one."""
        cells = ((cell, wide) for row in self.rows for cell, wide in zip(row.cells, self._wide, strict=True))
        most = max((len(row_paint.name_lines(cell, wide)) for cell, wide in cells if cell.wraps), default=1)
        return most if most > 1 else 0

    def _measure(self) -> None:
        self._wide = row_paint.column_widths(self.rows, self._columns, self.viewport().width() - 2 * self._margin)
        self.row_high = max(self._wanted_high(), self._most_lines() * look().line("note") + 4)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self.measured.emit()

    def boxes(self, box: QRect, *, shorter: int = 0) -> list[QRect]:
        """Give the box of each column in a row; the growing one gives up `shorter` px for the button."""
        boxes, left = [], box.left() + self._margin
        for wide, column in zip(self._wide, self._columns, strict=True):
            here = wide - (shorter if column.grows else 0)
            boxes.append(QRect(left, box.top(), max(here, 0), box.height() - 1))
            left += here + row_paint.GAP
        return boxes

    def button_box(self, at: int) -> QRect:
        """Give where the button of row `at` is painted, in viewport px; empty when it has none now."""
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        if row is None or not row.act or at != self.currentIndex().row() or not self.hasFocus():
            return QRect()
        size, box = row_paint.button_size(row.act), self.visualRect(self._rows.index(at))
        spot = QPoint(box.right() + 1 - self._margin - size.width(), box.center().y() - size.height() // 2)
        return QRect(spot, size)

    def cut_names(self) -> list[str]:
        """Give the names that would need more lines than a row has; for tests: there are none."""
        lines = self.row_high // look().line("note")
        return [
            cell.text
            for row in self.rows
            for cell, wide in zip(row.cells, self._wide, strict=True)
            if cell.wraps and len(row_paint.name_lines(cell, wide)) > lines
        ]

    def paint_row(self, painter: QPainter, at: int, box: QRect, *, over: bool) -> None:
        """Draw row `at` into `box`."""
        row, shown = self.rows[at], look()
        here, button = at == self.currentIndex().row(), self.button_box(at)
        current = here and (self._keeps or self.hasFocus())
        if here or over:
            painter.fillRect(box, shown.colour("accent_soft" if current else "sunk"))
        if current:
            painter.fillRect(box.left(), box.top(), shown.size("mark"), box.height(), shown.colour("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, shown.colour("line"))
        boxes = self.boxes(box, shorter=button.width() + 16 if button.isValid() else 0)
        for cell, column, spot in zip(row.cells, self._columns, boxes, strict=True):
            row_paint.paint_cell(painter, cell, column, spot, done=row.done)
        if button.isValid():
            row_paint.paint_button(painter, row.act, button)

    def _paint_head(self) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), HEAD, look().colour("sunk"))
        painter.fillRect(0, HEAD - 1, self.width(), 1, look().colour("line"))
        painter.setFont(look().font("note", strong=True))
        painter.setPen(look().colour("ink2"))
        for column, box in zip(self._columns, self.boxes(QRect(0, 0, self.viewport().width(), HEAD)), strict=True):
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, column.title)

    def event(self, event: QEvent) -> bool:
        """Draw the head above the viewport; keep Enter from the keys of the page."""
        if event.type() == QEvent.Type.Paint and self._head:
            self._paint_head()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current row at Enter; leave the rest to Qt."""
        if event.key() in ENTER:
            self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act when the painted button is clicked."""
        at = self.currentIndex().row()
        if self.button_box(at).contains(event.position().toPoint()):
            self._choose(at)
        super().mouseReleaseEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.chosen.emit(self.rows[at].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the columns for the new width."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._measure()
