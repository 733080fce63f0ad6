"""What home asks of the store."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.draft import Draft
from app.store.values import CaseSummary, Device, Pending, Task

MOST_CASES = 24


class HomeReads(Protocol):
    """The reads of the store that home needs."""

    def device(self) -> Device | None:
        """Give this installation at the county."""
        ...

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        """Give what is to be done, the nearest deadline first."""
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

    def pending(self) -> Pending:
        """Count what the county does not have yet."""
        ...


@dataclass(frozen=True)
class HomeFacts:
    """All that home is drawn from. `known` has the cases of `tasks` and of today, as far as they are shown."""

    tasks: tuple[Task, ...]
    drafts: tuple[Draft, ...]
    accepted: tuple[CaseSummary, ...]
    known: dict[str, CaseSummary]
    delivery: dict[str, str]
    pending: Pending
    device: Device | None
    is_new: bool


def read(store: HomeReads, today: date) -> Generator[None, None, HomeFacts]:
    """Give the facts of a day; in slices, so that the officer's own action never waits for home."""
    tasks = store.tasks()
    yield
    accepted = store.cases(accepted_on=today)
    known = {case.case_id: case for case in accepted}
    yield
    for case_id in list(dict.fromkeys(task.case_id for task in tasks))[:MOST_CASES]:
        summary = known.get(case_id) or store.case_summary(case_id)
        if summary:
            known[case_id] = summary
    yield
    delivery = store.delivery([case.case_id for case in accepted])
    yield
    drafts = store.drafts()
    is_new = not (drafts or tasks or accepted or store.cases(limit=1))
    return HomeFacts(tasks, drafts, accepted, known, delivery, store.pending(), store.device(), is_new)
