"""Key caps: the frame around the name of a key, drawn only where that key works now."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import look, restyled

_SEQUENCES = {
    "Enter": ("Return", "Enter"),
    "PgDn": ("PgDown",),
    "PgUp": ("PgUp",),
    "Space": ("Space",),
    "Ctrl +": ("Ctrl++", "Ctrl+="),
    "Ctrl -": ("Ctrl+-",),
}


# Keys that work whatever lies over the page: numbers are shown whole, everything is hidden.
WHOLE: Final = "Ctrl Q"
SHIELD: Final = "Ctrl H"


def is_always(event: QKeyEvent) -> bool:
    """Tell whether a key is one that every sheet lets through."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed in sequences(key) for key in (WHOLE, SHIELD))


def sequences(key: str) -> list[QKeySequence]:
    """Give the key sequences that the cap `key` (`F2`, `Enter`, `Ctrl P`) stands for."""
    return [QKeySequence(name) for name in _SEQUENCES.get(key, (key.replace(" ", "+"),))]


def cap_size(key: str) -> QSize:
    """Give the size of a cap in px under the look that is on."""
    wide = QFontMetrics(look().font("note", strong=True)).horizontalAdvance(key) + 14
    high = 28 if look().large else 22
    return QSize(max(wide, high + 2), high)


def paint_cap(painter: QPainter, key: str, box: QRectF, *, text: QColor, border: QColor, ground: QColor | None) -> None:
    """Draw a cap that fills `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1))
    painter.setBrush(ground or QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(text)
    painter.setFont(look().font("note", strong=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class KeyCap(QWidget):
    """A cap on its own, in front of a name or behind a link."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setFixedSize(cap_size(key))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self.setFixedSize(cap_size(self._key))
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        shown = look()
        paint_cap(
            QPainter(self),
            self._key,
            QRectF(self.rect()),
            text=shown.colour("ink2"),
            border=shown.colour("accent_line"),
            ground=shown.colour("paper"),
        )
