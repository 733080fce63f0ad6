"""A button for a finger: large, two of them at most, in the colours of the applicant's screen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ui.applicant.words import colour, font

WIDE, HIGH, _LETTER = 400, 144, 64


class AnswerButton(QPushButton):
    """`main` is filled. It scales with the page, and never gets smaller than a thumb."""

    def __init__(self, word: str, *, main: bool, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._main, self._px = main, _LETTER
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the officer's keyboard has its own keys for it
        self.setAccessibleName(word)

    def fit(self, scale: float) -> tuple[int, int]:
        """Take the size for a scale and give it."""
        self._px = round(_LETTER * scale)
        size = max(round(WIDE * scale), 200), max(round(HIGH * scale), 88)
        self.resize(*size)
        return size

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it; pressed, it changes sides."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self._main != self.isDown()
        accent, ground = colour("accent"), colour("ground")
        painter.setPen(QPen(accent, 4))
        painter.setBrush(accent if filled else ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 12, 12)
        painter.setPen(ground if filled else accent)
        painter.setFont(font(self._px))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
