"""What the county says about an office, from its entries."""

from collections.abc import Iterable

import msgspec

from app.domain.office import ConfirmerSet
from app.journal.body import read_body
from app.journal.entry import COUNTY_SCOPE, Entry
from app.journal.fold import Stored, fold

SUBJECT = "office:"
CONFIRMER_SET = "office.confirmer_set"


def confirmers(stored: Iterable[Stored]) -> tuple[ConfirmerSet, ...]:
    """Give who confirms for an office and since when, oldest word first.

    Only the county's own scope counts: no window may write there. What is not understood is passed over.
    """
    entries = fold(stored, lambda _: frozenset()).entries
    return tuple(word for word in map(_word, entries) if word)


def _word(entry: Entry) -> ConfirmerSet | None:
    if entry.body is None or (entry.kind, entry.v, entry.scope) != (CONFIRMER_SET, 1, COUNTY_SCOPE):
        return None
    try:
        return read_body(entry, ConfirmerSet)
    except msgspec.ValidationError:
        return None
