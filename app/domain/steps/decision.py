"""集体研究, 确认 or 不予确认, 公布, 送达: by somebody who neither took the case in nor went there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.referral import TellingWay
from app.domain.steps import means_check
from app.domain.steps.opinion import OPINION, Opinion, Proposal
from app.domain.steps.procedure import Actor, Procedure, in_aid, may_decide, settling, undecided, under_way
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

RESULT = "decision:result"


class DeliveryWay(StrEnum):
    """How a letter reaches somebody: in writing, so not by phone; `left` is 留置送达 before a witness."""

    WINDOW = "window"
    HOME = "home"
    LETTER = "letter"
    VILLAGE = "village"
    LEFT = "left"


class Agreed(StrEnum):
    """What a meeting said about one household."""

    GRANT = "grant"
    REFUSE = "refuse"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Deliberated:
    """The body of ``case.deliberated`` version 1: permanent. 集体研究: `withdrew` names who left as related."""

    held_on: str
    meeting: str
    result: str
    present: tuple[str, ...]
    by: str
    withdrew: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The body of ``case.confirmed`` version 1: permanent. 确认.

    `organ` is who decides, by name; `from_month` (``2026-12``) the first month that is paid, empty for a sum paid
    once; `next_check_on` the day of the next 复核; `valid_until_on` the last day of a recognition.
    """

    decided_on: str
    programme: str
    members: tuple[str, ...]
    organ: str
    by: str
    number: str
    monthly_fen: int = 0
    once_fen: int = 0
    tier: str = ""
    from_month: str = ""
    next_check_on: str = ""
    valid_until_on: str = ""
    unsteady: bool = False
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class NotConfirmed:
    """The body of ``case.not_confirmed`` version 1: permanent. 不予确认: the facts, the reckoning, the article.

    `notice_by_on` is by when the applicant is told in writing (3 working days), empty where no rule says.
    """

    decided_on: str
    programme: str
    facts: str
    article: str
    organ: str
    by: str
    number: str
    notice_by_on: str = ""
    other_aid: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """The body of ``case.announced`` version 1: permanent. 公布 after the decision: name, number of members, amount."""

    announced_on: str
    village: str
    place: str
    by: str
    photo: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """The body of ``case.delivered`` version 1: permanent. 送达: `number` is that of the decision whose letter it is.

    `paper` names the kind of paper, `way` is a `DeliveryWay`, `relation` how the recipient stands to the applicant.
    """

    delivered_on: str
    paper: str
    way: str
    recipient: str
    by: str
    relation: str = ""
    note: str = ""
    number: str = ""
    document: BlobRef | None = None


def deliberate(case: "Case", body: Deliberated) -> Fact:
    """Give the fact of what a meeting said; Refused meeting.no_opinion, meeting.nobody, meeting.kin."""
    undecided(case)
    Agreed(body.result)
    day.need(body.held_on)
    if case.progress.opinion is None:
        raise Refused("meeting.no_opinion")
    if len(set(body.present) - {""}) < 2:  # noqa: PLR2004 - one person is no meeting
        raise Refused("meeting.nobody")
    stayed = sorted(one for one in set(body.present) - set(body.withdrew) if case.progress.is_kin(one))
    if stayed:
        raise Refused("meeting.kin", name=stayed[0])
    return Fact(f"case:{case.id}", "case.deliberated", 1, plain(body))


def confirm(case: "Case", body: Confirmed, actor: Actor, procedure: Procedure) -> Fact:
    """Give the fact of a confirmation, exactly of what the opinion proposes (otherwise it is sent back).

    Refused as `may_decide`, decision.made, decision.no_opinion, decision.opinion_disputed, decision.differs,
    decision.household_changed, decision.check_expired, decision.no_county_visit, decision.no_notice,
    decision.notice_runs, decision.notice_differs, decision.objection_open, decision.meeting, decision.in_past.
    """
    day.check(body.next_check_on, body.valid_until_on)
    day.check_months(body.from_month)
    opinion = _before_decision(case, body.decided_on, actor, procedure)
    if opinion.proposal != Proposal.GRANT:
        raise Refused("decision.proposed_refusal")
    said = (opinion.programme, frozenset(opinion.members), opinion.monthly_fen, opinion.once_fen, opinion.tier)
    if said != (body.programme, frozenset(body.members), body.monthly_fen, body.once_fen, body.tier):
        raise Refused("decision.differs")
    if frozenset(body.members) - {member.id for member in case.members}:
        raise Refused("decision.household_changed")
    _check_rests(case, opinion, body.decided_on, procedure)
    _check_public(case, opinion, body.decided_on, procedure)
    if case.awaits_county:
        raise Refused("decision.no_county_visit")
    _check_meeting(case, Agreed.GRANT, body.decided_on, actor)
    return Fact(f"case:{case.id}", "case.confirmed", 1, plain(body))


