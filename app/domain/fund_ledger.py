"""The ledger of a 备用金: the facts that move its money, and the lines that they make."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Opened:
    """The body of ``fund.opened`` version 1: permanent.

    `source` is the number of the paper with which the money came, in words; `keeper` who has the cash. `line` is the
    id of the ledger's line, here and in all bodies of a fund.
    """

    line: str
    opened_on: str
    name: str
    balance_fen: int
    source: str
    keeper: str
    by: str


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """The body of ``fund.topped_up`` version 1: permanent. `reference` is the paper with which the money came."""

    line: str
    topped_up_on: str
    amount_fen: int
    reference: str
    by: str


@dataclass(frozen=True, slots=True)
class PaidOut:
    """The body of ``fund.paid_out`` version 1: permanent. Of which case it was, and who received it."""

    line: str
    paid_on: str
    amount_fen: int
    case: str
    number: str
    receiver: str
    by: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The body of ``fund.counted`` version 1: permanent.

    What lay in the box, and what the ledger said at this window; `reason` explains the difference, which is booked.
    """

    line: str
    counted_on: str
    counted_fen: int
    book_fen: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The body of ``fund.corrected`` version 1: permanent.

    The amount of the line `of` is `amount_fen` instead, and 0 takes it back whole; the line itself stays as it is.
    """

    line: str
    corrected_on: str
    of: str
    amount_fen: int
    reason: str
    by: str


Body = Opened | ToppedUp | PaidOut | Counted | Corrected
OPENED: Final = "opened"
TOPPED_UP: Final = "topped_up"
PAID_OUT: Final = "paid_out"
COUNTED: Final = "counted"
CORRECTED: Final = "corrected"
CORRECTABLE: Final = frozenset({OPENED, TOPPED_UP, PAID_OUT})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger: `change_fen` moves the balance, which is `balance_fen` after it.

    `note` is the paper with which money came, who received it, or a reason; `of` the line that is put right;
    `now_fen` what the line's amount is now, all corrections counted.
    """

    id: str
    kind: str
    day: str
    change_fen: int
    note: str
    by: str
    case: str = ""
    number: str = ""
    of: str = ""
    now_fen: int = 0
    balance_fen: int = 0

    @property
    def is_out(self) -> bool:
        """Whether it stands among what went out: what was paid, with its corrections, and what a count found gone."""
        paid = self.kind == PAID_OUT or (self.kind == CORRECTED and bool(self.case))
        return paid or (self.kind == COUNTED and self.change_fen < 0)

    @property
    def in_fen(self) -> int:
        """What it adds to what came in."""
        return 0 if self.is_out else self.change_fen

    @property
    def out_fen(self) -> int:
        """What it adds to what went out; below zero for a payment that is taken back."""
        return -self.change_fen if self.is_out else 0


def booked(bodies: Iterable[Body]) -> tuple[Line, ...]:
    """Give the lines in the order in which they count, before their balances are known."""
    found: dict[str, Line] = {}
    for body in bodies:
        line = _line(body, found)
        if line.id not in found:
            found[line.id] = line
    return tuple(found.values())


def _line(body: Body, known: dict[str, Line]) -> Line:
    match body:
        case Opened(line, on, _, fen, source, _, by):
            return Line(line, OPENED, on, fen, source, by, now_fen=fen)
        case ToppedUp(line, on, fen, reference, by):
            return Line(line, TOPPED_UP, on, fen, reference, by, now_fen=fen)
        case PaidOut(line, on, fen, case, number, receiver, by):
            return Line(line, PAID_OUT, on, -fen, receiver, by, case, number, now_fen=fen)
        case Counted(line, on, fen, book, reason, by):
            return Line(line, COUNTED, on, fen - book, reason, by, now_fen=fen)
        case _:
            return _correction(body, known)


def _correction(body: Corrected, known: dict[str, Line]) -> Line:
    """Give the line of a correction, and note what the line that it puts right amounts to now."""
    line, before = (
        Line(body.line, CORRECTED, body.corrected_on, 0, body.reason, body.by, of=body.of),
        known.get(body.of),
    )
    if before is None or before.kind not in CORRECTABLE or body.line in known:
        return line
    known[body.of] = replace(before, now_fen=body.amount_fen)
    change = (body.amount_fen - before.now_fen) * sign(before.kind)
    return replace(line, change_fen=change, case=before.case, number=before.number)


def sign(kind: str) -> int:
    """Give -1 for what goes out, 1 for what comes in."""
    return -1 if kind == PAID_OUT else 1
