"""Notices when nobody has touched the window for a while."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TabletMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)


class Idle(QObject):
    """`passed` after some `minutes` without a key, a click or a stroke, once until `start` is called again."""

    passed = Signal()

    def __init__(self, window: QWidget, minutes: int) -> None:
        super().__init__()
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(minutes * 60_000)
        self._timer.timeout.connect(self.passed)

    def start(self) -> None:
        """Begin to count."""
        handle = self._window.windowHandle()  # what comes from outside comes here first, and little else
        if handle is not None:
            handle.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    @property
    def left_ms(self) -> int:
        """How long nobody may touch the window from now on; -1 while nothing is counted."""
        return self._timer.remainingTime()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew with every touch; events go on their way untouched."""
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
