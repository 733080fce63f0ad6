"""A case that moves: the county closes it in one office and begins it anew in another, as it stood."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.steps.procedure import Actor
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The body of ``case.handed_over`` version 1: permanent. Only the county writes it; nothing more is done here.

    `office` is who goes on with it, by name, `case` the id that it has there.
    """

    handed_on: str
    office: str
    case: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Continued:
    """The body of ``case.continued`` version 1: permanent. The first entry of a case that goes on in another office.

    `continues` is the id that it had there, `office` whose it was, by name.
    """

    continues: str
    office: str
    handed_on: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class SentAfter:
    """The body of ``case.sent_after`` version 1: permanent. What came when the case had moved was looked at.

    So many entries were `carried` to where it is now; so many decisions of an office that it had left were not.
    """

    sent_on: str
    carried: int
    not_carried: int
    by: str


def hand_over(case: "Case", body: HandedOver, actor: Actor) -> Fact:
    """Give the fact that another office goes on with an accepted case that nobody has decided.

    One that its office noted as moved away may be handed over; where aid was given already, who gave it ends it.
    Refused county.only, case.needs_newer, move.already, case.not_accepted_yet, decision.made, case.closed,
    move.aid_given, move.no_reason.
    """
    day.need(body.handed_on)
    if not actor.at_county:
        raise Refused("county.only")
    if code := hindrance(case):
        raise Refused(code)
    if not body.reason.strip():
        raise Refused("move.no_reason")
    return Fact(f"case:{case.id}", "case.handed_over", 1, plain(body))


def hindrance(case: "Case") -> str | None:
    """Give why no other office can go on with a case, as the code of a refusal; None where one can."""
    ways = {
        "case.needs_newer": case.needs_newer,
        "move.already": case.progress.handed_over is not None,
        "case.not_accepted_yet": case.accepted is None,
        "decision.made": case.progress.is_decided,
        "case.closed": case.closed and case.state != "moved",
        "move.aid_given": bool(case.progress.given),
    }
    return next((code for code, is_so in ways.items() if is_so), None)


def begin(case_id: str, body: Continued) -> Fact:
    """Give the fact with which the case begins in the office that goes on with it."""
    return Fact(f"case:{case_id}", "case.continued", 1, plain(body))


def send_after(case: "Case", body: SentAfter, actor: Actor) -> Fact:
    """Give the fact that what came after the move was carried on; Refused county.only, move.not_moved, move.nothing."""
    day.need(body.sent_on)
    if not actor.at_county:
        raise Refused("county.only")
    if case.progress.handed_over is None:
        raise Refused("move.not_moved")
    if not case.left_behind:
        raise Refused("move.nothing")
    return Fact(f"case:{case.id}", "case.sent_after", 1, plain(body))


def check_here(case: "Case") -> None:
    """Refuse to write to a case that another office goes on with; Refused move.elsewhere."""
    if moved := case.progress.handed_over:
        raise Refused("move.elsewhere", office=moved.office)
