"""Looks again and again at what changes outside the program, as long as a page is seen."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import FREE, Jobs

LOOK_MS: Final = 2_000


class LookOut(QObject):
    """`due()`: it is time to look, every two seconds between `start` and `stop`.

    `found(what)` is what the job of a look gave, `failed(error)` why it gave nothing.
    """

    due = Signal()
    found = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._looking, self._timer = jobs, False, QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.due)

    @property
    def is_on(self) -> bool:
        """Whether the page is seen."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to look; the first look is the caller's."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more; a look under way comes to its end."""
        self._timer.stop()

    def run(self, job: Callable[[], Any]) -> None:
        """Look by a job of the free lane; one look at a time, another one is let go."""
        if not self._looking:
            self._looking = True
            self._jobs.run(job, self._is_found, self._is_not_found, FREE)

    def _is_found(self, what: Any) -> None:
        self._looking = False
        self.found.emit(what)

    def _is_not_found(self, error: BaseException) -> None:
        self._looking = False
        self.failed.emit(error)
