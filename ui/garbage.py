"""Reference cycles are taken apart on the UI thread only: a widget that dies in another thread ends the program."""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LOOK_MS = 500
TOO_LONG_S = 0.02


def delete_now(window: QWidget) -> None:
    """Take a window apart with all that hangs on it, in Python and in Qt: none of it may outlive the application."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


class Garbage(QObject):
    """Python's own collector runs in whichever thread allocates; this one runs here, a generation at a time.

    What is alive at the first look, and after a collection that took too long, is left out from then on: it is
    modules and classes, and looking through them would hold up the glass for a fifth of a second. A page that was
    open then is left out too: `look_at_all` finds it once it is gone.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__()
        self._clock, self._was_on, self._is_first = clock, gc.isenabled(), True
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> int:
        """Collect the oldest generation that is full, as Python would; give its number, -1 for none."""
        if self._is_first:
            self._is_first = False
            gc.freeze()
        counts, limits = gc.get_count(), gc.get_threshold()
        full = [number for number in range(3) if counts[number] > limits[number] > 0]
        if not full:
            return -1
        begun = self._clock()
        gc.collect(full[-1])
        if self._clock() - begun > TOO_LONG_S:
            gc.freeze()
        return full[-1]

    def look_at_all(self) -> None:
        """Look through everything, also what was left out; for a moment when nobody waits at the glass."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """Let Python collect by itself again; what was left out stays out."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