def not_confirm(case: "Case", body: NotConfirmed, actor: Actor, procedure: Procedure) -> Fact:
    """Give the fact of a refusal, with its facts and article (社会救助法 45).

    Refused as `may_decide`, decision.made, decision.no_opinion, decision.no_reason, decision.meeting,
    decision.objection_open, decision.in_past.
    """
    day.check(body.notice_by_on)
    _before_decision(case, body.decided_on, actor, procedure)
    if not (body.facts.strip() and body.article.strip()):
        raise Refused("decision.no_reason")
    _check_meeting(case, Agreed.REFUSE, body.decided_on, actor)
    return Fact(f"case:{case.id}", "case.not_confirmed", 1, plain(body))


def announce(case: "Case", body: Announced, procedure: Procedure) -> Fact:
    """Give the fact that the result hangs in the village; Refused announcement.forbidden, .in_past, aid.none."""
    in_aid(case)
    day.need(body.announced_on)
    if not procedure.announcement:
        raise Refused("announcement.forbidden")
    if body.announced_on < case.progress.decided_on:
        raise Refused("announcement.in_past")
    return Fact(f"case:{case.id}", "case.announced", 1, plain(body))


def deliver(case: "Case", body: Delivered) -> Fact:
    """Give the fact that a letter reached somebody.

    Refused delivery.nothing where no decision has that number, delivery.not_written, delivery.in_past, delivery.nobody.
    """
    under_way(case)
    if body.way == TellingWay.PHONE:
        raise Refused("delivery.not_written")
    DeliveryWay(body.way)
    day.need(body.delivered_on)
    decided_on = case.progress.letters.get(body.number)
    if decided_on is None:
        raise Refused("delivery.nothing")
    if body.delivered_on < decided_on:
        raise Refused("delivery.in_past")
    if not body.recipient.strip():
        raise Refused("delivery.nobody")
    return Fact(f"case:{case.id}", "case.delivered", 1, plain(body))


def _before_decision(case: "Case", decided_on: str, actor: Actor, procedure: Procedure) -> Opinion:
    if not settling(case, RESULT):
        undecided(case)
    day.need(decided_on)
    may_decide(case, actor, procedure)
    opinion = case.progress.opinion
    if opinion is None:
        raise Refused("decision.no_opinion")
    if case.is_disputed(OPINION):
        raise Refused("decision.opinion_disputed")
    if decided_on < opinion.given_on:
        raise Refused("decision.in_past")
    if case.progress.open_objections:
        raise Refused("decision.objection_open")
    return opinion


def _check_rests(case: "Case", opinion: Opinion, decided_on: str, procedure: Procedure) -> None:
    """无核对不救助 (渠委办发〔2022〕26号 26): no confirmation without a report that holds on the day."""
    if not procedure.check or opinion.recognised in procedure.recognised:
        return
    hindrance = means_check.hinders(case)
    if hindrance:
        raise hindrance
    report = case.progress.report
    if report and report.valid_until_on < decided_on:
        raise Refused("decision.check_expired", day=report.valid_until_on)


def _check_public(case: "Case", opinion: Opinion, decided_on: str, procedure: Procedure) -> None:
    """Nothing is decided before the notice has run out: its last day is still the village's.

    What hung there is what is decided, unless an objection was settled in between (低保 does not post again).
    """
    if not procedure.notice:
        return
    hangs = case.progress.notice
    if hangs is None:
        raise Refused("decision.no_notice")
    if decided_on <= hangs.ends_on:
        raise Refused("decision.notice_runs", day=hangs.ends_on)
    made = case.progress.notice_made
    if made and not case.progress.settled:
        told = (made.programme, made.people, made.monthly_fen, made.once_fen)
        if told != (opinion.programme, len(opinion.members), opinion.monthly_fen, opinion.once_fen):
            raise Refused("decision.notice_differs")


def _check_meeting(case: "Case", result: Agreed, decided_on: str, actor: Actor) -> None:
    held = case.progress.deliberated
    if held is None:
        return
    if held.result != result or decided_on < held.held_on:
        raise Refused("decision.meeting")
    if actor.name in held.withdrew:
        raise Refused("decision.kin", name=actor.name)
