"""The folds of what the desk keeps beside cases: visits, changes, referrals, blank forms. Permanent as a case's."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import msgspec

from app.domain import change, paper_number, referral, visit
from app.journal.body import read_body
from app.journal.entry import Entry
from app.journal.fold import ELSEWHERE, Stored, fold

State = TypeVar("State", visit.Visit, change.Change, referral.Referral, paper_number.PaperBatch)
# How the body of a (kind, version) is kept: the field, its shape, and whether all of them are kept or the first.
_Kinds = Mapping[tuple[str, int], tuple[str, type[Any], bool]]

_VISIT: Final[_Kinds] = {
    ("visit.recorded", 1): ("recorded", visit.Recorded, False),
    ("visit.concluded", 1): ("concluded", visit.Concluded, True),
}
_CHANGE: Final[_Kinds] = {("change.reported", 1): ("reported", change.Reported, False)}
_REFERRAL: Final[_Kinds] = {
    ("referral.made", 1): ("made", referral.Made, False),
    ("referral.answered", 1): ("answered", referral.Answered, True),
    ("referral.told", 1): ("told", referral.Told, True),
}
_PAPER: Final[_Kinds] = {
    ("paper.reserved", 1): ("reserved", paper_number.Reserved, False),
    ("paper.spoilt", 1): ("spoilt", paper_number.Spoilt, True),
}


def fold_visit(visit_id: str, stored: Iterable[Stored]) -> visit.Visit | None:
    """Give the state of a visit from all its entries at hand; None where there is none."""
    return _folded(visit.Visit, visit_id, stored, _VISIT)


def fold_change(change_id: str, stored: Iterable[Stored]) -> change.Change | None:
    """Give the state of a change that was told; None where there is no entry of it."""
    return _folded(change.Change, change_id, stored, _CHANGE)


def fold_referral(referral_id: str, stored: Iterable[Stored]) -> referral.Referral | None:
    """Give the state of a referral; None where there is no entry of it."""
    return _folded(referral.Referral, referral_id, stored, _REFERRAL)


def fold_paper(batch_id: str, stored: Iterable[Stored]) -> paper_number.PaperBatch | None:
    """Give the state of a printing of blank forms; None where there is no entry of it."""
    return _folded(paper_number.PaperBatch, batch_id, stored, _PAPER)


def _folded(make: Callable[[str, str], State], name: str, stored: Iterable[Stored], kinds: _Kinds) -> State | None:
    """All of these happened in the world: nothing loses, and the first of what there is one of counts."""
    held = [item for item in stored if not item.entry.kind.startswith(ELSEWHERE)]
    entries = fold(held, lambda _: frozenset()).entries
    if not entries:
        return None
    state = make(name, entries[0].scope)
    for entry in entries:
        state = _applied(state, entry, kinds)
    return state


def _applied(state: State, entry: Entry, kinds: _Kinds) -> State:
    if entry.body is None:
        return replace(state, erased=state.erased + 1)
    known = kinds.get((entry.kind, entry.v))
    if known is None:
        return replace(state, needs_newer=True)
    name, shape, all_of_them = known
    try:
        body = read_body(entry, shape)
    except msgspec.ValidationError:
        return replace(state, needs_newer=True)
    kept: Any = getattr(state, name)
    values: dict[str, Any] = {name: (*kept, body) if all_of_them else kept or body}
    return replace(state, **values)
