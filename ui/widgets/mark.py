"""The marks before a row: a diamond for due soon, a triangle for overdue, a filled square 急 for urgent.

Of rows of which several are chosen, `ticked` are and `box` are not.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

import resources
from ui.theme import look, restyled

MARKS = ("soon", "over", "urgent", "done", "box", "ticked")
_BOXES = ("box", "ticked")


def _outline(kind: str, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    points = {
        "soon": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
        "over": ((0.5, 0.04), (1.0, 0.96), (0.0, 0.96)),
    }
    if kind == "urgent":
        path.addRoundedRect(box, 2, 2)
        return path
    corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points[kind]]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def side(kind: str) -> int:
    """Give the side of a mark in px under the look that is on."""
    if kind in _BOXES:
        return 24 if look().large else 20
    return (26 if look().large else 22) if kind == "urgent" else (16 if look().large else 14)


def paint_mark(painter: QPainter, kind: str, box: QRectF, *, px: int = 0) -> None:
    """Draw a mark in the middle of `box`; `done` is a tick, an unknown or empty kind draws nothing."""
    if kind not in MARKS:
        return
    long = px or side(kind)
    spot = QRectF(0, 0, long, long)
    spot.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "done":
        _paint_tick(painter, spot)
    elif kind in _BOXES:
        _paint_box(painter, spot, ticked=kind == "ticked")
    else:
        colour = {"soon": "soon_fill", "over": "danger", "urgent": "danger_fill"}[kind]
        painter.fillPath(_outline(kind, spot), look().colour(colour))
    if kind == "urgent":
        painter.setFont(look().font("note", strong=True))
        painter.setPen(look().colour("on_danger"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, resources.text("widgets", "mark.urgent"))
    painter.restore()


def _paint_tick(painter: QPainter, spot: QRectF) -> None:
    from ui.widgets.icon import pixmap  # noqa: PLC0415 - the icons need QtSvg, which a page without ticks does not load

    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(spot.topLeft(), pixmap("check", "ink2", round(spot.width()) + 2, ratio))


def _paint_box(painter: QPainter, spot: QRectF, *, ticked: bool) -> None:
    from ui.widgets.icon import pixmap  # noqa: PLC0415 - as above

    painter.setPen(QPen(look().colour("accent_fill" if ticked else "line_strong"), 1))
    painter.setBrush(look().colour("accent_fill" if ticked else "paper"))
    box = spot.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        long = round(box.width() - 3)
        painter.drawPixmap(
            QPointF(box.x() + 1.5, box.y() + 1.5),
            pixmap("check", "on_accent", long, painter.device().devicePixelRatio()),
        )


class Mark(QWidget):
    """A mark as a widget of its own, beside a label that says the same in a word."""

    def __init__(self, kind: str = "soon", *, px: int = 0) -> None:
        super().__init__()
        self._kind, self._px = kind, px
        self._fit()

    def draw(self, kind: str) -> None:
        """Show another mark."""
        self._kind = kind
        self._fit()
        self.update()

    def _fit(self) -> None:
        long = self._px or side(self._kind)
        self.setFixedSize(QSize(long, long))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        paint_mark(QPainter(self), self._kind, QRectF(self.rect()), px=self._px)
