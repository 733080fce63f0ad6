"""What lies beside the steps: who acts for another, the last time, and what else than acceptance may come of it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft
from ui.capture.shot import PictureReader
from ui.intake.agent_model import AgentModel
from ui.intake.course import Course
from ui.intake.day_model import DayModel
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.last_model import LastModel
from ui.intake.papers import Papers
from ui.intake.side import Side
from ui.intake.sides import Sides
from ui.jobs import Jobs
from ui.problems import Problems

if TYPE_CHECKING:
    from app.services.desk import Desk


class Beside(QObject):
    """The pages over the steps. `changed()` redraw · `taken()` the last time was taken over · `left()` all is done.

    `accept_first()`: the officer accepts with what there is.
    """

    changed = Signal()
    taken = Signal()
    left = Signal()
    accept_first = Signal()

    def __init__(
        self,
        keeper: DraftKeeper,
        desk: "Desk",
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        papers: Papers,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self._papers, self._desk = papers, desk
        self.agent = AgentModel(keeper, desk, jobs, reader, problems)
        self.last, self.course = LastModel(keeper, desk, jobs), Course(keeper, desk, jobs, problems)
        course = self.course
        self.sides = Sides(
            {
                Side.AGENT: self.agent,
                Side.LAST: self.last,
                Side.LACKS: course.lacks,
                Side.REFUSAL: course.refusal,
                Side.ENDING: course.ending,
                Side.DAY: DayModel(keeper, desk),
                Side.RESULT: course.result,
            }
        )
        if papers.can_print:
            self.agent.print_mandate = lambda: papers.print_mandate(keeper.draft)
        self._listen()

    def _listen(self) -> None:
        course = self.course
        for changed in (self.sides.changed, self.last.found, course.known):
            changed.connect(self.changed)
        self.last.taken.connect(self.taken)
        course.concluded.connect(self._is_concluded)
        course.result.left.connect(self.left)
        course.result.print_asked.connect(self._print)
        course.lacks.accept = self.accept_first.emit
        course.lacks.refusal = lambda: self.sides.open(Side.REFUSAL)
        course.refusal.tell = lambda: self.sides.open(Side.LACKS)

    @property
    def today(self) -> date:
        """The calendar day at the window."""
        return self._desk.today()

    def start(self, draft: Draft) -> None:
        """Look for the last time and for what was written down; who acts for another says so first."""
        self.last.look(draft)
        self.course.look()
        if draft.agent and not draft.agent.name:
            self.sides.open(Side.AGENT)

    def open(self, side: Side) -> None:
        """Open a page, unless something was concluded, or nobody was here before."""
        if self.sides.at is not Side.RESULT and (side is not Side.LAST or self.last.known):
            self.sides.open(side)

    def go_on(self) -> bool:
        """Do what the open page is for; tell whether there is one."""
        if self.sides.at is None:
            return False
        self.sides[self.sides.at].finish()
        return True

    def go_back(self) -> bool:
        """Close the open page; tell whether there was one. What ended is left behind."""
        if self.sides.at is None:
            return False
        if self.sides.at is Side.RESULT and self.course.is_over:
            self.left.emit()
        else:
            self.sides.close()
        return True

    def _is_concluded(self) -> None:
        """Say what was written down, and hand out its paper."""
        self.sides.open(Side.RESULT)
        self._print()

    def _print(self) -> None:
        case = self.course.case
        if case and self.course.result.view.papers:
            self._papers.print_of(case)
