"""One reason: a large number, its name, what it means; the row is the button."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

import resources
from ui.theme import look, restyled
from ui.visit.view import ReasonLine
from ui.widgets.key_cap import sequences

_SIDE, _MARGIN, _GAP, _LEAST = 40, 24, 16, 48
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ReasonRow(QAbstractButton):
    """48 to 64 px high, 72 with large type. `came()`: it has the focus; `moved(step)`: an arrow key was pressed."""

    came = Signal()
    moved = Signal(int)

    def __init__(self, line: ReasonLine) -> None:
        super().__init__()
        self.line, self.current = line, False
        self.setAccessibleName(line.title)
        key = resources.text("widgets", "button.key", key=line.key)
        self.setAccessibleDescription(f"{key}　{line.text}")
        self.setToolTip(line.text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        shortcut = QShortcut(self)
        shortcut.setKeys(sequences(line.key))
        shortcut.activated.connect(self.click)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(_LEAST)
        self.setMaximumHeight(72 if look().large else 64)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the full height."""
        return QSize(320, self.maximumHeight())

    def draw(self, *, current: bool) -> None:
        """Show whether Enter takes this one."""
        if current != self.current:
            self.current = current
            self.update()

    def title_wide(self) -> int:
        """Give the width of the name in px."""
        return QFontMetrics(look().font("title", strong=True)).horizontalAdvance(self.line.title)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this one is looked at."""
        super().focusInEvent(event)
        self.came.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; the rest is Qt's."""
        for key, step in _STEPS.items():
            if event.key() == key:
                self.moved.emit(step)
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, number, name and meaning."""
        shown, painter = look(), QPainter(self)
        if self.current or self.underMouse():
            painter.fillRect(self.rect(), shown.colour("accent_soft" if self.current else "sunk"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, shown.colour("line"))
        if self.current:
            painter.fillRect(0, 0, shown.size("mark"), self.height(), shown.colour("accent"))
        self._paint_number(painter)
        self._paint_words(painter)

    def _paint_number(self, painter: QPainter) -> None:
        shown, middle = look(), QPointF(_MARGIN + _SIDE / 2, (self.height() - 1) / 2)
        box = QRectF(0, 0, _SIDE - 1, min(_SIDE, self.height() - 8) - 1)
        box.moveCenter(middle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(shown.colour("accent_fill" if self.current else "accent_line"), 1))
        painter.setBrush(shown.colour("accent_fill" if self.current else "paper"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(shown.colour("on_accent" if self.current else "accent"))
        painter.setFont(shown.font("title", strong=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.line.key)

    def _paint_words(self, painter: QPainter) -> None:
        shown, left = look(), _MARGIN + _SIDE + _GAP
        painter.setPen(shown.colour("ink"))
        painter.setFont(shown.font("title", strong=True))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LINE, self.line.title)
        left += self._names_wide() + 4 * _GAP
        room = self.width() - left - _MARGIN
        painter.setPen(shown.colour("ink2"))
        painter.setFont(shown.font())
        text = QFontMetrics(shown.font()).elidedText(self.line.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, self.height()), _LINE, text)

    def _names_wide(self) -> int:
        """Give the width of the longest name, so that all meanings stand in one line."""
        parent = self.parentWidget()
        rows = parent.findChildren(ReasonRow) if parent else [self]
        return max(row.title_wide() for row in rows)


_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
