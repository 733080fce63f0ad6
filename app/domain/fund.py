"""乡镇备用金: the township's cash for emergencies. Its ledger: what came in, went out, was counted and put right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain import day
from app.domain.case import Conflict
from app.domain.fact import Fact, plain
from app.domain.money import LARGEST_FEN, short_yuan
from app.errors import Refused


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


@dataclass(frozen=True, slots=True)
class Fund:
    """The folded state: `bodies` in the order in which they count.

    `uncertain`: the last count booked a difference, and it and another line did not know of each other, so that one
    sum may be booked twice.
    """

    id: str
    scope: str
    bodies: tuple[Body, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    uncertain: bool = False
    erased: int = 0
    needs_newer: bool = False

    @property
    def opened(self) -> Opened | None:
        """How it began; None when its content was erased or has not arrived."""
        return next((body for body in self.bodies if isinstance(body, Opened)), None)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The ledger by days, with the balance after each line."""
        total, booked = 0, []
        for line in sorted(_booked(self.bodies), key=lambda line: line.day):
            total += line.change_fen
            booked.append(replace(line, balance_fen=total))
        return tuple(booked)

    @property
    def balance_fen(self) -> int:
        """What should lie in the box, as known here; below zero when two windows paid the same money."""
        return sum(line.change_fen for line in _booked(self.bodies))

    def is_disputed(self, line: str) -> bool:
        """Tell whether two windows put one line right in two ways, and nobody has chosen yet."""
        return any(claim(line) in one.fields and not one.settled for one in self.conflicts)

    @property
    def trouble(self) -> str:
        """What somebody has to look at: needs_newer, incomplete, overdrawn, disputed, recount, or nothing."""
        found = (
            ("needs_newer", self.needs_newer),
            ("incomplete", self.opened is None or self.erased > 0),
            ("overdrawn", self.balance_fen < 0),
            ("disputed", any(not one.settled for one in self.conflicts)),
            ("recount", self.uncertain),
        )
        return next((name for name, holds in found if holds), "")


def claim(line: str) -> str:
    """Give the name of what a correction decides: the amount of a line."""
    return f"line:{line}"


def opened(fund_id: str, body: Opened, today: date) -> Fact:
    """Give the fact of a new fund.

    Refused fund.no_name, fund.no_source, fund.no_keeper, fund.amount, fund.in_future.
    """
    _day(body.opened_on, today)
    _said((body.name, "fund.no_name"), (body.source, "fund.no_source"), (body.keeper, "fund.no_keeper"))
    _amount(body.balance_fen, least=0)
    return Fact(f"fund:{fund_id}", "fund.opened", 1, plain(body))


def topped_up(fund: Fund, body: ToppedUp, today: date) -> Fact:
    """Give the fact that money came; Refused fund.amount, fund.no_source, fund.in_future, fund.before_opening."""
    _writable(fund, body.topped_up_on, today)
    _amount(body.amount_fen, least=1)
    _said((body.reference, "fund.no_source"))
    return Fact(f"fund:{fund.id}", "fund.topped_up", 1, plain(body))


def paid_out(fund: Fund, body: PaidOut, today: date) -> Fact:
    """Give the fact that money was handed out; Refused fund.amount, fund.no_receiver, fund.too_little."""
    _writable(fund, body.paid_on, today)
    _amount(body.amount_fen, least=1)
    _said((body.receiver, "fund.no_receiver"))
    if body.amount_fen > fund.balance_fen:
        amounts = {"balance": fund.balance_fen, "amount": body.amount_fen}
        raise Refused("fund.too_little", **{name: short_yuan(fen) for name, fen in amounts.items()})
    return Fact(f"fund:{fund.id}", "fund.paid_out", 1, plain(body))


def counted(fund: Fund, body: Counted, today: date) -> Fact:
    """Give the fact of a count, against the ledger as it is; Refused fund.amount, fund.no_explanation."""
    _writable(fund, body.counted_on, today)
    _amount(body.counted_fen, least=0)
    book = fund.balance_fen
    if body.counted_fen != book and not body.reason.strip():
        raise Refused("fund.no_explanation", difference=short_yuan(body.counted_fen - book), book=short_yuan(book))
    return Fact(f"fund:{fund.id}", "fund.counted", 1, plain(replace(body, book_fen=book)))


def corrected(fund: Fund, body: Corrected, today: date) -> Fact:
    """Give the fact that a line is put right or taken back.

    Refused fund.no_such_line, fund.same_amount, fund.amount, fund.no_reason, fund.below_zero.
    """
    _writable(fund, body.corrected_on, today)
    _amount(body.amount_fen, least=0)
    line = next((line for line in fund.lines if line.id == body.of and line.kind in CORRECTABLE), None)
    if line is None:
        raise Refused("fund.no_such_line")
    _said((body.reason, "fund.no_reason"))
    if body.amount_fen == line.now_fen and not fund.is_disputed(line.id):
        raise Refused("fund.same_amount", amount=short_yuan(line.now_fen))
    change = (body.amount_fen - line.now_fen) * _sign(line.kind)
    if change < 0 and fund.balance_fen + change < 0:
        raise Refused("fund.below_zero", balance=short_yuan(fund.balance_fen))
    return Fact(f"fund:{fund.id}", "fund.corrected", 1, plain(body))


def _booked(bodies: Iterable[Body]) -> tuple[Line, ...]:
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
    change = (body.amount_fen - before.now_fen) * _sign(before.kind)
    return replace(line, change_fen=change, case=before.case, number=before.number)


def _sign(kind: str) -> int:
    return -1 if kind == PAID_OUT else 1


def _writable(fund: Fund, on: str, today: date) -> None:
    if fund.needs_newer:
        raise Refused("fund.needs_newer")
    if fund.opened is None:
        raise Refused("fund.content_missing")
    _day(on, today)
    if on < fund.opened.opened_on:
        raise Refused("fund.before_opening", day=fund.opened.opened_on)


def _day(on: str, today: date) -> None:
    day.check(on)
    if not on or on > today.isoformat():
        raise Refused("fund.in_future")


def _amount(fen: int, *, least: int) -> None:
    if not least <= fen <= LARGEST_FEN:
        raise Refused("fund.amount")


def _said(*texts: tuple[str, str]) -> None:
    lack = next((code for text, code in texts if not text.strip()), "")
    if lack:
        raise Refused(lack)
