"""The fold of a fund: money that moved never loses; of two corrections of one line the first holds. Permanent."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import msgspec

from app.domain import fund
from app.domain.case import Conflict
from app.domain.fund import Fund
from app.domain.fund_ledger import Body, Corrected, Counted, Opened, PaidOut, ToppedUp
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
    read = [(entry, _read(entry)) for entry in folded.entries]
    bodies = tuple(body for _, body in read if body is not None)
    first = next((body for body in bodies if isinstance(body, Opened)), None)
    return replace(
        state,
        bodies=tuple(body for body in bodies if body is first or not isinstance(body, Opened)),
        uncertain=_is_uncertain(held, read),
        erased=sum(entry.body is None for entry, _ in read),
        needs_newer=any(body is None and entry.body is not None for entry, body in read),
    )


def _claims(entry: Entry) -> frozenset[str]:
    of = entry.body.get("of") if entry.body and entry.kind == _CORRECTED else None
    return frozenset({fund.claim(of)} if isinstance(of, str) else ())


def _read(entry: Entry) -> Body | None:
    """Give what an entry says; None where it was erased, or is of a newer program."""
    shape = _KINDS.get((entry.kind, entry.v)) if entry.body is not None else None
    try:
        return read_body(entry, shape) if shape else None
    except msgspec.ValidationError:
        return None


def _is_uncertain(held: Iterable[Stored], read: Iterable[tuple[Entry, Body | None]]) -> bool:
    """Tell whether the last count booked a difference without knowing of another entry, or unknown to its writer."""
    counts = [(entry, body) for entry, body in read if isinstance(body, Counted)]
    if not counts:
        return False
    entry, last = counts[-1]
    return last.counted_fen != last.book_fen and bool(strangers(held, entry.hash))


def _conflict(loss: Loss) -> Conflict:
    return Conflict(loss.entry.hash, loss.holds.hash, loss.entry.kind, tuple(sorted(loss.fields)), loss.settled)
