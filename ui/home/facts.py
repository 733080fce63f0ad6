"""What home asks of the store."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.domain.draft import Draft
from app.domain.officer import Standing
from app.domain.rules_adopted import Adopted
from app.domain.tray import Taken
from app.domain.visit import Outcome
from app.rules.county import Local
from app.services.local_rules import offered
from app.store.fund_values import FundRow
from app.store.todo_values import CaseTodo
from app.store.values import CaseSummary, Device, Matter, Pending, Task, VisitRow

MOST_CASES = 24
_CASE = "case:"


class HomeReads(Protocol):
    """The reads of the store that home needs."""

    def device(self) -> Device | None:
        """Give this installation at the county."""
        ...

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        """Give what is to be done, the nearest deadline first."""
        ...

    def todos(self, until: date, *, local: Local | None = None) -> tuple[CaseTodo, ...]:
        """Give the steps of cases that are to be done, the nearest due first: all but a 复核 due after `until`."""
        ...

    def drafts(self) -> tuple[Draft, ...]:
        """Give all drafts, the last saved first."""
        ...

    def cases(self, limit: int = 100, *, accepted_on: date | None = None) -> tuple[CaseSummary, ...]:
        """Give cases, the latest accepted first."""
        ...

    def case_summary(self, case_id: str) -> CaseSummary | None:
        """Give one case as lists show it."""
        ...

    def delivery(self, case_ids: list[str]) -> dict[str, str]:
        """Give for each case waiting, delivered or complete."""
        ...

    def funds(self) -> tuple[FundRow, ...]:
        """Give the township's funds, the first opened first."""
        ...

    def pending(self) -> Pending:
        """Count what the county does not have yet."""
        ...

    def matters(self, kind: str, state: str | None = None, limit: int = 200) -> tuple[Matter, ...]:
        """Give changes, referrals or leads, the nearest due first."""
        ...

    def rules_adopted(self, subject: str) -> tuple[Adopted, ...]:
        """Give the county's packs that were adopted under a subject, oldest first."""
        ...

    def tray(self) -> tuple[Taken, ...]:
        """Give the pictures that have no place yet, in the order in which they were taken."""
        ...

    def visits(self, day: date) -> tuple[VisitRow, ...]:
        """Give the visits of a day, the latest first."""
        ...


@dataclass(frozen=True)
class HomeFacts:
    """All that home is drawn from. `known` has the cases of `tasks`, of today, of `drafts` and `filed`, as shown.

    `filed` are today's visits that brought a paper to a case, `referrals` those not yet answered or not yet told,
    `tray` the pictures that were taken and lie in no case yet, `todos` the steps of cases,
    `rules` the county's new pack, `leads` those that are open, `risen` how many a risen standard waits for,
    `alone_since` since when unsent work has had only one copy for too long (stored form), or empty,
    `backup_late` since when there is no backup (stored form, empty for never), None where one is young enough,
    `update` how a newer version stands and which it is, where somebody has to know, `standing` under what the
    officer acts.
    """

    tasks: tuple[Task, ...]
    drafts: tuple[Draft, ...]
    accepted: tuple[CaseSummary, ...]
    known: dict[str, CaseSummary]
    delivery: dict[str, str]
    pending: Pending
    device: Device | None
    is_new: bool
    referrals: tuple[Matter, ...] = ()
    filed: tuple[VisitRow, ...] = ()
    tray: tuple[Taken, ...] = ()
    todos: tuple[CaseTodo, ...] = ()
    funds: tuple[FundRow, ...] = ()
    rules: Adopted | None = None
    leads: tuple[Matter, ...] = ()
    risen: int = 0
    alone_since: str = ""
    backup_late: str | None = None
    update: tuple[str, str] | None = None
    standing: Standing | None = None

    @property
    def people(self) -> int:
        """How many rows there are that name somebody."""
        named = (self.tasks, self.todos, self.drafts, self.accepted, self.referrals, self.filed, self.leads)
        return sum(map(len, named))


def read(store: HomeReads, today: date, local: Local | None) -> Generator[None, None, HomeFacts]:
    """Give the facts of a day by the county's own pack; in slices, so that the officer never waits for home."""
    tasks = store.tasks()
    yield
    todos = store.todos(_last_of_month(today), local=local)
    yield
    accepted = store.cases(accepted_on=today)
    drafts = store.drafts()
    yield
    filed = tuple(row for row in store.visits(today) if row.outcome == Outcome.FILED and row.about.startswith(_CASE))
    named = [task.case_id for task in tasks][:MOST_CASES]
    named += [draft.id for draft in drafts] + [row.about.removeprefix(_CASE) for row in filed]
    known = _known(store, named, accepted)
    yield
    delivery = store.delivery([case.case_id for case in accepted])
    referrals = (*store.matters("referral", "answered"), *store.matters("referral", "waiting"))
    yield
    tray, funds = store.tray(), store.funds()
    is_new = not (drafts or tasks or todos or accepted or referrals or tray or store.cases(limit=1))
    pending, device = store.pending(), store.device()
    rules = offered(store, device.office.scope) if device else None
    more = (referrals, filed, tray, todos, funds, rules, store.matters("lead", "open"))
    return HomeFacts(tasks, drafts, accepted, known, delivery, pending, device, is_new, *more)


def _last_of_month(today: date) -> date:
    """What is due later than this month is not shown yet."""
    return (today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _known(store: HomeReads, named: list[str], accepted: tuple[CaseSummary, ...]) -> dict[str, CaseSummary]:
    known = {case.case_id: case for case in accepted}
    for case_id in dict.fromkeys(named):
        summary = known.get(case_id) or store.case_summary(case_id)
        if summary:
            known[case_id] = summary
    return known
