"""Read models made anew, and compared with what they should be."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, union

from app.store import cases, journal
from app.store.schema import READ_MODELS
from app.store.schema import entry as table

if TYPE_CHECKING:
    from app.store.store import Store


def rebuild(store: "Store", slice_s: float) -> Iterator[tuple[int, int]]:
    """Put right the read models of all cases, in pieces of about `slice_s` seconds; gives (done, total) after each.

    Only what differs from the entries is written.
    """
    with store.reading() as connection:
        waiting = all_cases(connection)
    total, size = len(waiting), 1
    while waiting:
        piece, waiting = waiting[:size], waiting[size:]
        start = time.perf_counter()
        _put_right(store, piece)
        taken = time.perf_counter() - start
        size = max(1, min(size * 2, int(size * slice_s / max(taken, 1e-6))))
        yield total - len(waiting), total


def _put_right(store: "Store", case_ids: list[str]) -> None:
    with store.reading() as connection:
        wrong = [case_id for case_id in case_ids if not is_as_folded(connection, case_id)]
    if wrong:
        with store.work() as work:
            work.refold(wrong)


def all_cases(connection: Connection) -> list[str]:
    """Give the ids of all cases that have entries or rows in the read models, sorted."""
    first, beyond = "case:", "case;"
    subjects = select(table.c.subject).where(table.c.subject >= first, table.c.subject < beyond).distinct()
    in_journal = {subject.removeprefix(cases.CASE) for subject in connection.scalars(subjects)}
    in_models = connection.scalars(union(*(select(model.c.case_id) for model in READ_MODELS)))
    return sorted(in_journal.union(in_models))


def is_as_folded(connection: Connection, case_id: str) -> bool:
    """Tell whether a case's rows in the read models are those that its entries make."""
    made = cases.projected(case_id, journal.entries_of(connection, cases.CASE + case_id))
    return made == cases.held(connection, case_id)
