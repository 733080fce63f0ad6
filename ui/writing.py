"""What writes something and says what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from ui.jobs import Jobs
from ui.problems import sentence


class Writing(QObject):
    """`done(sentence)` when it is written, `refused(sentence)` when it is not."""

    done = Signal(str)
    refused = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs, self._told = jobs, ""

    def _write(self, job: Callable[[], Any], told: str, changes: frozenset[str]) -> None:
        """Run what writes; `told` is said when it is done."""
        self._told = told
        self._jobs.run(job, self._is_written, self._is_refused, changes=changes)

    def _is_written(self, _what: Any) -> None:
        self.done.emit(self._told)

    def _is_refused(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.refused.emit(sentence(error))
        else:
            self._jobs.problem(error)
