"""Looks for updates while the program runs, fetches them, and hands them over when nobody is at the desk."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app import machine
from app.errors import Refused, Unavailable
from app.version import VERSION
from app.watch import Stopped, Watch
from sync.updates import places, rounds
from sync.updates.outcome import read_outcomes
from sync.updates.rounds import IDLE, Memory, Scene, Step
from ui.jobs import FREE, Jobs
from ui.problems import sentence
from ui.updates import work
from ui.updates.work import Seen

if TYPE_CHECKING:
    from app.services.desk import Desk

LOOK_MS: Final = 5 * 60_000
SOON_MS: Final = 3 * 60_000  # after the unlocking, when the first applicant is being served
ASK: Final = "ask"


class UpdateKeeper(QObject):
    """`changed()`: something is known that was not. Whoever is at the desk is never kept waiting by it.

    `step` is what comes next, `seen` what the last look brought, `trouble` why it did not go, `busy` whether
    something is under way, `watch` how far it is.
    """

    changed = Signal()

    def __init__(self, desk: Callable[[], "Desk"], line: Callable[[], tuple[bool, bool]], jobs: Jobs) -> None:
        """`line` tells whether the county is reached and whether the line is paid by volume."""
        super().__init__()
        self._desk, self._line, self._jobs = desk, line, jobs
        self.memory = rounds.recall(self._folder)
        self.asks = machine.load().said("updates", "install") == ASK
        self.seen: Seen | None = None
        self.package: Path | None = None
        self.step, self.trouble, self.busy, self.watch = Step.REST, "", False, Watch()
        self._asked, self._at_rest = False, False
        self._stick: tuple[str, float] | None = None
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        for timer in (self._timer, self._soon):
            timer.timeout.connect(self.run)

    def start(self) -> None:
        """Begin to look whether something is due; what a training township is offered would be no update of its own."""
        if not self._desk().training:
            self._timer.start()
            self._soon.start()
            self._know()

    def attend(self, attended: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        """Know whether somebody sits at the desk, or it is behind its lock."""
        self._at_rest = not attended
        if self._at_rest and self._timer.isActive():
            self.run()

    def look(self, place: str = "") -> None:
        """Look now, at a place that somebody names or where updates usually are; what is offered is fetched."""
        if not self.busy:
            self._look(place)

    def install(self) -> None:
        """Fetch what is offered where that is still to be done, and have it installed now."""
        self._asked = True
        if self.seen is None and not self.busy:
            self._look("")
        else:
            self.run()

    def halt(self) -> None:
        """Stop what is under way; what was fetched so far stays."""
        self._asked = False
        self.watch.stop.set()

    def run(self) -> None:
        """Do what comes next, where something does."""
        if self.busy:
            return
        self._know()
        needs_a_look = self.step in {Step.FETCH, Step.HAND_OVER} and self.seen is None
        if self.step is Step.LOOK or needs_a_look:
            self._look("")
        elif self.step is Step.FETCH:
            self._fetch()
        elif self.step is Step.HAND_OVER:
            self._hand_over()
        else:
            self._jobs.run(work.plugged, self._stick_is_there, self._is_trouble, FREE)

    def _stick_is_there(self, found: tuple[str, float] | None) -> None:
        """Look on a stick that brings other updates than the last one; no line is needed for that."""
        if found and found != self._stick and not self.busy:
            self._stick = found
            self._look(found[0])

    def close(self) -> None:
        """Hand over what is ready when the program ends: the side that installs has the whole evening."""
        self._timer.stop()
        self.watch.stop.set()
        seen, package = self.seen, self.package
        offer = seen.newer if seen else None
        if seen and package and offer and self._next(closing=True) is Step.HAND_OVER:
            with suppress(Refused, Unavailable):
                self._handed((offer.version, work.hand_over(seen, offer, package)))

    @property
    def _folder(self) -> Path:
        return self._desk().data / places.FOLDER

    def _know(self) -> None:
        """Look what comes next, and tell it where it is another thing than before."""
        step = self._next()
        if step is not self.step:
            self.step = step
            self.changed.emit()

    def _next(self, *, closing: bool = False) -> Step:
        online, costs = self._line()
        if self.seen and not self.seen.is_far:  # a stick needs no line
            online, costs = True, False
        quiet = not self.asks
        scene = Scene(
            VERSION,
            installed=places.installed_version(),
            online=online,
            costs=costs,
            fetched=self.package is not None,
            idle=IDLE if self._at_rest and quiet else timedelta(),
            closing=closing and quiet,
            asked=self._asked,
            outcomes=read_outcomes(places.state()),
        )
        return rounds.next_step(self.memory, scene, self._desk().now())

    def _look(self, named: str) -> None:
        desk = self._desk()
        place = named or (self.seen.place if self.seen and self._asked else "")
        self.step = Step.LOOK
        self._begin(
            lambda: (work.look(desk, place or work.usual_place()), work.plugged()), self._looked, self._not_looked
        )

    def _looked(self, found: tuple[Seen, tuple[str, float] | None]) -> None:
        seen, self._stick = found
        self.seen, self.package = seen, None
        self._remember(rounds.looked(self.memory, self._desk().now(), seen.newer.version if seen.newer else ""))
        self._jobs.announce(frozenset({"desk"}) if seen.taken.calendars or seen.taken.rules else frozenset())

    def _not_looked(self, error: BaseException) -> None:
        self._asked = False
        self._remember(rounds.failed(self.memory, self._desk().now()))
        if not (isinstance(error, Refused) and error.code == "update.no_source"):
            self._is_trouble(error)

    def _fetch(self) -> None:
        desk, seen, watch = self._desk(), self.seen, self.watch
        offer = seen.newer if seen else None
        if seen and offer:
            self._begin(lambda: work.bring(desk, seen, offer, watch), self._fetched, self._is_trouble)

    def _fetched(self, package: Path) -> None:
        self.package = package

    def _hand_over(self) -> None:
        seen, package = self.seen, self.package
        offer = seen.newer if seen else None
        if seen and offer and package:
            job = lambda: (offer.version, work.hand_over(seen, offer, package))  # noqa: E731 - it is read once, here
            self._begin(job, self._handed, self._is_trouble)

    def _handed(self, done: tuple[str, str]) -> None:
        self._asked = False
        self._remember(rounds.handed_over(self.memory, self._desk().now(), *done))

    def _begin(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Do one thing beside the window; what comes after it follows by itself as long as it goes well."""
        self.busy, self.trouble = True, ""
        self.watch.done = self.watch.total = 0
        self.watch.stop.clear()

        def ended(result: object) -> None:
            self.busy = False
            done(result)
            self.changed.emit()
            self.run()

        def ended_badly(error: BaseException) -> None:
            self.busy = False
            failed(error)
            self._know()
            self.changed.emit()

        self._jobs.run(job, ended, ended_badly, FREE)
        self.changed.emit()

    def _is_trouble(self, error: BaseException) -> None:
        self._asked = False
        if isinstance(error, Refused | Unavailable):
            self.trouble = sentence(error)
        elif not isinstance(error, Stopped):
            self._jobs.problem(error)

    def _remember(self, memory: Memory) -> None:
        self.memory = replace(memory)
        with suppress(Unavailable):
            rounds.remember(self._folder, memory)
