"""The chip: a state in a word, never a button."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.masking import is_masked
from ui.theme import look, ready_for, restyled
from ui.widgets.icon import pixmap
from ui.widgets.mark import MARKS, paint_mark
from ui.widgets.veil import veiled

_KINDS = {
    "plain": ("paper", "line", "ink2"),
    "now": ("accent_soft", "accent_line", "accent"),
    "soon": ("soon_soft", "soon_line", "soon"),
    "danger": ("danger_soft", "danger_line", "danger"),
}
_PAD, _GAP = 8, 6


class Chip(QWidget):
    """A state of a kind (`plain now soon danger`); `sign` is a mark (`soon over`) or an icon name before the word."""

    def __init__(self, text: str = "", kind: str = "plain", *, sign: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = self._whole = ""
        self._kind, self._sign = kind, sign
        self.draw(text, kind, sign=sign)

    def draw(self, text: str, kind: str = "plain", *, sign: str = "") -> None:
        """Show another state."""
        self._whole, self._kind, self._sign = text, kind, sign
        self.unveil()

    @property
    def hides(self) -> bool:
        """Whether a number in it is masked while the veil lies."""
        return is_masked(self._whole)

    def unveil(self) -> None:
        """Show the state as the veil lies now."""
        self._text = ready_for(veiled(self._whole))
        self.setAccessibleName(self._text)
        self.setFixedSize(self.sizeHint())
        self.update()

    def _sign_px(self) -> int:
        if not self._sign:
            return 0
        return 12 if self._sign in MARKS else look().size("icon") - 4

    def sizeHint(self) -> QSize:
        """Ask for the word, its sign and the space around them."""
        wide = QFontMetrics(look().font("note")).horizontalAdvance(self._text) + 2 * _PAD + 2
        return QSize(wide + (self._sign_px() + _GAP if self._sign else 0), 34 if look().large else 26)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self.setFixedSize(self.sizeHint())
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, sign and word."""
        ground, border, ink = (look().colour(name) for name in _KINDS[self._kind])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(border, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = float(_PAD + 1)
        if self._sign:
            self._paint_sign(painter, left)
            left += self._sign_px() + _GAP
        painter.setPen(ink)
        painter.setFont(look().font("note"))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self._text)

    def _paint_sign(self, painter: QPainter, left: float) -> None:
        px = self._sign_px()
        if self._sign in MARKS:
            paint_mark(painter, self._sign, QRectF(left, 0, px, self.height()), px=px)
            return
        ink = "accent" if self._kind == "plain" else _KINDS[self._kind][2]
        drawn = pixmap(self._sign, ink, px, self.devicePixelRatioF())
        painter.drawPixmap(round(left), (self.height() - px) // 2, drawn)
