"""A document that is not on this PC: brought from the county while the window goes on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.domain.fact import BlobRef
from sync.client.engine import Engine
from sync.client.steps import OnStore, Steps
from ui.jobs import FREE, STORE, Jobs


class Fetching(QObject):
    """Brings one document; lives as long as its parent."""

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._steps: Steps[bytes] | None = None
        self._done: Callable[[], None] | None = None
        self._failed: Callable[[BaseException], None] | None = None

    def fetch(self, ref: BlobRef, done: Callable[[], None], failed: Callable[[BaseException], None]) -> None:
        """Bring a document, then call one of the two; while one is under way another one is not begun."""
        if self._steps is None:
            self._steps, self._done, self._failed = self._engine.fetch(ref), done, failed
            self._go_on(None)

    def _go_on(self, result: Any) -> None:
        self._advance(lambda steps: steps.send(result))

    def _went_wrong(self, error: BaseException) -> None:
        self._advance(lambda steps: steps.throw(error))

    def _advance(self, resume: Callable[[Steps[bytes]], Any]) -> None:
        steps, done, failed = self._steps, self._done, self._failed
        if steps is None or done is None or failed is None:
            return
        try:
            job = resume(steps)
        except StopIteration:
            self._steps = None
            done()
            return
        except Exception as error:  # noqa: BLE001 - told to who asked
            self._steps = None
            failed(error)
            return
        self._jobs.run(job.run, self._go_on, self._went_wrong, STORE if isinstance(job, OnStore) else FREE)
