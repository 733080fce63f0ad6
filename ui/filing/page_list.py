"""A list of pages, each with its small picture, what it is, a remark, and a sign."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.filing.rows import PageRow
from ui.theme import look, restyled
from ui.widgets.icon import pixmap
from ui.widgets.mark import MARKS, paint_mark

_THUMB, _STANDING = QSize(60, 40), QSize(32, 42)
_LEFT, _GAP, _SIGN = 20, 12, 20
_HIGH, _HIGH_LARGE = 56, 84  # two lines; in large type three, which the longest names take
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Rows(QAbstractListModel):
    """The rows as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PageRow, ...] = ()

    def rowCount(self, _parent: Index = _ROOT) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Give the words of a row, for who cannot see it."""
        if role not in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self.rows[index.row()]
        return "　".join(filter(None, (row.title, row.note, row.word)))

    def take(self, rows: tuple[PageRow, ...]) -> None:
        """Show other rows."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))


class _Painter(QStyledItemDelegate):
    """Draws a row through the list, which knows its pictures."""

    def __init__(self, paint: Callable[[QPainter, QRect, int, bool], None], high: Callable[[], int]) -> None:
        super().__init__()
        self._paint, self._high = paint, high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # a member that the stubs leave out
        box: QRect = option.rect  # type: ignore[attr-defined]  # as above
        self._paint(painter, box, index.row(), bool(state & QStyle.StateFlag.State_Selected))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(200, self._high())


class PageList(QListView):
    """`chosen(key)` at Enter or a double click on a row."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model, self._images = _Rows(), dict[str, tuple[bytes, QImage]]()
        self.setModel(self._model)
        self._target = -1
        self._painter = _Painter(self._paint_row, self._high)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._choose)

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows shown now."""
        return self._model.rows

    @property
    def current(self) -> PageRow | None:
        """The row that is marked."""
        at = self.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def draw(self, rows: tuple[PageRow, ...]) -> None:
        """Show rows; the mark stays where it was."""
        at = self.currentIndex().row()
        self._model.take(rows)
        kept = {row.key for row in rows}
        self._images = {key: image for key, image in self._images.items() if key in kept}
        if 0 <= at < len(rows) and self.currentIndex().row() != at:
            self.setCurrentIndex(self._model.index(at))

    def aim(self, nth: int) -> None:
        """Mark the nth row (from 0; -1 none) as the one that the page under the camera will fill."""
        if nth != self._target:
            self._target = nth
            self.viewport().update()
            if 0 <= nth < len(self._model.rows):
                self.scrollTo(self._model.index(nth))

    def _high(self) -> int:
        return _HIGH_LARGE if look().large else _HIGH

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self._model.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the marked row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.chosen.emit(self.current.key)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self.scheduleDelayedItemsLayout()

    # --- painting
    def _paint_row(self, painter: QPainter, box: QRect, nth: int, marked: bool) -> None:  # noqa: FBT001 - as Qt tells it
        row, shown = self._model.rows[nth], look()
        if (marked and self.hasFocus()) or nth == self._target:
            painter.fillRect(box, shown.colour("accent_soft"))
            painter.fillRect(box.left(), box.top(), 4, box.height(), shown.colour("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, shown.colour("line"))
        left = box.left() + _LEFT
        self._paint_thumb(painter, row, QRect(left, box.top(), _THUMB.width(), box.height()))
        left += _THUMB.width() + _GAP
        right = self._paint_end(painter, row, box)
        self._paint_words(painter, row, QRect(left, box.top(), right - left - 8, box.height()))

    def _paint_thumb(self, painter: QPainter, row: PageRow, place: QRect) -> None:
        image = self._image(row)
        size = _STANDING if row.form == "paper" else _THUMB
        if image.isNull():
            box = QRect(place.center().x() - size.width() // 2, place.center().y() - size.height() // 2, 0, 0)
            box.setSize(size)
            painter.setPen(QPen(look().colour("line_strong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            return
        fitted = (
            image.deviceIndependentSize()
            .toSize()
            .scaled(QSize(_THUMB.width(), _STANDING.height()), Qt.AspectRatioMode.KeepAspectRatio)
        )
        spot = QRect(place.center().x() - fitted.width() // 2, place.center().y() - fitted.height() // 2, 0, 0)
        spot.setSize(fitted)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(spot, image)
        painter.setPen(look().colour("line"))
        painter.drawRect(spot)

    def _image(self, row: PageRow) -> QImage:
        """A small copy: the row is drawn often, the page is large."""
        known = self._images.get(row.key)
        if known and known[0] == row.thumb:
            return known[1]
        image = QImage.fromData(row.thumb) if row.thumb else QImage()
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            room = QSize(round(_THUMB.width() * ratio), round(_STANDING.height() * ratio))
            image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        self._images[row.key] = (row.thumb, image)
        return image

    def _paint_end(self, painter: QPainter, row: PageRow, box: QRect) -> int:
        """The sign and the word at the right edge; gives where they begin."""
        right = box.right() - _LEFT
        if row.sign in MARKS:
            paint_mark(painter, row.sign, QRect(right - _SIGN, box.top(), _SIGN, box.height()).toRectF())
            right -= _SIGN + 8
        elif row.sign:
            icon = pixmap(row.sign, "accent", 20, self.devicePixelRatioF())
            painter.drawPixmap(right - 20, box.center().y() - 10, icon)
            right -= _SIGN + 8
        if row.word:
            painter.setFont(look().font("note"))
            painter.setPen(look().colour("ink2"))
            wide = painter.fontMetrics().horizontalAdvance(row.word) + 2
            painter.drawText(
                QRect(right - wide, box.top(), wide, box.height()), Qt.AlignmentFlag.AlignVCenter, row.word
            )
            right -= wide + 8
        return right

    def _paint_words(self, painter: QPainter, row: PageRow, box: QRect) -> None:
        """The title, and below it the remark; a title with a long name takes both lines, for a name is never cut."""
        shown = look()
        painter.setFont(shown.font())
        painter.setPen(shown.colour("ink3" if row.later else "ink"))
        if painter.fontMetrics().horizontalAdvance(row.title) > box.width():
            painter.setFont(shown.font("note"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWrapAnywhere), row.title)
            return
        title = QRect(box)
        if row.note:
            title.setHeight(box.height() // 2 + 2)
            title.translate(0, 3)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, row.title)
        if row.note:
            note = QRect(box.left(), title.bottom() - 4, box.width(), box.height() // 2)
            painter.setFont(shown.font("note"))
            painter.setPen(shown.colour("soon" if row.sign == "soon" else "ink3" if row.later else "ink2"))
            cut = painter.fontMetrics().elidedText(row.note, Qt.TextElideMode.ElideRight, note.width())
            painter.drawText(note, Qt.AlignmentFlag.AlignVCenter, cut)
