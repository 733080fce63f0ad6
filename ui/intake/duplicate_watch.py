"""Looks for the household's id numbers in other cases and drafts, whenever a number changes."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain import id_number
from app.domain.draft import Draft
from app.errors import Refused
from app.services import intake
from app.services.intake import Duplicate
from ui.intake.draft_keeper import DraftKeeper
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk


class DuplicateWatch(QObject):
    """`found()` when what is known changes; `first` is what the officer has not said anything about yet."""

    found = Signal()

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs = keeper, desk, jobs
        self._numbers: frozenset[str] = frozenset()
        self._known: tuple[Duplicate, ...] = ()
        self._settled: set[str] = set()
        keeper.changed.connect(self.look)

    @property
    def first(self) -> Duplicate | None:
        """The first other case or draft that was not settled; None once a reason for two was written."""
        if self._keeper.draft.duplicate_reason:
            return None
        return next((one for one in self._known if one.id not in self._settled), None)

    def look(self, draft: Draft) -> None:
        """Look again where the good numbers of the household are others than before."""
        numbers = frozenset(_good(draft, self._desk.today()))
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self._jobs.run(lambda: intake.duplicates(self._desk, draft), done=self._is_found)

    def settle(self) -> None:
        """Say no more about the first one."""
        if one := self.first:
            self._settled.add(one.id)
            self.found.emit()

    def _is_found(self, known: tuple[Duplicate, ...]) -> None:
        self._known = known
        self.found.emit()


def text(duplicate: Duplicate) -> str:
    """Give the sentence about another case or draft."""
    since = date.fromisoformat(duplicate.since)
    day = resources.text("intake", "duplicate.day", month=since.month, day=since.day)
    place = f"duplicate.{duplicate.where}"
    return resources.text("intake", place, name=duplicate.name, day=day, number=duplicate.number)


def _good(draft: Draft, today: date) -> set[str]:
    good = set()
    for member in draft.members:
        try:
            good.add(id_number.parse(member.identity.id_number, today).text)
        except Refused:
            continue
    return good
