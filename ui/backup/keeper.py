"""Makes the backup of the day while the program runs."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app import clock, settings
from app.errors import Refused, Unavailable
from app.services import backups
from app.services.backups import Made
from app.watch import Stopped, Watch
from ui.jobs import FREE, Jobs
from ui.lane import Done, Failed
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

LOOK_MS: Final = 5 * 60_000
SOON_MS: Final = 2 * 60_000  # after the unlocking, when the first applicant is being served


class BackupKeeper(QObject):
    """`changed()`: another place, or a backup has ended. `place` is the folder, empty for none.

    `made_at` is when the last one was written, `trouble` why the last one of the day was not.
    """

    changed = Signal()

    def __init__(self, desk: Callable[[], "Desk"], jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        known = settings.load(desk().data)
        self.place = known.backup_folder
        self.made_at = clock.parse(known.backed_up_at) if known.backed_up_at else None
        self.trouble, self.watch = "", Watch()
        self.busy = False
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.run)
        self._soon.setInterval(SOON_MS)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.run)

    def start(self) -> None:
        """Begin to look whether one is due."""
        self._timer.start()
        self._soon.start()

    def run(self) -> None:
        """Make the backup of the day where it is due; a stick that is not there makes it late, and is no error."""
        if self.place and not self.busy and backups.is_due(self.made_at, self._desk().now()):
            self.make(lambda _made: None, self._late)

    def make(self, done: Done, failed: Failed) -> None:
        """Make one now; one at a time."""
        if self.busy or not self.place:
            return
        desk, folder, self.watch, self.busy = self._desk(), Path(self.place), Watch(), True
        watch = self.watch

        def made(found: Made) -> None:
            self._ended(desk.now(), "")
            done(found)

        def not_made(error: BaseException) -> None:
            self._ended(self.made_at, "")
            failed(error)

        self._jobs.run(lambda: backups.make(desk, folder, watch), made, not_made, FREE)
        self.changed.emit()

    def keep_at(self, folder: Path, failed: Failed) -> None:
        """Keep them in another folder from now on; what lies in the old one stays there."""
        data = self._desk().data

        def remember() -> str:
            return settings.remember(data, backup_folder=str(folder)).backup_folder

        self._jobs.run(remember, self._kept, failed, FREE)

    def _kept(self, place: str) -> None:
        self.place, self.trouble = place, ""
        self.changed.emit()

    def _ended(self, made_at: datetime | None, trouble: str) -> None:
        self.busy, self.made_at, self.trouble = False, made_at, trouble
        self.changed.emit()

    def _late(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.trouble = sentence(error)
            self.changed.emit()
        elif not isinstance(error, Stopped):
            self._jobs.problem(error)
