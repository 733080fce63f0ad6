"""A risen standard over all households: who is raised, with the letters; who is noted to be visited again."""

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.lead import Lead
from app.services import meetings, standard_steps, standards
from app.services.meetings import Confirming
from app.services.standards import Line, Reckoned
from ui.jobs import Jobs
from ui.meeting.view import refusals
from ui.printing import Printing
from ui.problems import Problems
from ui.several.model import SeveralModel, paper
from ui.standards import view
from ui.standards.view import RAISE, REVISIT, say

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

_HAND_ON = ("decision.acceptor", "decision.investigator", "decision.no_leader", "decision.kin")


class StandardsModel(SeveralModel):
    """The parts are those of `view.PARTS`. `counted(n)`: so many households are to be raised, after each reading."""

    LIST = "list:standards"
    ACTS: ClassVar = {RAISE: Act.DECIDE, REVISIT: Act.NOTE_LEAD}
    counted = Signal(int)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__(desk, jobs, printing, problems, RAISE)
        self.told = Reckoned()

    @property
    def chosen(self) -> tuple[Line, ...]:
        """The households that are chosen to be raised."""
        return tuple(one for one in self.told.raises if one.case.id in self.view.marked)

    @property
    def article(self) -> str:
        """Where the new standards of those that are chosen stand."""
        return say("between").join(dict.fromkeys(one.source for one in self.chosen if one.source))

    def village_of(self, key: str) -> str:
        """Give the village of a household."""
        rows = [(one.case.id, one.village) for one in self.told.raises]
        rows += [(one.case.id, one.village) for one in self.told.revisits]
        return dict(rows).get(key, "")

    def raise_chosen(self, facts: str, article: str) -> None:
        """Raise those that are chosen and print their letters; refusals are said household by household."""
        desk, lines = self.desk, self.chosen
        self.refresh(busy=True, wrong="")
        self.write(lambda: _raised(desk, lines, facts, article), self._is_raised)

    def note_chosen(self) -> None:
        """Write a lead down for each that is chosen to be visited again."""
        desk, marked = self.desk, self.view.marked
        chosen = tuple(one for one in self.told.revisits if one.case.id in marked)
        self.write(lambda: standard_steps.note(desk, chosen), self._is_noted, on_sheet=False)

    # --- within
    def _is_raised(self, answer: tuple[Confirming, dict[str, tuple[str, ...]]]) -> None:
        told, others = answer
        self.done.emit(say("raise.done", count=len(told.done)) if told.done else "")
        self.refresh(busy=False, marked=frozenset(), wrong=refusals(told, others))
        if told.done:
            name = say("paper", day=self.desk.today().isoformat())
            self.print((paper(name, partial(_letters, self.desk, told.done), self.LIST, len(told.done)),))

    def _is_noted(self, noted: tuple[Lead, ...]) -> None:
        self.done.emit(say("revisit.done", count=len(noted)))
        self.refresh(marked=frozenset(), wrong="")

    def _is_refused(self, error: BaseException) -> None:
        self.refresh(busy=False)
        super()._is_refused(error)

    def _read(self) -> Any:
        return standards.read(self.desk)

    def _got(self, found: Any) -> None:
        self.told = found
        self.counted.emit(len(found.raises))

    def _draw(self) -> dict[str, Any]:
        return view.drawn(self.view.part, self.told, self.view.marked)

    @property
    def broken(self) -> str:
        """What is said of files of the county that cannot be used; empty where all can."""
        return say("broken", names=say("between").join(self.told.broken)) if self.told.broken else ""

    @property
    def can_mark(self) -> bool:
        """Whether rows of this part can be chosen."""
        return self.view.part in {RAISE, REVISIT} and bool(self.keys())


def _raised(
    desk: "Desk", lines: tuple[Line, ...], facts: str, article: str
) -> Generator[None, None, tuple[Confirming, dict[str, tuple[str, ...]]]]:
    told = yield from standard_steps.raise_all(desk, lines, facts, article)
    handed_on = [case for case, error in told.refused if error.code in _HAND_ON]
    return told, {case.id: meetings.deciders(desk, case) for case in handed_on}


def _letters(desk: "Desk", cases: tuple[Case, ...]) -> "Form":
    from app.services.step_papers import in_one  # noqa: PLC0415 - reportlab, which no start of the program needs

    return in_one(desk, [(case, "change_notice") for case in cases])
