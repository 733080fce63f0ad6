"""A reader that types: told from fingers by its speed, taken as a line by its form, given back key by key otherwise."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

GAP_MS: Final = 40  # no finger types the next key sooner, again and again
_MACHINE: Final = 8  # so many keys without a pause are no fingers
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFTS: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_Alt})  # a reader's too
_HELD_BACK: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit)


class Wedge(QObject):
    """Holds each key for `GAP_MS`: `typed(line)` when a whole line of the right form came, else the keys go on.

    `half()`: a machine stopped within a line. What it typed into a field stands there; beside a field it is dropped,
    as single keys of it would choose something.
    """

    typed = Signal(str)
    half = Signal()

    def __init__(self, window: QWidget, is_line: Callable[[str], bool]) -> None:
        super().__init__(window)
        self._window, self._is_line = window, is_line
        self._held: list[QKeyEvent] = []
        self._watched: QObject | None = None
        self._timer = QTimer(self, singleShot=True, interval=GAP_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pause)

    def start(self) -> None:
        """Hold keys from now on."""
        handle = self._window.windowHandle()  # what comes from outside comes here first
        if handle is not None and self._watched is None:
            self._watched = handle
            handle.installEventFilter(self)

    def stop(self) -> None:
        """Let all keys go their way."""
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        self._give_back()

    @property
    def is_machine(self) -> bool:
        """Whether what is held cannot come from fingers."""
        return len(self._held) >= _MACHINE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold a key, or let it go on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._watched:
            return self._pressed(event)
        if self.is_machine and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # a digit within a line is no choice of the officer
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        if event.key() in _ENDS and self._held:
            return self._ended()
        is_plain = bool(event.text()) and (event.text().isprintable() or (event.text() == "\t" and self.is_machine))
        if not is_plain or event.modifiers() & _HELD_BACK or event.isAutoRepeat():
            self._give_back()
            return False
        self._hold(event)
        return True

    def _hold(self, event: QKeyEvent) -> None:
        self._held.append(
            QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())
        )  # fmt: skip - a copy: Qt takes the event back
        self._timer.start()
        if len(self._held) == _MACHINE:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def _ended(self) -> bool:
        line = "".join(key.text() for key in self._held)
        if not self._is_line(line):
            self._give_back()
            return False
        self._forget()
        self.typed.emit(line)
        return True

    def _pause(self) -> None:
        """The keys stopped: fingers, or a reader that lost its card."""
        was_machine = self.is_machine
        if was_machine and not isinstance(QApplication.focusWidget(), _FIELDS):
            self._forget()
        self._give_back()
        if was_machine:
            self.half.emit()

    def _give_back(self) -> None:
        keys = self._forget()
        for key in keys:
            focus = QApplication.focusWidget() or self._window
            QApplication.sendEvent(focus, key)

    def _forget(self) -> list[QKeyEvent]:
        self._timer.stop()
        if self.is_machine:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        keys, self._held = self._held, []
        return keys
