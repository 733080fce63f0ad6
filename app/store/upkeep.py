"""Read models made anew, and compared with what they should be."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, union

from app.store import cases, journal
from app.store.schema import READ_MODELS
from app.store.schema import entry as table

if TYPE_CHECKING:
    from app.store.reads import Reads


def slices(store: "Reads", slice_s: float) -> Iterator[tuple[int, int, list[str]]]:
    """Give (done, total, case ids to make anew) for all cases, in pieces that take about `slice_s` seconds each.

    The caller does the work between two steps; the time that it takes sets the size of the next piece.
    """
    with store.reading() as connection:
        waiting = all_cases(connection)
    total, size = len(waiting), 1
    while waiting:
        piece, waiting = waiting[:size], waiting[size:]
        start = time.perf_counter()
        yield total - len(waiting), total, piece
        taken = time.perf_counter() - start
        size = max(1, min(size * 2, int(size * slice_s / max(taken, 1e-6))))


def all_cases(connection: Connection) -> list[str]:
    """Give the ids of all cases that have entries or rows in the read models, sorted."""
    subjects = select(table.c.subject).where(table.c.subject.like("case:%")).distinct()
    in_journal = {subject.removeprefix(cases.CASE) for subject in connection.scalars(subjects)}
    in_models = connection.scalars(union(*(select(model.c.case_id) for model in READ_MODELS)))
    return sorted(in_journal.union(in_models))


def is_as_folded(connection: Connection, case_id: str) -> bool:
    """Tell whether a case's rows in the read models are those that its entries make."""
    made = cases.projected(case_id, journal.entries_of(connection, cases.CASE + case_id))
    return made == cases.held(connection, case_id)
