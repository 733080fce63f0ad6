"""The folds of the low-income register and of the leads to it. Permanent as a case's."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import msgspec

from app.domain.case import Conflict
from app.domain.household import Linked
from app.domain.lead import Found, Lead, Settled
from app.domain.low_income import FIELDS, ListChanged, Listed, ListedHousehold, Listing, Unlisted
from app.journal.body import read_body
from app.journal.entry import Entry
from app.journal.fold import ELSEWHERE, Claims, Folded, Loss, Stored, fold

State = TypeVar("State", ListedHousehold, Lead)
_Kinds = Mapping[tuple[str, int], Callable[[State, Entry], State]]
_ON_LIST: Final = "on_list"


def fold_household(household_id: str, stored: Iterable[Stored]) -> ListedHousehold | None:
    """Give the state of a household of the register; None where there is no entry of it."""
    return _folded(ListedHousehold, household_id, stored, household_claims, _HOUSEHOLD)


def fold_lead(lead_id: str, stored: Iterable[Stored]) -> Lead | None:
    """Give the state of a lead; None where there is no entry of it."""
    return _folded(Lead, lead_id, stored, lead_claims, _LEAD)


def household_claims(entry: Entry) -> frozenset[str]:
    """Name what an entry says of a household: all of it, some fields, or only that it is on the register no longer."""
    if entry.body is None or entry.v != 1:
        return frozenset()
    if entry.kind == "household.listed":
        return frozenset({_ON_LIST, *FIELDS})
    if entry.kind == "household.unlisted":
        return frozenset({_ON_LIST})
    if entry.kind != "household.list_changed":
        return frozenset()
    try:
        return frozenset(read_body(entry, ListChanged).fields) & frozenset(FIELDS)
    except msgspec.ValidationError:
        return frozenset()


def lead_claims(entry: Entry) -> frozenset[str]:
    """What came of a lead is decided once; that somebody was seen happened and cannot lose."""
    is_decision = entry.body is not None and (entry.kind, entry.v) == ("lead.settled", 1)
    return frozenset({"settled"}) if is_decision else frozenset()


def _folded(
    make: Callable[[str, str], State], name: str, stored: Iterable[Stored], claims: Claims, kinds: _Kinds[State]
) -> State | None:
    held = [item for item in stored if not item.entry.kind.startswith(ELSEWHERE)]
    if not held:
        return None
    folded: Folded = fold(held, claims)
    state = replace(make(name, folded.entries[0].scope), conflicts=tuple(map(_conflict, folded.losses)))
    for entry in folded.entries:
        state = _applied(state, entry, kinds)
    return state


def _applied(state: State, entry: Entry, kinds: _Kinds[State]) -> State:
    if entry.body is None:
        return replace(state, erased=state.erased + 1)
    apply = kinds.get((entry.kind, entry.v))
    if apply is None:
        return replace(state, needs_newer=True)
    try:
        return apply(state, entry)
    except msgspec.ValidationError:
        return replace(state, needs_newer=True)


def _conflict(loss: Loss) -> Conflict:
    return Conflict(loss.entry.hash, loss.holds.hash, loss.entry.kind, tuple(sorted(loss.fields)), loss.settled)


def _listed(state: ListedHousehold, entry: Entry) -> ListedHousehold:
    body = read_body(entry, Listed)
    return replace(state, listing=body.listing, on_list=True, batch=body.batch, reason="")


def _changed(state: ListedHousehold, entry: Entry) -> ListedHousehold:
    """A change of what has not arrived waits for it: there is nothing to show yet."""
    body = read_body(entry, ListChanged)
    if state.listing is None:
        return state
    known: dict[str, Any] = msgspec.to_builtins(state.listing)
    values = known | {name: value for name, value in body.fields.items() if name in known}
    return replace(state, listing=msgspec.convert(values, Listing), batch=body.batch)


def _unlisted(state: ListedHousehold, entry: Entry) -> ListedHousehold:
    body = read_body(entry, Unlisted)
    return replace(state, on_list=False, batch=body.batch, reason=body.reason)


def _linked(state: ListedHousehold, entry: Entry) -> ListedHousehold:
    return replace(state, links=(*state.links, read_body(entry, Linked)))


def _found(lead: Lead, entry: Entry) -> Lead:
    body = read_body(entry, Found)
    return replace(lead, found=lead.found or body)


def _settled(lead: Lead, entry: Entry) -> Lead:
    return replace(lead, settled=(*lead.settled, read_body(entry, Settled)))


_HOUSEHOLD: Final[_Kinds[ListedHousehold]] = {
    ("household.listed", 1): _listed,
    ("household.list_changed", 1): _changed,
    ("household.unlisted", 1): _unlisted,
    ("household.linked", 1): _linked,
}
_LEAD: Final[_Kinds[Lead]] = {("lead.found", 1): _found, ("lead.settled", 1): _settled}
