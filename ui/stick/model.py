"""Sticks: which are there, what would be written, writing, reading answers, and where the second copy is kept."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refused, Unavailable
from app.store.values import Pending
from sync.client.answer import Answered
from sync.client.export import Exported, Target, Watch
from ui.jobs import Jobs
from ui.look_out import LookOut
from ui.problems import sentence
from ui.sizes import room_words
from ui.stepping import Stepping
from ui.stick.places import Listing, places
from ui.stick.second import SecondCopy
from ui.stick.view import Going, Place, StickFacts, StickView, make_view, say

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store import Store
    from sync.client.engine import Engine

PROGRESS_MS: Final = 250
_COUNTED: Final = frozenset({"queue", "outbox"})
_NEWS: Final = frozenset({"queue", "cases", "journal", "documents", "device", "funds"})


class StickModel(QObject):
    """`shown(StickView)`; `back_asked()`."""

    shown = Signal(object)
    back_asked = Signal()

    def __init__(self, desk: "Desk", engine: "Engine", jobs: Jobs, second: SecondCopy, listing: Listing) -> None:
        super().__init__()
        self._desk, self._engine, self._jobs, self._second, self._listing = desk, engine, jobs, second, listing
        self._facts, self._chosen, self._view = StickFacts(), "", StickView()
        self._folder: Path | None = None
        self._watch = Watch()
        self._stepping = Stepping(jobs, self)
        self._answers: list[Path] = []
        self._out, self._progress = LookOut(jobs, self), QTimer(self)
        self._out.due.connect(self.look)
        self._out.found.connect(self._got_places)
        self._out.failed.connect(self._not_looked)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self._move)
        second.changed.connect(self._second_changed)
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> StickView:
        """What the page shows now."""
        return self._view

    @property
    def chosen(self) -> str:
        """The key of the place that is chosen."""
        return self._chosen

    def start(self) -> None:
        """Look now, and again as long as the page is seen."""
        self._out.start()
        self._second_changed()
        self.look()
        self.count()

    def stop(self) -> None:
        """Look no more."""
        self._out.stop()

    def look(self) -> None:
        """See which sticks are there; one look at a time."""
        if not self._stepping.busy:
            listing, folder, device = self._listing, self._folder, self._desk.device().id
            self._out.run(lambda: places(listing, folder, device))

    def count(self) -> None:
        """Count what waits."""
        store = self._desk.store
        self._jobs.run(lambda: _queue(store), self._got_queue)

    def choose(self, key: str) -> None:
        """Take another stick."""
        self._chosen = key
        self._show()

    def open_folder(self, folder: Path) -> None:
        """Take a folder instead of a stick."""
        self._folder, self._chosen = folder, str(folder)
        self.look()

    def write(self) -> None:
        """Write what waits onto the stick that is chosen, going on with what was begun."""
        place = self._place()
        if place is None or self._stepping.busy:
            return
        self._watch = Watch()
        self._change(going=Going(0, 0, 0, 0), said=(), refused="")
        self._progress.start()
        steps = self._engine.export(Target(place.drive.folder), self._watch)
        self._stepping.run(steps, self._is_written, self._is_refused)

    def halt(self) -> None:
        """Stop the writing; parts that are whole stay."""
        self._watch.stop.set()

    def read(self) -> None:
        """Read the answers that lie on the stick, the oldest first."""
        place = self._place()
        if place is not None and place.answers and not self._stepping.busy:
            self._answers = sorted(place.answers, key=lambda path: path.name)
            self._change(reading=True, said=(), refused="")
            self._read_next()

    def keep_second(self) -> None:
        """Keep the second copy where is chosen, or no more where it is kept already."""
        place = self._place()
        if place is not None and place.key != self._facts.second:
            self._second.keep_at(place.drive.folder, self._is_refused)
        else:
            self._second.keep_at(None, self._is_refused)

    # --- what comes back
    def _changed(self, kinds: frozenset[str]) -> None:
        if self._out.is_on and kinds & _COUNTED:
            self.count()

    def _got_places(self, found: tuple[Place, ...]) -> None:
        keys = [place.key for place in found]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        self._change(places=found)

    def _got_queue(self, found: tuple[Pending, int]) -> None:
        self._change(pending=found[0], bytes_waiting=found[1])

    def _not_looked(self, error: BaseException) -> None:
        self._jobs.problem(error)

    def _is_written(self, done: Exported) -> None:
        self._progress.stop()
        self._jobs.announce(frozenset({"queue"}))
        self._change(going=None, said=tuple(_written(done)))
        self.look()
        self.count()

    def _read_next(self) -> None:
        if self._answers:
            self._stepping.run(self._engine.take_answer(self._answers.pop(0)), self._is_read, self._is_refused)
            return
        self._jobs.announce(_NEWS)
        self._change(reading=False)
        self.look()
        self.count()

    def _is_read(self, done: Answered) -> None:
        said = say("gap" if done.has_gap else "read", **asdict(done))
        self._change(said=(*self._facts.said, said))
        self._read_next()

    def _is_refused(self, error: BaseException) -> None:
        """Show why it did not go; of several answers the others are still read."""
        self._progress.stop()
        was_reading = self._facts.reading
        self._change(going=None, reading=False)
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._change(refused=sentence(error), reading=was_reading)
        if was_reading:
            self._read_next()

    def _second_changed(self) -> None:
        second = self._second
        self._change(second=second.place, second_at=second.kept_at, second_trouble=second.trouble)

    def _move(self) -> None:
        watch = self._watch
        self._change(going=Going(watch.part, watch.parts, watch.done, watch.total))

    def _place(self) -> Place | None:
        return next((place for place in self._facts.places if place.key == self._chosen), None)

    def _change(self, **facts: Any) -> None:
        self._facts = replace(self._facts, **facts)
        self._show()

    def _show(self) -> None:
        view = make_view(self._facts, self._chosen, self._desk.now())
        if view != self._view:
            self._view = view
            self.shown.emit(view)


def _queue(store: "Store") -> tuple[Pending, int]:
    """Give what waits, and the bytes of its documents."""
    return store.pending(), sum(blob.size for blob in store.blobs_pending())


def _written(done: Exported) -> list[str]:
    """Say what came of a writing, and what to do next."""
    said = [say("written", files=len(done.files), size=room_words(done.bytes), entries=done.entries, blobs=done.blobs)]
    if done.stopped:
        said.append(say("stopped", left=done.left))
    elif done.left:
        said.append(say("next", left=done.left, parts=done.parts))
    else:
        said.append(say("whole"))
    if done.unreadable:
        said.append(say("unreadable", count=len(done.unreadable)))
    return said
