"""Read models put right, in pieces, while the officer works."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.store import acts, read_models

if TYPE_CHECKING:
    from app.store.store import Store


def rebuild(store: "Store", slice_s: float) -> Iterator[tuple[int, int]]:
    """Put right all read models, in pieces of about `slice_s` seconds; gives (done, total) after each.

    Only what differs from the entries is written.
    """
    with store.reading() as connection:
        waiting = read_models.all_subjects(connection)
        counted = acts.as_many(connection)
    if not counted:
        with store.work() as work:
            work.make_acts_anew()
    total, size = len(waiting), 1
    while waiting:
        piece, waiting = waiting[:size], waiting[size:]
        start = time.perf_counter()
        _put_right(store, piece)
        taken = time.perf_counter() - start
        size = max(1, min(size * 2, int(size * slice_s / max(taken, 1e-6))))
        yield total - len(waiting), total


def _put_right(store: "Store", subjects: list[str]) -> None:
    with store.reading() as connection:
        wrong = [subject for subject in subjects if not read_models.is_as_folded(connection, subject)]
    if wrong:
        with store.work() as work:
            work.refold(wrong)
