"""Looks for the household's id numbers in other cases and drafts, whenever a number changes."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain import id_number
from app.domain.draft import Draft
from app.errors import Refused
from app.services import intake, looking
from app.services.intake import Duplicate
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.view import Notice
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk


_LET_BE = "fine"
_ACTIONS = ("open", "two", _LET_BE)  # in the order of the answers; who is dead has only the last


class DuplicateWatch(QObject):
    """`found()` when what is known changes; `first` is what the officer has not said anything about yet.

    `open_asked(Duplicate)`: the officer wants to see the other one.
    """

    found = Signal()
    open_asked = Signal(object)

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs = keeper, desk, jobs
        self._numbers: frozenset[str] = frozenset()
        self._known: tuple[Duplicate, ...] = ()
        self._settled: set[str] = set()
        self._asks_reason = False
        keeper.changed.connect(self.look)

    @property
    def first(self) -> Duplicate | None:
        """The first that was not settled; once a reason for two was written, only a death is said."""
        excused = {"dead"} if self._keeper.draft.duplicate_reason else {"dead", "case", "draft", "registered"}
        return next((one for one in self._known if one.id not in self._settled and one.where in excused), None)

    def look(self, draft: Draft) -> None:
        """Look again where the good numbers of the household are others than before."""
        numbers = frozenset(_good(draft, self._desk.today()))
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self._jobs.run(lambda: _duplicates(self._desk, draft), done=self._is_found)

    def notice(self) -> Notice | None:
        """Give the strip about the first one."""
        one = self.first
        if one is None:
            return None
        said = text(one, self._keeper.draft.applicant.identity.name)
        return Notice(said, answers=_answers(one), asks_reason=self._asks_reason)

    def answer(self, nth: int) -> None:
        """Open the other one, ask why there are two, or say no more about it."""
        one = self.first
        if one is None:
            return
        action = _ACTIONS[len(_ACTIONS) - len(_answers(one)) :][nth]
        if action == "open":
            self.open_asked.emit(one)
            return
        self._asks_reason = action == "two"
        if action == _LET_BE:
            self._settled.add(one.id)
        self.found.emit()

    def give_reason(self, reason: str) -> None:
        """Write why there are two; without a reason the strip asks on."""
        self._asks_reason = not reason.strip()
        self._keeper.change(lambda draft: replace(draft, duplicate_reason=reason.strip()))
        self.found.emit()

    def _is_found(self, known: tuple[Duplicate, ...]) -> None:
        self._known = known
        self.found.emit()


def _duplicates(desk: "Desk", draft: Draft) -> tuple[Duplicate, ...]:
    found = intake.duplicates(desk, draft)
    looking.searched(desk, "list:duplicates", len(found))
    return found


def text(duplicate: Duplicate, applicant: str = "") -> str:
    """Give the sentence about another case or draft; one of another person is the same household's."""
    since = date.fromisoformat(duplicate.since)
    day = resources.text("intake", "duplicate.day", month=since.month, day=since.day)
    is_own = duplicate.name == applicant or duplicate.where == "dead"
    name = duplicate.name if is_own else resources.text("intake", "duplicate.same_household", name=duplicate.name)
    return resources.text("intake", f"duplicate.{duplicate.where}", name=name, day=day, number=duplicate.number)


def _answers(one: Duplicate) -> tuple[tuple[str, str], ...]:
    name = "answers_dead" if one.where == "dead" else "answers"
    return tuple((verb, key) for verb, key in resources.texts("intake")["duplicate"][name])


def _good(draft: Draft, today: date) -> set[str]:
    good = set()
    for member in draft.members:
        try:
            good.add(id_number.parse(member.identity.id_number, today).text)
        except Refused:
            continue
    return good
