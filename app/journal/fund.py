"""The fold of a fund: money that moved never loses; of two corrections of one line the first holds. Permanent."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import msgspec

from app.domain import fund
from app.domain.case import Conflict
from app.domain.fund import Fund
from app.domain.fund_ledger import Corrected, Counted, Opened, PaidOut, ToppedUp
from app.journal.body import read_body
from app.journal.entry import Entry
from app.journal.fold import ELSEWHERE, Loss, Stored, fold, strangers

_CORRECTED: Final = "fund.corrected"
_KINDS: Final[dict[tuple[str, int], type[Any]]] = {
    ("fund.opened", 1): Opened,
    ("fund.topped_up", 1): ToppedUp,
    ("fund.paid_out", 1): PaidOut,
    ("fund.counted", 1): Counted,
    (_CORRECTED, 1): Corrected,
}


def fold_fund(fund_id: str, stored: Iterable[Stored]) -> Fund | None:
    """Give the state of a fund from all its entries at hand; None where there is none."""
    held = [item for item in stored if not item.entry.kind.startswith(ELSEWHERE)]
    if not held:
        return None
    folded = fold(held, _claims)
    state = Fund(fund_id, folded.entries[0].scope, conflicts=tuple(map(_conflict, folded.losses)))
    for entry in folded.entries:
        state = _applied(state, entry, held)
    return state


def _claims(entry: Entry) -> frozenset[str]:
    of = entry.body.get("of") if entry.body and entry.kind == _CORRECTED else None
    return frozenset({fund.claim(of)} if isinstance(of, str) else ())


def _applied(state: Fund, entry: Entry, held: Iterable[Stored]) -> Fund:
    if entry.body is None:
        return replace(state, erased=state.erased + 1)
    shape = _KINDS.get((entry.kind, entry.v))
    try:
        body = read_body(entry, shape) if shape else None
    except msgspec.ValidationError:
        body = None
    if body is None:
        return replace(state, needs_newer=True)
    if isinstance(body, Opened) and state.opened:
        return state
    if isinstance(body, Counted):
        is_moved = body.counted_fen != body.book_fen
        state = replace(state, uncertain=is_moved and bool(strangers(held, entry.hash)))
    return replace(state, bodies=(*state.bodies, body))


def _conflict(loss: Loss) -> Conflict:
    return Conflict(loss.entry.hash, loss.holds.hash, loss.entry.kind, tuple(sorted(loss.fields)), loss.settled)
