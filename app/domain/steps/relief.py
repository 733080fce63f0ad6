"""先行救助: help first, papers once the emergency is over; the county rule's yearly cap; what goes to the county."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.money import short_yuan
from app.domain.steps.procedure import Actor
from app.domain.urgent import AidWay
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


@dataclass(frozen=True, slots=True)
class Given:
    """The body of ``case.aid_given`` version 1: permanent.

    What was handed over, to whom, before which `witness`; `year_fen` is what the household had this calendar year
    before, as known here; `fund` is the id of the 备用金 that paid, or empty.
    """

    given_on: str
    way: str
    receiver: str
    witness: str
    by: str
    amount_fen: int = 0
    goods: str = ""
    year_fen: int = 0
    fund: str = ""
    document: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class EmergencyEnded:
    """The body of ``case.emergency_ended`` version 1: permanent. From that day the papers are due (社会救助法 50)."""

    ended_on: str
    due_on: str
    by: str


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The body of ``case.papers_supplemented`` version 1: permanent. 补手续: the explanation, with its papers."""

    supplemented_on: str
    explanation: str
    by: str
    documents: tuple[BlobRef, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutedUp:
    """The body of ``case.routed_up`` version 1: permanent. What the cap does not allow is put before the county."""

    routed_on: str
    amount_fen: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CapLifted:
    """The body of ``case.cap_lifted`` version 1: permanent. 一事一议: the county consents to `amount_fen` beyond it.

    0 is its No.
    """

    lifted_on: str
    amount_fen: int
    reference: str
    by: str


def give(case: "Case", body: Given, cap_fen: int) -> Fact:
    """Give the fact that aid was handed over, in an emergency or after a confirmation.

    Refused urgent.no_aid, relief.over_cap (up to the cap it is paid, the rest goes to the county), relief.no_witness,
    relief.decider where the fund would be paid by who decided, relief.beyond_decision, decision.made after a refusal.
    """
    _open(case)
    day.need(body.given_on)
    if case.progress.not_confirmed:
        raise Refused("decision.made")
    given = body.goods.strip() if AidWay(body.way) is AidWay.GOODS else body.amount_fen
    if not given or min(body.amount_fen, body.year_fen) < 0:
        raise Refused("urgent.no_aid")
    if not (body.receiver.strip() and body.witness.strip()):
        raise Refused("relief.no_witness")
    if body.amount_fen:
        within_cap(case, body, cap_fen)
    decided = case.progress.confirmed
    if decided and body.fund and body.by == decided.by:
        raise Refused("relief.decider")
    if decided and body.amount_fen > decided.once_fen - case.progress.given_fen:
        raise Refused("relief.beyond_decision")
    return Fact(f"case:{case.id}", "case.aid_given", 1, plain(body))


def within_cap(case: "Case", body: Given, cap_fen: int) -> None:
    """Refuse what goes beyond the year's cap and what the county allowed on top of it; Refused relief.over_cap."""
    left = cap_fen + case.progress.lifted_fen(body.given_on[:4]) - body.year_fen
    if body.amount_fen > left:
        amounts = {"given": body.year_fen, "amount": body.amount_fen, "left": max(left, 0)}
        raise Refused("relief.over_cap", **{name: short_yuan(fen) for name, fen in amounts.items()})


def within_quick(amount_fen: int, limit_fen: int | None) -> None:
    """Refuse what is more than one 小额快救 may be, as far as its limit is known; Refused relief.over_quick."""
    if limit_fen is not None and amount_fen > limit_fen:
        raise Refused("relief.over_quick", amount=short_yuan(amount_fen), limit=short_yuan(limit_fen))


def end_emergency(case: "Case", body: EmergencyEnded) -> Fact:
    """Give the fact that the emergency is over; Refused relief.none, relief.in_past."""
    _open(case)
    day.need(body.ended_on)
    day.check(body.due_on)
    if case.urgent is None or not case.progress.given:
        raise Refused("relief.none")
    if body.ended_on < case.urgent.happened_on:
        raise Refused("relief.in_past")
    return Fact(f"case:{case.id}", "case.emergency_ended", 1, plain(body))


def supplement(case: "Case", body: Supplemented) -> Fact:
    """Give the fact that the papers were made good; Refused relief.not_ended, relief.in_past, note.empty."""
    _open(case)
    day.need(body.supplemented_on)
    ended = case.progress.emergency_ended
    if ended is None:
        raise Refused("relief.not_ended")
    if body.supplemented_on < ended.ended_on:
        raise Refused("relief.in_past")
    if not body.explanation.strip():
        raise Refused("note.empty")
    return Fact(f"case:{case.id}", "case.papers_supplemented", 1, plain(body))


def route_up(case: "Case", body: RoutedUp) -> Fact:
    """Give the fact that the county is asked for what lies beyond the cap; Refused urgent.no_aid, note.empty."""
    _open(case)
    day.need(body.routed_on)
    if body.amount_fen <= 0:
        raise Refused("urgent.no_aid")
    if not body.reason.strip():
        raise Refused("note.empty")
    return Fact(f"case:{case.id}", "case.routed_up", 1, plain(body))


def lift_cap(case: "Case", body: CapLifted, actor: Actor) -> Fact:
    """Give the fact of the county's answer to a request; Refused county.only, relief.not_routed, urgent.no_aid."""
    _open(case)
    day.need(body.lifted_on)
    if not actor.at_county:
        raise Refused("county.only")
    if len(case.progress.routed_up) <= len(case.progress.cap_lifted):
        raise Refused("relief.not_routed")
    if body.amount_fen < 0:
        raise Refused("urgent.no_aid")
    return Fact(f"case:{case.id}", "case.cap_lifted", 1, plain(body))


def _open(case: "Case") -> None:
    """An emergency needs no acceptance; a decided sum is handed over too."""
    if case.needs_newer:
        raise Refused("case.needs_newer")
    if case.closed:
        raise Refused("case.closed")
    if case.urgent is None and case.progress.confirmed is None:
        raise Refused("relief.none")
