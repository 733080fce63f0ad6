"""One row of several on the applicant's screen: what stands before it, the words, an amount at the right."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.applicant.view import Row
from ui.applicant.words import Words, colour
from ui.widgets.icon import coloured

_GAP = 24
_BEFORE = 1.4  # the room for an icon or a number, in letter heights


class Line(QWidget):
    """A row; `ruled` draws a hairline above it."""

    def __init__(self, row: Row, px: int, *, ruled: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._ruled, self._icon = row, ruled, QRect()
        numbered = row.icon.isdigit()
        self._number = Words(row.icon, px, "accent", strong=True, parent=self) if numbered else None
        self._words = Words(row.text, px, parent=self)
        self._amount = Words(row.amount, px, strong=True, parent=self) if row.amount else None

    @property
    def px(self) -> int:
        """How large the letters are now."""
        return self._words.px

    def fit(self, scale: float, width: int) -> int:
        """Lay the row out at a scale within a width, and give the height that it takes."""
        space = 24 if self._ruled else 8
        top = round(space * scale)
        left = self._fit_before(scale, top)
        right = self._fit_amount(scale, width, top)
        size = self._words.fit(scale, width - left - right)
        self._words.setGeometry(left, top, width - left - right, size.height())
        return size.height() + 2 * top

    def _fit_before(self, scale: float, top: int) -> int:
        if not self._row.icon:
            return 0
        self._words.fit(scale, 10_000)
        side = self._words.px
        room = round(side * _BEFORE) + _GAP
        if self._number:
            size = self._number.fit(scale, room)
            self._number.setGeometry(0, top, room, size.height())
        self._icon = QRect(0, top + (self._words.line - side) // 2, side, side)
        return room

    def _fit_amount(self, scale: float, width: int, top: int) -> int:
        if self._amount is None:
            return 0
        size = self._amount.fit(scale, width)
        self._amount.setGeometry(width - size.width(), top, size.width(), size.height())
        return size.width() + _GAP

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hairline and the icon."""
        painter = QPainter(self)
        if self._ruled:
            painter.fillRect(0, 0, self.width(), 2, colour("line"))
        if self._row.icon and self._number is None:
            drawn = coloured(self._row.icon, colour("accent"), self._icon.width(), self.devicePixelRatioF())
            painter.drawPixmap(self._icon.topLeft(), drawn)
