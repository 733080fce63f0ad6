"""Runs the steps of a piece of sending in the window: each of its jobs in its lane, one piece at a time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from sync.client.steps import OnStore, Steps
from ui.jobs import FREE, STORE, Jobs
from ui.lane import Done, Failed


class Stepping(QObject):
    """Drives one piece after the other; lives as long as `parent`."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._steps: Steps[Any] | None = None
        self._done: Done = jobs.problem
        self._failed: Failed = jobs.problem

    @property
    def busy(self) -> bool:
        """Whether a piece is under way."""
        return self._steps is not None

    def run(self, steps: Steps[Any], done: Done, failed: Failed) -> None:
        """Run a piece to its end, then `done(result)` or `failed(error)`; nothing while one is under way."""
        if self._steps is None:
            self._steps, self._done, self._failed = steps, done, failed
            self._advance(lambda at: at.send(None))

    def _go_on(self, result: Any) -> None:
        self._advance(lambda at: at.send(result))

    def _went_wrong(self, error: BaseException) -> None:
        self._advance(lambda at: at.throw(error))

    def _advance(self, resume: Callable[[Steps[Any]], Any]) -> None:
        if self._steps is None:
            return
        try:
            job = resume(self._steps)
        except StopIteration as end:
            self._steps = None
            self._done(end.value)
        except Exception as error:  # noqa: BLE001 - whoever asked for the piece shows what went wrong
            self._steps = None
            self._failed(error)
        else:
            lane = STORE if isinstance(job, OnStore) else FREE
            self._jobs.run(job.run, self._go_on, self._went_wrong, lane)
