"""Choices by number under a cell; the cell keeps the focus, so the input method stays with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QGridLayout, QWidget

from ui.theme import look
from ui.widgets.button_form import ENTER
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states

_PER_ROW, _MANY, _KEYS = 6, 18, 9


class ChoicePopup(QFrame):
    """Floats inside the window of `cell` (a window of its own cannot be placed under Wayland).

    `chosen(n)` when a number key, Enter or the mouse takes choice n (from 0); `left()` when Esc closes it.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, cell: QWidget) -> None:
        super().__init__(cell.window())
        self._cell, self._buttons, self._at = cell, list[KeyButton](), -1
        self.setProperty("ground", "float")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setSpacing(4)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetFixedSize)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(16, 32, 38, 46))
        self.setGraphicsEffect(shadow)
        cell.destroyed.connect(self.deleteLater)  # a child of the window, it would outlive the page
        self.hide()

    def open(self, choices: Sequence[str], at: int = -1) -> None:
        """Show the choices under the cell with choice `at` taken for the time being (-1: none)."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number, words) for number, words in enumerate(choices)]
        self._place()
        self._mark(at)
        self._grid.activate()  # else the width is that of the choices before
        self.adjustSize()
        self.move(self._spot())
        self.show()
        self.raise_()
        self._cell.installEventFilter(self)
        QTimer.singleShot(0, self, self._hang)  # the cell may have come onto the page just now

    def _hang(self) -> None:
        if self.isVisible():
            self.move(self._spot())

    def close_quietly(self) -> None:
        """Hide without a word."""
        self._cell.removeEventFilter(self)
        self.hide()

    def _button(self, number: int, words: str) -> KeyButton:
        key = str(number + 1) if number < _KEYS else ""
        button = KeyButton(words, key, kind="choice", size="small", bind=False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._take(number))
        return button

    def _place(self) -> None:
        """Six in a row, more where there are very many; who is named at length takes the room of several."""
        columns = _PER_ROW if len(self._buttons) <= _MANY else _PER_ROW * 3 // 2
        unit = (self.window().width() - 2 * look().size("s4")) // columns
        row, column = 0, 0
        for button in self._buttons:
            span = min(columns, -(-button.sizeHint().width() // unit))
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(button, row, column, 1, span)
            column += span

    def _spot(self) -> QPoint:
        """Under the cell, right edges together where that fits; above it when there is no room below."""
        window = self.window()
        below = self._cell.mapTo(window, QPoint(0, self._cell.height() + 2))
        left = max(look().size("s1"), min(below.x(), window.width() - self.width() - look().size("s3")))
        if below.y() + self.height() <= window.height():
            return QPoint(left, below.y())
        return QPoint(left, max(0, below.y() - self._cell.height() - self.height() - 4))

    def _mark(self, at: int) -> None:
        self._at = at
        for number, button in enumerate(self._buttons):
            set_states(button, shown="hover" if number == at else "")

    def _take(self, number: int) -> None:
        self.close_quietly()
        self.chosen.emit(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take numbers, arrows, Enter and Esc from the cell; all else goes on to it."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.close_quietly()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._knows(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return super().eventFilter(watched, event)

    def _number(self, event: QKeyEvent) -> int:
        text = event.text()
        return int(text) - 1 if text.isascii() and text.isdigit() and 0 < int(text) <= len(self._buttons) else -1

    def _knows(self, event: QKeyEvent) -> bool:
        return event.key() in {*ENTER, Qt.Key.Key_Escape} or self._number(event) >= 0

    def _press(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(event.key(), 0)  # type: ignore[call-overload]  # the stubs type key() as int
        if self._number(event) >= 0:
            self._take(self._number(event))
        elif step:
            self._mark((self._at + step) % len(self._buttons))
        elif event.key() in ENTER and self._at >= 0:
            self._take(self._at)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
            self.left.emit()
        else:
            return False
        return True
