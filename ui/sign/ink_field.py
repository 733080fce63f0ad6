"""The field that takes ink: tablet pen with pressure, finger, mouse; smooth lines at any size."""

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)  # fmt: skip - a list of names
from PySide6.QtWidgets import QWidget

from app.forms.ink import Ink, Point, curves
from ui.sign.view import Box
from ui.theme import look

PEN, TOUCH, MOUSE = "pen", "touch", "mouse"
_HUNDREDTHS = 100
_FULL = 1000
_INK = QColor("#182226")  # of the paper, not of the theme: paper stays light
_TINT = QColor(12, 86, 102, 14)


class InkField(QWidget):
    """Lies over the field of a page. `written(Ink, method)` after every stroke and every undo.

    Points are 1/100 mm on the field, whatever the size on the screen. While it is not lit it takes nothing.
    """

    written = Signal(object, str)
    gone_ms = 1_000  # a pen that is down says so all the time: after such a silence it was unplugged

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._box = Box(0, 0, 1, 1)
        self._strokes: list[tuple[Point, ...]] = []
        self._live: list[Point] = []
        self._by, self._methods, self._began, self._lit = "", list[str](), 0, False
        self._layer: QPixmap | None = None
        self._quiet = QElapsedTimer()

    def set_box(self, box: Box) -> None:
        """Say how large the field is on paper, in mm."""
        self._box = box

    def light(self, *, lit: bool) -> None:
        """Take ink from now on, or take none: Qt gives no device's events to what is disabled."""
        self._lit = lit
        self.setEnabled(lit)
        self.update()

    def clear(self) -> None:
        """Forget all ink, and say nothing of it."""
        self._strokes, self._live, self._methods, self._layer = [], [], [], None
        self.update()

    def undo(self) -> None:
        """Take back the last stroke."""
        if self._strokes:
            self._strokes.pop()
            self._methods.pop()
            self._layer = None
            self.update()
            self._tell()

    def take_from(self, other: "InkField") -> None:
        """Show what was written on another field of the same paper, to go on with it here; nothing is said of it."""
        self._strokes, self._methods, self._began = list(other._strokes), list(other._methods), other._began  # noqa: SLF001 - its own kind
        self._layer = None
        self.update()

    @property
    def ink(self) -> Ink:
        """All strokes so far."""
        return Ink(self._units(self._box.width), self._units(self._box.height), tuple(self._strokes))

    # --- from the devices
    def event(self, event: QEvent) -> bool:
        """Take fingers; everything else goes its usual way."""
        if isinstance(event, QTouchEvent) and self._lit:
            self._touch(event)
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Take the pen, with its pressure."""
        self._put(event.type(), PEN, event.position(), round(event.pressure() * _FULL), event.timestamp())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke with the left button."""
        self._mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on while the button is down."""
        self._mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._mouse(event)

    def _mouse(self, event: QMouseEvent) -> None:
        """Take the mouse; what Qt makes of a pen or a finger for programs that know neither is passed over."""
        genuine = event.source() == Qt.MouseEventSource.MouseEventNotSynthesized
        pressed = Qt.MouseButton.LeftButton in (event.buttons() | event.button())
        if genuine and pressed:
            self._put(event.type(), MOUSE, event.position(), None, event.timestamp())

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if points:
            self._put(event.type(), TOUCH, points[0].position(), None, event.timestamp())

    def _put(self, kind: QEvent.Type, by: str, at: QPointF, pressure: int | None, ms: int) -> None:
        """Take one event; a device that comes in while another one is writing waits until the stroke ends.

        A stroke that never ended, since its device was pulled out, ends where the next one begins.
        """
        begins = kind in {QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin}
        ends = kind in {QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease, QEvent.Type.TouchEnd}
        if begins and self._live and (by == self._by or self._quiet.elapsed() > self.gone_ms):
            self._end()
        if begins and not self._live:
            self._by = by
            self._began = self._began if self._strokes else ms
        elif not self._live or by != self._by:
            return
        self._quiet.start()
        self._add(at, pressure, ms)
        if ends or kind == QEvent.Type.TouchCancel:
            self._end()

    def _add(self, at: QPointF, pressure: int | None, ms: int) -> None:
        across = self._units(self._box.width), self._units(self._box.height)
        x = min(max(round(at.x() / max(self.width(), 1) * across[0]), 0), across[0])
        y = min(max(round(at.y() / max(self.height(), 1) * across[1]), 0), across[1])
        if self._live and (x, y) == (self._live[-1].x, self._live[-1].y):
            return
        self._live.append(Point(x, y, pressure, max(ms - self._began, 0)))
        self.update()

    def _end(self) -> None:
        self._strokes.append(tuple(self._live))
        self._methods.append(self._by)
        self._live, self._by = [], ""
        self._layer = None
        self.update()
        self._tell()

    def _tell(self) -> None:
        """Say what is written, and with what most of it was."""
        method = max(self._methods, key=self._methods.count) if self._methods else MOUSE
        self.written.emit(self.ink, method)

    # --- on the screen
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the stroke under the pen when the screen goes away in the middle of it."""
        if self._live:
            self._end()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the ink again at the new size."""
        self._layer = None
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lit frame, the finished strokes from their layer, and the one under the pen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lit:
            painter.setPen(QPen(look().colour("accent_fill"), 2))
            painter.setBrush(_TINT)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._layer is None:
            self._layer = self._drawn()
        painter.drawPixmap(0, 0, self._layer)
        if self._live:
            self._paint(painter, tuple(self._live))

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        layer = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            self._paint(painter, stroke)
        painter.end()
        return layer

    def _paint(self, painter: QPainter, stroke: tuple[Point, ...]) -> None:
        scale = self.width() / self._box.width
        for curve in curves(stroke):
            path = QPainterPath(QPointF(*curve.start) * scale)
            path.cubicTo(QPointF(*curve.first) * scale, QPointF(*curve.second) * scale, QPointF(*curve.end) * scale)
            pen = QPen(_INK, curve.width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.strokePath(path, pen)

    @staticmethod
    def _units(mm: float) -> int:
        return round(mm * _HUNDREDTHS)
