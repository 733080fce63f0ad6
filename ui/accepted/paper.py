"""A paper as it lies on the desk, at the left of the page that it belongs to."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.preview import PageImage
from ui.theme import look
from ui.widgets.label import set_states

_LEAST = 280
_DESK, _PAPER = 520, 440
_A4 = 297 / 210


class ReceiptPaper(QWidget):
    """The first page of a receipt, lying at the ratio of A4. `wanted(int)`: it is to be drawn so many px wide."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setMinimumSize(_LEAST, round(_LEAST * _A4))

    def draw(self, page: PageImage) -> None:
        """Show the page."""
        stride, form = page.width * 3, QImage.Format.Format_RGB888
        self._image = QImage(page.pixels, page.width, page.height, stride, form).copy()
        self.update()

    def ask(self) -> None:
        """Want to be drawn as large as it lies."""
        self.wanted.emit(round(self.box().width() * self.devicePixelRatioF()))

    def box(self) -> QRect:
        """Give where the paper lies."""
        wide = min(self.width(), round(self.height() / _A4))
        return QRect((self.width() - wide) // 2, 0, wide, round(wide * _A4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Want to be drawn anew."""
        super().resizeEvent(event)
        self.ask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper."""
        painter, box = QPainter(self), self.box()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(box, self._image)
        painter.setPen(look().colour("line"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def on_desk(paper: ReceiptPaper) -> QFrame:
    """Give the desk with a paper on it."""
    desk = QFrame()
    set_states(desk, ground="desk", edge="right")
    desk.setFixedWidth(_DESK)
    inside = QVBoxLayout(desk)
    inside.setContentsMargins((_DESK - _PAPER) // 2, 24, (_DESK - _PAPER) // 2, 0)
    inside.addWidget(paper)
    return desk
