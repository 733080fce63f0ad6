"""The reads of lists that stand open all day (home, the queue): who sees no case reads no name there."""

from collections.abc import Callable
from datetime import date

from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.rules_adopted import Adopted
from app.domain.tray import Taken
from app.journal.entry import Entry
from app.rules.county import Local
from app.services.desk import Desk
from app.store.fund_values import FundRow
from app.store.todo_values import CaseTodo
from app.store.values import BlobTask, CaseSummary, Device, HeldBack, Matter, Pending, Task, VisitRow


class OfficerReads:
    """The store as the officer at the desk may see it; `desk` gives who that is now."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk

    def _sees(self) -> bool:
        return self._desk().may(Act.SEE)

    def device(self) -> Device | None:
        """Give this installation at the county."""
        return self._desk().store.device()

    def pending(self) -> Pending:
        """Count what the county does not have yet."""
        return self._desk().store.pending()

    def blobs_pending(self) -> tuple[BlobTask, ...]:
        """Give the documents that the county does not have whole."""
        return self._desk().store.blobs_pending()

    def outbox(self, limit: int, max_bytes: int) -> tuple[Entry, ...]:
        """Give entries that wait for the county; of them only subjects and times are shown."""
        return self._desk().store.outbox(limit, max_bytes)

    def held_back(self) -> tuple[HeldBack, ...]:
        """Give the own entries that the county keeps without order."""
        return self._desk().store.held_back()

    def rules_adopted(self, subject: str) -> tuple[Adopted, ...]:
        """Give the county's packs that were adopted under a subject, oldest first, to who may put one in force."""
        return self._desk().store.rules_adopted(subject) if self._desk().may(Act.ADOPT_RULES) else ()

    def funds(self) -> tuple[FundRow, ...]:
        """Give the township's funds, the first opened first."""
        return self._desk().store.funds() if self._desk().may(Act.SEE_FUND) else ()

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        """Give what is to be done, the nearest deadline first."""
        return self._desk().store.tasks(limit) if self._sees() else ()

    def todos(self, until: date, *, local: Local | None = None) -> tuple[CaseTodo, ...]:
        """Give the steps of cases that are to be done, the nearest due first."""
        return self._desk().store.todos(until, local=local) if self._sees() else ()

    def drafts(self) -> tuple[Draft, ...]:
        """Give all drafts, the last saved first, to who takes applications in."""
        return self._desk().store.drafts() if self._desk().may(Act.TAKE_IN) else ()

    def cases(self, limit: int = 100, *, accepted_on: date | None = None) -> tuple[CaseSummary, ...]:
        """Give cases, the latest accepted first."""
        return self._desk().store.cases(limit, accepted_on=accepted_on) if self._sees() else ()

    def case_summary(self, case_id: str) -> CaseSummary | None:
        """Give one case as lists show it."""
        return self._desk().store.case_summary(case_id) if self._sees() else None

    def delivery(self, case_ids: list[str]) -> dict[str, str]:
        """Give for each case waiting, delivered or complete."""
        return self._desk().store.delivery(case_ids)

    def matters(self, kind: str, state: str | None = None, limit: int = 200) -> tuple[Matter, ...]:
        """Give changes, referrals or leads, the nearest due first."""
        return self._desk().store.matters(kind, state, limit) if self._sees() else ()

    def tray(self) -> tuple[Taken, ...]:
        """Give the pictures that have no place yet, in the order in which they were taken."""
        return self._desk().store.tray() if self._desk().may(Act.HANDLE) else ()

    def visits(self, day: date) -> tuple[VisitRow, ...]:
        """Give the visits of a day, the latest first."""
        return self._desk().store.visits(day) if self._sees() else ()
