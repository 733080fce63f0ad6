"""乡镇备用金: the township's cash for emergencies: how it stands, and what may be written to its ledger."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain import day
from app.domain.case import Conflict
from app.domain.fact import Fact, plain
from app.domain.fund_ledger import (
    CORRECTABLE,
    Body,
    Corrected,
    Counted,
    Line,
    Opened,
    PaidOut,
    ToppedUp,
    booked,
    sign,
)
from app.domain.money import LARGEST_FEN, short_yuan
from app.errors import Refused


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
        total, found = 0, []
        for line in sorted(booked(self.bodies), key=lambda line: line.day):
            total += line.change_fen
            found.append(replace(line, balance_fen=total))
        return tuple(found)

    @property
    def balance_fen(self) -> int:
        """What should lie in the box, as known here; below zero when two windows paid the same money."""
        return sum(line.change_fen for line in booked(self.bodies))

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
    begun = _writable(fund, body.topped_up_on, today)
    if body.topped_up_on < begun.opened_on:
        raise Refused("fund.before_opening", day=begun.opened_on)
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
    change = (body.amount_fen - line.now_fen) * sign(line.kind)
    if change < 0 and fund.balance_fen + change < 0:
        raise Refused("fund.below_zero", balance=short_yuan(fund.balance_fen))
    return Fact(f"fund:{fund.id}", "fund.corrected", 1, plain(body))


def _writable(fund: Fund, on: str, today: date) -> Opened:
    if fund.needs_newer:
        raise Refused("fund.needs_newer")
    if fund.opened is None:
        raise Refused("fund.content_missing")
    _day(on, today)
    return fund.opened


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
