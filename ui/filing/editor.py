"""One page on the glass, to be cut by hand: corners that are dragged, rectangles that are drawn and stay black."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.capture.edit import Edit, Rectangle
from app.capture.reading import Corners
from ui.theme import look

CROP, BLACK = "crop", "black"
_MARGIN, _HANDLE, _NEAR, _LEAST = 32, 9.0, 28.0, 0.01
_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class Editor(QWidget):
    """Shows the original with its corners (`crop`) or the flat page with what is blacked out (`black`).

    `cut(Corners)` when corners were moved, `blackened(Rectangle)` when a rectangle was drawn. Tab goes from corner to
    corner, the arrow keys move the one that is marked (ten times as far with Shift).
    """

    cut = Signal(object)
    blackened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._image, self._mode = QImage(), CROP
        self._points: list[QPointF] = []
        self._black: tuple[Rectangle, ...] = ()
        self._held, self._marked = -1, 0
        self._from: QPointF | None = None
        self._to = QPointF()

    # --- what is shown
    def draw_original(self, image: QImage, edit: Edit) -> None:
        """Show the picture as it was taken, with the page's corners on it."""
        self._image, self._mode = image, CROP
        whole = ((0, 0), (image.width() - 1, 0), (image.width() - 1, image.height() - 1), (0, image.height() - 1))
        self._points = [QPointF(x, y) for x, y in (edit.corners or whole)]
        self.update()

    def draw_flat(self, image: QImage, edit: Edit) -> None:
        """Show the flat page, with what stays out of it."""
        self._image, self._mode, self._black = image, BLACK, edit.black
        self.update()

    @property
    def corners(self) -> Corners:
        """The corners as they stand now, in pixels of the picture."""
        first, second, third, fourth = ((point.x(), point.y()) for point in self._points)
        return (first, second, third, fourth)

    def _box(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(room.center())
        return box

    def _on_glass(self, point: QPointF) -> QPointF:
        box, scale = self._box(), self._scale()
        return QPointF(box.x() + point.x() * scale, box.y() + point.y() * scale)

    def _in_picture(self, point: QPointF) -> QPointF:
        box, scale = self._box(), self._scale()
        x = min(max(0.0, (point.x() - box.x()) / scale), self._image.width() - 1.0)
        y = min(max(0.0, (point.y() - box.y()) / scale), self._image.height() - 1.0)
        return QPointF(x, y)

    def _scale(self) -> float:
        return self._box().width() / max(1, self._image.width())

    # --- painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mat, picture, and corners or black parts."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), look().colour("mat"))
        if self._image.isNull():
            return
        painter.drawImage(self._box(), self._image)
        if self._mode == CROP:
            self._paint_corners(painter)
        else:
            self._paint_black(painter)

    def _paint_corners(self, painter: QPainter) -> None:
        points = [self._on_glass(point) for point in self._points]
        painter.setPen(QPen(look().colour("outline_ok"), 2))
        painter.drawPolygon(QPolygonF(points))
        for nth, point in enumerate(points):
            here = nth == self._marked and self.hasFocus()
            painter.setBrush(look().colour("outline_bad" if here else "outline_ok"))
            painter.drawEllipse(point, _HANDLE, _HANDLE)

    def _paint_black(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        for left, top, right, foot in self._black:
            painter.drawRect(self._part(left, top, right, foot))
        if self._from is not None:
            painter.setPen(QPen(look().colour("outline_bad"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._from, self._to).normalized())

    def _part(self, left: float, top: float, right: float, foot: float) -> QRectF:
        box = self._box()
        start = QPointF(box.x() + left * box.width(), box.y() + top * box.height())
        end = QPointF(box.x() + right * box.width(), box.y() + foot * box.height())
        return QRectF(start, end).normalized()

    # --- hands
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest corner, or begin a rectangle."""
        at = event.position()
        if self._mode == BLACK:
            self._from = self._to = at
            return
        away = [_far(at, self._on_glass(point)) for point in self._points]
        nearest = min(range(len(away)), key=lambda nth: away[nth], default=-1)
        if nearest >= 0 and away[nearest] < _NEAR:
            self._held = self._marked = nearest
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the corner along, or draw the rectangle out."""
        if self._held >= 0:
            self._points[self._held] = self._in_picture(event.position())
        self._to = event.position()
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Tell what was cut or blacked out."""
        if self._held >= 0:
            self._held = -1
            self.cut.emit(self.corners)
        elif self._from is not None:
            drawn, self._from = QRectF(self._from, self._to).normalized(), None
            self._tell_black(drawn)
        self.update()

    def _tell_black(self, drawn: QRectF) -> None:
        box = self._box()
        left, right = ((edge - box.x()) / box.width() for edge in (drawn.left(), drawn.right()))
        top, foot = ((edge - box.y()) / box.height() for edge in (drawn.top(), drawn.bottom()))
        part = tuple(min(1.0, max(0.0, edge)) for edge in (left, top, right, foot))
        if part[2] - part[0] > _LEAST and part[3] - part[1] > _LEAST:
            self.blackened.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the marked corner; the rest is the page's."""
        step = _STEPS.get(Qt.Key(event.key()))
        if self._mode != CROP or step is None or not self._points:
            super().keyPressEvent(event)
            return
        far = (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1) / max(self._scale(), 1e-6)
        moved = self._points[self._marked] + step * far
        self._points[self._marked] = self._in_picture(self._on_glass(moved))
        self.cut.emit(self.corners)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go from corner to corner, then on to the buttons."""
        following = self._marked + (1 if forward else -1)
        if self._mode == CROP and 0 <= following < len(self._points):
            self._marked = following
            self.update()
            return True
        return super().focusNextPrevChild(forward)


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
