"""Keeps the second copy of unsent work up to date while the program runs, and says since when work has had only one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app import clock, settings
from app.errors import Refused, Unavailable
from sync.client.second_copy import Copied, mark
from sync.client.session import COPIED
from ui.jobs import FREE, Jobs
from ui.lane import Failed
from ui.problems import sentence
from ui.stepping import Stepping
from ui.stick.view import say

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store import Store
    from sync.client.engine import Engine

LOOK_MS: Final = 20_000  # with SOON_MS well within the minute that is promised
SOON_MS: Final = 5_000
_WRITTEN: Final = frozenset({"outbox"})


class SecondCopy(QObject):
    """`changed()`: another place, or a run has ended. `place` is the folder, empty for none."""

    changed = Signal()

    def __init__(self, desk: Callable[[], "Desk"], engine: "Engine", jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._engine, self._jobs = desk, engine, jobs
        self.place = settings.load(desk().data).second_copy
        self.kept_at: datetime | None = None
        self.trouble = ""
        self._stepping = Stepping(jobs, self)
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.run)
        self._soon.setInterval(SOON_MS)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.run)
        jobs.changed.connect(self._written)

    def start(self) -> None:
        """Begin to keep it."""
        self._timer.start()
        self._soon.start()

    def run(self) -> None:
        """Bring the copy up to now, where one is kept; one run at a time."""
        if self.place and not self._stepping.busy:
            self._stepping.run(self._engine.copy(Path(self.place)), self._done, self._failed)

    def keep_at(self, folder: Path | None, failed: Failed) -> None:
        """Keep it in another folder from now on, or nowhere; what lies in the old one stays there."""
        data = self._desk().data

        def remember() -> str:
            if folder is not None:
                mark(folder)
            return settings.remember(data, second_copy=str(folder or "")).second_copy

        self._jobs.run(remember, self._kept, failed, FREE)

    def _kept(self, place: str) -> None:
        self.place, self.kept_at, self.trouble = place, None, ""
        self.changed.emit()
        self.run()

    def _written(self, kinds: frozenset[str]) -> None:
        if self.place and kinds & _WRITTEN and not self._soon.isActive():
            self._soon.start()

    def _done(self, copied: Copied) -> None:
        self.trouble = say("second.away") if copied.away else ""
        if not copied.away:
            self.kept_at = self._desk().now()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self.trouble = sentence(error)
        self.changed.emit()


def alone_since(store: "Store") -> str:
    """Give since when work that the county lacks has had only one copy, in stored form; empty where all has two."""
    return store.unsent_since(store.setting(COPIED) or "") or ""


def is_long(since: str, now: datetime) -> bool:
    """Tell whether that is a day or more."""
    return bool(since) and (now - clock.parse(since)).total_seconds() >= 86_400  # noqa: PLR2004 - the seconds of a day
