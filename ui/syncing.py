"""Drives the sync engine in the window: each of its jobs goes to its lane, and a timer asks when to try next."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app import clock
from app.errors import Unavailable
from sync.client.engine import Engine, Status
from sync.client.line_use import LineUse
from sync.client.listening import Heard
from sync.client.rounds import Round
from sync.client.steps import OnStore, Steps
from ui.fetching import Fetching
from ui.jobs import FREE, STORE, Jobs
from ui.problems import sentence
from ui.sync_status.facts import SyncState

_ASK_MS: Final = 500
_NEWS: Final = frozenset({"queue", "cases", "journal", "documents", "device", "funds"})
_WRITTEN: Final = frozenset({"outbox"})  # what a job of the officer says, and a round never does


class Syncing(QObject):
    """One round at a time while the program runs; `changed` after each. Whoever is at the window need not be there."""

    changed = Signal()
    _heard = Signal(object)  # from the thread that listens

    def __init__(
        self,
        engine: Engine,
        jobs: Jobs,
        *,
        now: Callable[[], datetime] = clock.now,
        use: Callable[[], LineUse] = LineUse,
        keep: Callable[[Round], None] | None = None,
    ) -> None:
        super().__init__()
        self._engine, self._jobs, self._now = engine, jobs, now
        self._use, self._keep = use, keep
        self._steps: Steps[Status] | None = None
        self._trouble_since: datetime | None = None
        self._tried = False
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_MS)
        self._timer.timeout.connect(self._look)
        jobs.changed.connect(self._written)
        self._heard.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self._listening = engine.listening(self._heard.emit)

    @property
    def busy(self) -> bool:
        """Whether a round is under way."""
        return self._steps is not None

    @property
    def hears(self) -> bool:
        """Whether the county says by itself what is new."""
        return self._engine.hears

    @property
    def status(self) -> Status:
        """How the last round ended."""
        return self._engine.status

    @property
    def engine(self) -> Engine:
        """What is driven here, for sticks: they go by the same engine."""
        return self._engine

    def fetching(self, parent: QObject) -> Fetching:
        """Give what brings documents from the county, for as long as `parent` lives."""
        return Fetching(self._engine, self._jobs, parent)

    def start(self) -> None:
        """Begin: the first round at once, then as the engine's pace says."""
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """Begin no more rounds and listen no more; uploads end after the piece that they are at."""
        self._timer.stop()
        self._engine.stop()
        self._listening.stop()

    def hang_up(self) -> None:
        """Let the line go, at the end of the program."""
        self._engine.hang_up()

    def send_now(self) -> None:
        """Try at once, whatever the wait was to be."""
        self._engine.send_now()
        self._look()

    def wake(self) -> None:
        """Try at once, because the network is back; a line that was lost is opened again too."""
        self._engine.wake()
        if self._tried:
            self._listening.start()
        self._look()

    def use_line_anew(self) -> None:
        """Hold at once to what the officer has just chosen."""
        self._look()

    def state(self) -> SyncState:
        """Give how the sending stands, for the page of the queue."""
        status, wait, use = self.status, self._engine.wait_s, self._use()
        missing, speed = self._engine.progress
        stopped = status.problem_code if self._tried and not status.online else None
        return SyncState(
            online=status.online if self._tried else None,
            busy=self.busy,
            last_success_at=clock.parse(status.last_success_at) if status.last_success_at else None,
            trouble=sentence(Unavailable(stopped)) if stopped else "",
            trouble_since=self._trouble_since,
            next_try_at=None if self.busy else self._now().replace(microsecond=0) + timedelta(seconds=round(wait)),
            tries=self._engine.pace.failures,
            told=status.told,
            min_client=status.min_client,
            ahead_s=status.county_ahead_s,
            pictures=use.pictures(self._now()),
            use=use,
            missing=missing,
            bytes_per_s=speed if self.busy else None,
        )

    def _told(self, heard: Heard) -> None:
        self._engine.heard(heard)
        self._look()

    def _look(self) -> None:
        self._engine.allow(self._use())
        if self._steps is None and self._engine.wait_s == 0:
            self._steps = self._engine.round()
            self._go_on(None)

    def _written(self, kinds: frozenset[str]) -> None:
        if kinds & _WRITTEN:
            self._engine.written()  # also while a round is under way: documents let the text go first
            self._look()

    def _go_on(self, result: Any) -> None:
        self._advance(lambda steps: steps.send(result))

    def _went_wrong(self, error: BaseException) -> None:
        self._advance(lambda steps: steps.throw(error))

    def _advance(self, resume: Callable[[Steps[Status]], Any]) -> None:
        """Let the round run to its next job, and put that in its lane."""
        if self._steps is None:
            return
        try:
            job = resume(self._steps)
        except StopIteration:
            self._ended()
            return
        except BaseException:
            self._engine.pace = self._engine.pace.failed(time.monotonic(), chance=1.0)
            self._ended()
            raise
        self._jobs.run(job.run, self._go_on, self._went_wrong, STORE if isinstance(job, OnStore) else FREE)

    def _ended(self) -> None:
        self._steps, self._tried = None, True
        if self.status.online:
            self._listening.start()
        if self._keep is not None and (last := self._engine.last) is not None:
            self._jobs.run(partial(self._keep, last), _nothing, _nothing, FREE)
        if self.status.online:
            self._trouble_since = None
        elif self._trouble_since is None:
            self._trouble_since = self._now()
        self.changed.emit()
        self._jobs.announce(_NEWS)


def _nothing(_result: object) -> None:
    """Whether the round could be written down is no officer's matter."""
