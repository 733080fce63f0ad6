"""What comes of an application before acceptance: registered, told what is lacking, refused, or ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.case import Case
from app.domain.registration import Lack
from app.domain.visit import Outcome
from app.errors import Refused, Unavailable
from app.services import registration
from ui.intake import lacks
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.lacks_model import LacksModel
from ui.intake.refusal_model import EndingModel, RefusalModel
from ui.intake.side import SideModel, SideView
from ui.jobs import Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"drafts", "cases", "tasks", "outbox", "desk"})


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What came of it."""

    outcome: Outcome
    case: Case


class ResultModel(SideModel):
    """The last page: what was written down, to be read out; `left()` when the officer has read it."""

    left = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page = SideView("")

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        return self.page

    def finish(self) -> None:
        """Leave."""
        self.left.emit()

    def print_paper(self) -> None:
        """Print it once more."""
        self.print_asked.emit()


class Course(QObject):
    """Writes it down. `concluded(Conclusion)` when it is; `known()` when the case of this draft was looked up."""

    concluded = Signal(object)
    known = Signal()

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs, problems: Problems) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs, self._problems = keeper, desk, jobs, problems
        self.case: Case | None = None
        self._busy = False
        self.lacks = LacksModel(keeper, desk, lambda: self.case)
        self.refusal, self.ending = RefusalModel(keeper, desk, jobs), EndingModel(keeper)
        self.result = ResultModel()
        self.lacks.tell = self._tell
        self.refusal.refuse = self._refuse
        self.ending.end = self._end

    def look(self) -> None:
        """Ask whether this draft was registered before."""
        case = self._keeper.draft.id
        self._jobs.run(lambda: self._desk.store.case(case), done=self._is_known)

    @property
    def is_told(self) -> bool:
        """Whether it was told what is lacking: that is done once."""
        return self.case is not None and self.case.supplement is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more can come of it."""
        return self.case is not None and self.case.closed

    def register(self) -> None:
        """Write down that this household came; the draft stays."""
        draft = self._keeper.draft
        if draft.applicant.identity.name.strip():
            self._write(self.result, lambda: registration.register(self._desk, draft), Outcome.REGISTERED)

    def _tell(self, told: tuple[Lack, ...]) -> None:
        draft = self._keeper.draft
        self._write(self.lacks, lambda: registration.ask_supplement(self._desk, draft, told), Outcome.TOLD)

    def _refuse(self, why: tuple[str, str], second: tuple[str, str]) -> None:
        draft = self._keeper.draft
        self._write(self.refusal, lambda: registration.not_accept(self._desk, draft, why, second), Outcome.NOT_ACCEPTED)

    def _end(self, reason: str) -> None:
        draft = self._keeper.draft
        self._write(self.ending, lambda: registration.end(self._desk, draft, reason), Outcome.LEFT)

    def _write(self, page: SideModel, work: Callable[[], Case], outcome: Outcome) -> None:
        """Write it once: a second press finds the first under way."""
        if self._busy:
            return
        self._set_busy(page, busy=True)
        self._jobs.run(
            work,
            done=lambda case: self._is_written(page, case, outcome),
            failed=lambda error: self._is_refused(page, error),
            changes=CHANGES,
        )

    def _is_written(self, page: SideModel, case: Case, outcome: Outcome) -> None:
        self.case = case
        self._set_busy(page, busy=False)
        if outcome in {Outcome.NOT_ACCEPTED, Outcome.LEFT}:
            self._keeper.close()
        self.result.page = _result(case, outcome)
        self.concluded.emit(Conclusion(outcome, case))

    def _is_refused(self, page: SideModel, error: BaseException) -> None:
        self._set_busy(page, busy=False)
        if isinstance(page, LacksModel | RefusalModel | EndingModel) and isinstance(error, Refused | Unavailable):
            page.refused = sentence(error)
        if isinstance(page, RefusalModel):
            page.forget_password()
        if not isinstance(error, Refused):
            self._problems.show(error)
        page.shown.emit()

    def _set_busy(self, page: SideModel, *, busy: bool) -> None:
        self._busy = busy
        if isinstance(page, LacksModel | RefusalModel | EndingModel):
            page.busy = busy
            page.shown.emit()

    def _is_known(self, case: Case | None) -> None:
        self.case = case
        self.known.emit()


def _result(case: Case, outcome: Outcome) -> SideView:
    """Give the last page of what came of it."""
    say = resources.texts("intake_side")["result"]
    name = case.registered.applicant.name if case.registered else ""
    lines: tuple[tuple[str, str], ...] = ()
    if outcome is Outcome.TOLD and case.supplement:
        lines = ((say["number"], case.supplement.number), *map(lacks.said, case.supplement.lacks))
    if case.not_accepted:
        body = case.not_accepted
        lines = ((say["number"], body.number), (say["facts"], body.facts), (say["article"], body.article))
    title, lead = say["title"][outcome.value], say["lead"][outcome.value]
    papers = outcome in {Outcome.TOLD, Outcome.NOT_ACCEPTED}
    return SideView(title=title, note=name, lead=lead, lines=lines, verb=say["verb"], papers=papers)
