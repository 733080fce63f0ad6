"""The place of the signature on a page, enlarged, and what the program thinks of it: a proposal for the eye."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.filing.view import say
from ui.theme import look
from ui.widgets.label import Label

_HIGH, _MOST = 96, 3


class _Pictures(QWidget):
    """Crops beside each other, never stretched."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HIGH)
        self._images: tuple[QImage, ...] = ()

    def draw(self, jpegs: tuple[bytes, ...]) -> None:
        """Show crops."""
        self._images = tuple(QImage.fromData(jpeg) for jpeg in jpegs[:_MOST])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them from the left, each in a hairline."""
        painter, left = QPainter(self), 0.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.width() / max(1, len(self._images))
        for image in self._images:
            size = QSize(image.size()).scaled(int(room) - 8, _HIGH - 2, Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(left + 0.5, 0.5, size.width(), size.height())
            painter.drawImage(box, image)
            painter.setPen(look().colour("line_strong"))
            painter.drawRect(box)
            left += size.width() + 8


class InkStrip(QWidget):
    """Hidden where a page has no place to sign."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures, self._word = _Pictures(), Label("", "body", "ink2")
        self.pictures.setAccessibleName(say("ask.ink"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.pictures, 1)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def draw(self, jpegs: tuple[bytes, ...], proposal: str) -> None:
        """Show the places to sign and the proposal."""
        self.setVisible(bool(jpegs))
        self.pictures.draw(jpegs)
        self._word.draw(proposal)
