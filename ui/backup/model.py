"""Backups: which there are, making one, trying one, and where they are kept."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app import clock, settings
from app.errors import Refused, Unavailable
from app.services import backups
from app.services.backups import Kept, Made, Rehearsed
from app.watch import Stopped
from ui.backup.keeper import BackupKeeper
from ui.backup.view import BackupFacts, BackupView, Going, make_view, say
from ui.jobs import FREE, Jobs
from ui.look_out import LookOut
from ui.problems import sentence
from ui.sizes import room_words

if TYPE_CHECKING:
    from app.services.desk import Desk

PROGRESS_MS: Final = 250


class BackupModel(QObject):
    """`shown(BackupView)`; `back_asked()`."""

    shown = Signal(object)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, keeper: BackupKeeper) -> None:
        super().__init__()
        self._desk, self._jobs, self._keeper = desk, jobs, keeper
        self._facts, self._chosen, self._view = BackupFacts(), "", BackupView()
        self._out, self._progress = LookOut(jobs, self), QTimer(self)
        self._out.due.connect(self.look)
        self._out.found.connect(self._looked)
        self._out.failed.connect(self._not_looked)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self._move)
        keeper.changed.connect(self._keeper_changed)
        self._keeper_changed()

    @property
    def view(self) -> BackupView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Look now, and again as long as the page is seen."""
        self._out.start()
        self.look()

    def stop(self) -> None:
        """Look no more; a backup under way goes on."""
        self._out.stop()

    def look(self) -> None:
        """See which backups there are; one look at a time."""
        desk, place = self._desk, self._keeper.place
        self._out.run(lambda: _look(desk, place))

    def choose(self, key: str) -> None:
        """Take another backup."""
        self._chosen = key
        self._show()

    def keep_at(self, folder: Path) -> None:
        """Keep them in another folder."""
        self._change(said=(), refused="")
        self._keeper.keep_at(folder, self._is_refused)

    def make(self) -> None:
        """Make one now."""
        if self._facts.going is None and self._facts.place:
            self._change(said=(), refused="")
            self._keeper.make(self._is_made, self._is_refused)

    def halt(self) -> None:
        """Stop the one that is being made."""
        self._keeper.watch.stop.set()

    def rehearse(self) -> None:
        """Try the chosen one."""
        if self._facts.going is not None or not self._chosen:
            return
        desk, file = self._desk, Path(self._chosen)
        self._change(going=Going(is_trial=True), said=(), refused="")
        self._jobs.run(lambda: backups.rehearse(desk, file), self._is_tried, self._is_refused, FREE)

    # --- what comes back
    def _looked(self, found: tuple[tuple[Kept, ...], bool, str]) -> None:
        kept, same_disk, tried_at = found
        keys = [str(one.file) for one in kept]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        self._change(kept=kept, same_disk=same_disk, tried_at=clock.parse(tried_at) if tried_at else None)

    def _not_looked(self, error: BaseException) -> None:
        """A stick that is not there has nothing on it; why is said beside the list."""
        self._chosen = ""
        if not isinstance(error, Unavailable):
            self._jobs.problem(error)
            return
        self._change(kept=(), same_disk=False, trouble=sentence(error))

    def _is_made(self, made: Made) -> None:
        said = [say("made", blobs=made.blobs, size=room_words(made.bytes))]
        said += [say("missing", count=len(made.missing))] if made.missing else []
        self._change(said=tuple(said))
        self._jobs.announce(frozenset({"desk"}))
        self.look()

    def _is_tried(self, done: Rehearsed) -> None:
        report = done.report
        if not report.ok:
            self._change(going=None, refused=say("faults", count=len(report.findings)))
        elif done.needs_recovery:
            self._change(going=None, refused=say("needs_recovery"))
        else:
            counts = {"entries": report.entries, "cases": report.cases, "blobs": report.blobs}
            self._change(going=None, said=(say("whole", **counts),))
        self.look()

    def _is_refused(self, error: BaseException) -> None:
        self._change(going=None)
        if isinstance(error, Stopped):
            self._change(said=(say("stopped"),))
        elif isinstance(error, Refused | Unavailable):
            self._change(refused=sentence(error))
        else:
            self._jobs.problem(error)

    def _keeper_changed(self) -> None:
        keeper, was_trial = self._keeper, bool(self._facts.going and self._facts.going.is_trial)
        (self._progress.start if keeper.busy else self._progress.stop)()
        going = Going() if keeper.busy else self._facts.going if was_trial else None
        self._change(place=keeper.place, made_at=keeper.made_at, trouble=keeper.trouble, going=going)
        if self._out.is_on:
            self.look()

    def _move(self) -> None:
        watch = self._keeper.watch
        self._change(going=Going(watch.done, watch.total))

    def _change(self, **facts: Any) -> None:
        self._facts = replace(self._facts, **facts)
        self._show()

    def _show(self) -> None:
        view = make_view(self._facts, self._chosen, self._desk.now())
        if view != self._view:
            self._view = view
            self.shown.emit(view)


def _look(desk: "Desk", place: str) -> tuple[tuple[Kept, ...], bool, str]:
    """Give the backups in the folder, whether it lies on the disk of the data, and when one was tried."""
    tried_at = settings.load(desk.data).rehearsed_at
    if not place:
        return (), False, tried_at
    folder = Path(place)
    return backups.kept_in(folder, desk.device()), backups.is_on_the_same_disk(desk, folder), tried_at
