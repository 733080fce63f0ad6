"""The rule packs that were adopted, as the journal tells it. Permanent as a case's fold."""

from collections.abc import Iterable

import msgspec

from app.domain.rules_adopted import Adopted
from app.journal.body import read_body
from app.journal.entry import Entry
from app.journal.fold import Stored


def adoptions(stored: Iterable[Stored]) -> tuple[Adopted, ...]:
    """Give what was adopted, in the order of arrival; what was erased or is of a newer program is passed over."""
    found = (_adopted(item.entry) for item in stored)
    return tuple(one for one in found if one)


def _adopted(entry: Entry) -> Adopted | None:
    if entry.body is None or (entry.kind, entry.v) != ("rules.adopted", 1):
        return None
    try:
        return read_body(entry, Adopted)
    except msgspec.ValidationError:
        return None
