"""The bar on the glass: what lies there, what happens next, and the two keys for it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.filing.live import OK, Words
from ui.filing.view import say
from ui.theme import look
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided, Label

_RING, _HIGH = 36, 72


class Ring(QWidget):
    """How nearly the page rests, as a ring that fills."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_RING + 4, _RING + 4)
        self._part = 0.0

    def draw(self, part: float) -> None:
        """Fill a part (0 to 1) of the ring."""
        if part != self._part:
            self._part = part
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring and its full part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 2, _RING, _RING).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(look().colour("line_strong"), 5))
        painter.drawEllipse(box)
        painter.setPen(QPen(look().colour("outline_ok"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, -round(self._part * 360 * 16))


class VerdictBar(QFrame):
    """Lies at the foot of the glass; `other` is what it is not, `shoot` takes the picture now."""

    def __init__(self, glass: QWidget) -> None:
        super().__init__(glass)
        self.setProperty("ground", "mat")
        self.ring = Ring()
        self._title, self._text = Label("", "title", "on_mat", strong=True), Elided("", "body", "on_mat")
        self.shoot = KeyButton(say("page.now"), "Space")
        self._edge = QColor()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(20)
        row.addWidget(self.ring)
        row.addLayout(words, 1)
        row.addWidget(self.shoot)
        self.hide()

    def draw(self, words: Words) -> None:
        """Show what is said of a frame."""
        self.ring.draw(words.progress)
        self.ring.setVisible(words.kind == OK)
        self._title.draw(words.title)
        self._text.draw(words.sentence)
        self.setAccessibleName(f"{words.title}　{words.sentence}")
        self._edge = look().colour(
            "outline_ok" if words.kind == OK else "outline_bad" if words.marks else "line_strong"
        )
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as two lines and the button need."""
        return QSize(480, max(_HIGH, super().sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark at the left over the dark ground."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 4, self.height(), self._edge)
