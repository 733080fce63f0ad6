"""来意: who comes is asked first, why; today's visits stand beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.visit import Agent, Outcome
from app.services import looking, visits
from app.services.visits import Coming
from ui.jobs import Jobs
from ui.visit.day import VisitLine, day_lines
from ui.visit.view import VisitView, view

if TYPE_CHECKING:
    from app.services.desk import Desk

CONCERNS = frozenset({"desk", "drafts", "cases"})
CHANGES = frozenset({"desk", "outbox"})


@dataclass(frozen=True, slots=True)
class Handed:
    """A reason that was taken, when, and by whom: whoever goes on with it leaves the line."""

    coming: Coming
    at: str
    officer: str

    def is_written(self, lines: tuple[VisitLine, ...]) -> bool:
        """Tell whether a line was left for it."""
        reason = self.coming.reason
        return any(line.reason == reason and line.handler == self.officer and line.at >= self.at for line in lines)


class VisitModel(QObject):
    """`chosen(Coming)`: a reason was taken; an agent without a name says that somebody acts for another.

    `before` is what was taken last; where it left no line, the page asks. Leaves by `back_asked()`, `register_asked()`.
    """

    shown = Signal(object)
    chosen = Signal(object)
    back_asked = Signal()
    register_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, before: Handed | None = None) -> None:
        super().__init__()
        self._desk, self._jobs, self._before = desk, jobs, before
        self._unwritten: Coming | None = None
        self._lines: tuple[VisitLine, ...] = ()
        self._for_other = False
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> VisitView:
        """What the page shows now."""
        left = self._unwritten.reason if self._unwritten else ""
        return view(self._lines, for_other=self._for_other, unwritten=left)

    def start(self) -> None:
        """Read who came today."""
        self._jobs.run(lambda: read_day(self._desk), done=self._got)

    def choose(self, reason: str) -> None:
        """Take a reason."""
        self.chosen.emit(Coming(reason, agent=Agent("") if self._for_other else None))

    def turn(self) -> None:
        """Change between who comes for themselves and who comes for another."""
        self._for_other = not self._for_other
        self.shown.emit(self.view)

    def answer(self, nth: int) -> None:
        """Answer what was asked of the one without a line: 0 leaves one, anything else was a wrong key."""
        coming, self._unwritten = self._unwritten, None
        if coming and nth == 0:
            self._leave_line(coming, Outcome.LEFT)
        self.shown.emit(self.view)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.start()

    def _got(self, lines: tuple[VisitLine, ...]) -> None:
        self._lines = lines
        before, self._before = self._before, None
        if before and not before.is_written(lines):
            self._miss(before.coming)
        self.shown.emit(self.view)

    def _miss(self, coming: Coming) -> None:
        """Nothing was written about who came last: what was said already is kept, else the page asks."""
        if coming.visitor.name or coming.note:
            self._leave_line(coming, Outcome.NOTED)
        else:
            self._unwritten = coming

    def _leave_line(self, coming: Coming, outcome: Outcome) -> None:
        self._jobs.run(lambda: visits.record(self._desk, coming, outcome), done=_nothing, changes=CHANGES)


def read_day(desk: "Desk") -> tuple[VisitLine, ...]:
    """Give the visits of today. In the store's lane."""
    today = desk.today()
    lines = day_lines(desk.store.visits(today), desk.store.drafts(), today)
    looking.listed(desk, "list:visit", len(lines))
    return lines


def _nothing(_result: object) -> None:
    """The line comes back with the reload that it causes."""
