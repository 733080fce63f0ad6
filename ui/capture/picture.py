"""The place of a picture: the live camera with its outline, a kept page with the fields on it, or room for one."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from app.capture.reading import Corners
from ui.capture import sources
from ui.capture.overlay import Overlay
from ui.capture.preview import Frame
from ui.theme import look

_COVER = (0.24, 0.78)


class PicturePlace(QWidget):
    """Draws whichever it was given last. `dropped(QMimeData)`: something was dropped on it; `drawn()` after a frame."""

    dropped = Signal(object)
    drawn = Signal()

    def __init__(self, size: QSize, word: str = "") -> None:
        super().__init__()
        self.setFixedSize(size)
        self.setAcceptDrops(True)
        self._word, self._live, self._over = word, False, False
        self._image, self._jpeg = QImage(), b""
        self._page: Corners | None = None
        self._overlays: tuple[Overlay, ...] = ()

    def draw_empty(self, word: str) -> None:
        """Show an empty place with a word in it."""
        self._image, self._jpeg, self._live, self._word = QImage(), b"", False, word
        self.update()

    def draw_frame(self, frame: Frame, word: str) -> None:
        """Show a live frame with the outline of the page in it."""
        self._image, self._page, self._overlays, self._live = frame.image, frame.page, (), True
        self._word, self._jpeg = word, b""
        self.update()

    def draw_page(self, jpeg: bytes, page: Corners | None, overlays: tuple[Overlay, ...]) -> None:
        """Show a straightened page; `page` are its corners in the whole picture, in which the overlays are."""
        if jpeg != self._jpeg:
            self._jpeg, self._image = jpeg, QImage.fromData(jpeg)
        self._live, self._page, self._overlays = False, page, overlays
        self.update()

    def _box(self) -> QRectF:
        """Give where the image lies: as large as fits, never stretched."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, picture, outline or fields, in one pass."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            self._paint_room(painter)
            return
        if self._live:
            painter.fillRect(self.rect(), look().colour("mat"))
        painter.drawImage(self._box(), self._image)
        if self._live:
            self._paint_outline(painter)
            self.drawn.emit()
        else:
            self._paint_fields(painter)

    def _paint_room(self, painter: QPainter) -> None:
        shown = look()
        painter.fillRect(self.rect(), shown.colour("accent_soft" if self._over else "sunk"))
        painter.setPen(QPen(shown.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(shown.colour("ink2"))
        painter.setFont(shown.font())
        inside = self.rect().adjusted(12, 8, -12, -8)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._word)

    def _paint_outline(self, painter: QPainter) -> None:
        shown, box = look(), self._box()
        scale = box.width() / self._image.width()
        if self._page:
            painter.setPen(QPen(shown.colour("outline_ok"), 3))
            points = [QPointF(box.x() + x * scale, box.y() + y * scale) for x, y in self._page]
            painter.drawPolygon(QPolygonF(points))
        if self._word:
            bar = QRectF(0, self.height() - 32, self.width(), 32)
            ground = shown.colour("mat")
            ground.setAlphaF(0.8)
            painter.fillRect(bar, ground)
            painter.setPen(shown.colour("on_mat"))
            painter.setFont(shown.font("note"))
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, self._word)

    def _paint_fields(self, painter: QPainter) -> None:
        flat = self._flattening()
        if flat is None:
            return
        for field in self._overlays:
            box = flat.map(_polygon(field.corners)).boundingRect().adjusted(-4, -3, 4, 3)
            if field.covered:
                middle = QRectF(box)
                middle.setLeft(box.left() + box.width() * _COVER[0])
                middle.setRight(box.left() + box.width() * _COVER[1])
                painter.fillRect(middle.adjusted(0, 4, 0, -4), look().colour("line_strong"))
            wide, ink = (2.0, "soon_fill") if field.doubtful else (1.5, "accent")
            painter.setPen(QPen(look().colour(ink), wide))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)

    def _flattening(self) -> QTransform | None:
        """Give the way from the whole picture to where its straightened page is drawn."""
        if self._page is None:
            return None
        flat = QTransform.quadToQuad(_polygon(self._page), QPolygonF(_corners(self._box())))
        return flat if isinstance(flat, QTransform) else None

    # --- dropping
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if sources.holds_picture(event.mimeData()):
            self._over = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the plain place again."""
        self._over = False
        self.update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


def _polygon(corners: Corners) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


def _corners(box: QRectF) -> list[QPointF]:
    return [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]
