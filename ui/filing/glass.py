"""The camera's picture as large as the page allows: outline, what it is, whether it can be taken; or a kept page."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.capture.reading import Corners
from ui.capture import sources
from ui.capture.preview import Frame
from ui.filing.live import BAD, Words
from ui.filing.verdict_bar import VerdictBar
from ui.theme import look
from ui.widgets.icon import pixmap

_FLASH_MS, _CORNER, _MARGIN, _ROW = 120, 26.0, 24, 28
_WAITING = Words("", "")
LEAST_WIDE = 200


class Glass(QWidget):
    """Draws whichever it was given last. `dropped(QMimeData)`; `drawn()` once a frame is on the glass."""

    dropped = Signal(object)
    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(LEAST_WIDE, 200)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # its button is the stop for Tab
        self._image, self._jpeg = QImage(), b""
        self._items: tuple[Corners, ...] = ()
        self._words, self._word, self._flash = _WAITING, "", False
        self.bar = VerdictBar(self)
        self._end_of_flash = QTimer(self)
        self._end_of_flash.setSingleShot(True)
        self._end_of_flash.timeout.connect(self._is_over)

    # --- what is shown
    def draw_word(self, word: str) -> None:
        """Show the empty mat with a sentence on it: no picture comes."""
        self._image, self._jpeg, self._items, self._word = QImage(), b"", (), word
        self.bar.hide()
        self.update()

    def draw_frame(self, frame: Frame, words: Words) -> None:
        """Show a live frame with what is said of it."""
        self._image, self._jpeg, self._items, self._words = frame.image, b"", frame.look.items, words
        self.bar.draw(words)
        self._place_bar()
        self.update()

    def draw_page(self, jpeg: bytes) -> None:
        """Show a page that was taken."""
        if jpeg != self._jpeg:
            self._jpeg, self._image = jpeg, QImage.fromData(jpeg)
        self._items, self._words, self._word = (), _WAITING, ""
        self.bar.hide()
        self.update()

    def flash(self) -> None:
        """Light up for a moment: a picture was taken."""
        self._flash = True
        self._end_of_flash.start(_FLASH_MS)
        self.update()

    @property
    def words(self) -> Words:
        """What is said of the frame shown now."""
        return self._words

    def _is_over(self) -> None:
        self._flash = False
        self.update()

    def _box(self) -> QRectF:
        """Where the picture lies: a frame fills the glass as far as it goes, a page has a rim."""
        room = QRectF(self.rect())
        if self._jpeg:
            room = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(room.center())
        return box

    def _place_bar(self) -> None:
        high = self.bar.sizeHint().height()
        self.bar.setGeometry(QRect(_MARGIN, self.height() - high - _MARGIN, self.width() - 2 * _MARGIN, high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot."""
        super().resizeEvent(event)
        self._place_bar()

    # --- painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mat, picture, outlines and marks in one pass."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), look().colour("mat"))
        if self._image.isNull():
            self._paint_word(painter)
            return
        box = self._box()
        painter.drawImage(box, self._image)
        for nth, corners in enumerate(self._items):
            self._paint_outline(painter, box, corners, main=nth == 0)
        if self._words.marks:
            self._paint_marks(painter)
        if self._flash:
            painter.fillRect(self.rect(), QColor(255, 255, 255, 150))
        if not self._jpeg:
            self.drawn.emit()

    def _paint_word(self, painter: QPainter) -> None:
        painter.setPen(look().colour("on_mat"))
        painter.setFont(look().font("title"))
        inside = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._word)

    def _paint_outline(self, painter: QPainter, box: QRectF, corners: Corners, *, main: bool) -> None:
        scale = box.width() / max(1, self._image.width())
        points = [QPointF(box.x() + x * scale, box.y() + y * scale) for x, y in corners]
        colour = look().colour("outline_bad" if self._words.kind == BAD else "outline_ok")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 3))
        painter.drawPolygon(QPolygonF(points))
        if not main:
            return
        painter.setPen(QPen(colour, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        for nth, point in enumerate(points):
            before, after = points[nth - 1], points[(nth + 1) % len(points)]
            painter.drawPolyline(QPolygonF([_toward(point, before), point, _toward(point, after)]))

    def _paint_marks(self, painter: QPainter) -> None:
        """The three things that a picture needs, ticked or not, as words too."""
        shown, marks = look(), self._words.marks
        painter.setFont(shown.font("note"))
        wide = max(painter.fontMetrics().horizontalAdvance(word) for word, _holds in marks) + 58
        panel = QRectF(self.width() - _MARGIN - wide, _MARGIN, wide, _ROW * len(marks) + 16)
        painter.fillRect(panel, QColor(24, 34, 38, 230))
        for nth, (word, holds) in enumerate(marks):
            top = panel.top() + 8 + nth * _ROW
            ink = "outline_ok" if holds else "outline_bad"
            icon = pixmap("check" if holds else "triangle-alert", ink, 16, self.devicePixelRatioF())
            painter.drawPixmap(round(panel.left() + 16), round(top + (_ROW - 16) / 2), icon)
            painter.setPen(shown.colour("on_mat" if holds else "outline_bad"))
            painter.drawText(QRectF(panel.left() + 40, top, wide - 44, _ROW), Qt.AlignmentFlag.AlignVCenter, word)

    # --- dropping
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if sources.holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


def _toward(start: QPointF, end: QPointF) -> QPointF:
    """A point some way along a side, for the mark at a corner."""
    away = end - start
    length = max(1.0, (away.x() ** 2 + away.y() ** 2) ** 0.5)
    part = min(0.4, _CORNER / length)
    return QPointF(start.x() + away.x() * part, start.y() + away.y() * part)
