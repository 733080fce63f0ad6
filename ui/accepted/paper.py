"""The receipt as it lies on the desk."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.forms.preview import PageImage
from ui.theme import look

_LEAST = 280
_A4 = 297 / 210


class ReceiptPaper(QWidget):
    """The first page of the receipt, lying on the desk at the ratio of A4."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setMinimumSize(_LEAST, round(_LEAST * _A4))

    def draw(self, page: PageImage) -> None:
        """Show the page."""
        stride, form = page.width * 3, QImage.Format.Format_RGB888
        self._image = QImage(page.pixels, page.width, page.height, stride, form).copy()
        self.update()

    def box(self) -> QRect:
        """Give where the paper lies."""
        wide = min(self.width(), round(self.height() / _A4))
        return QRect((self.width() - wide) // 2, 0, wide, round(wide * _A4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper."""
        painter, box = QPainter(self), self.box()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(box, self._image)
        painter.setPen(look().colour("line"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
