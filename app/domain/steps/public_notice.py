"""公示: posters made for a village, put up, run out; objections and what follows; 民主评议 where it is called for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.steps.opinion import Proposal
from app.domain.steps.procedure import Procedure, in_aid, looked_into, undecided, under_way
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.steps.progress import Progress


class Purpose(StrEnum):
    """What a poster tells: that aid is to be given, or (特困) that it is to end."""

    GRANT = "grant"
    STOP = "stop"


class Voice(StrEnum):
    """Whether somebody contests a notice, or reports the household (which the county then visits, DB57 20)."""

    NOTICE = "notice"
    REPORT = "report"


class Settling(StrEnum):
    """What was done about an objection (DB57 19): looked into again, or heard before the village."""

    REINVESTIGATED = "reinvestigated"
    APPRAISED = "appraised"


@dataclass(frozen=True, slots=True)
class Made:
    """The body of ``case.notice_made`` version 1: permanent. `poster` is the id of the sheet with its households.

    What it tells of this one: `programme`, how many `people` are aided, and the sum.
    """

    made_on: str
    poster: str
    number: str
    village: str
    by: str
    purpose: str = Purpose.GRANT.value
    programme: str = ""
    people: int = 0
    monthly_fen: int = 0
    once_fen: int = 0


@dataclass(frozen=True, slots=True)
class Posted:
    """The body of ``case.notice_posted`` version 1: permanent. `ends_on` is the last day on which it hangs.

    It begins with the day, a photo, and the name of who put it up.
    """

    posted_on: str
    ends_on: str
    poster: str
    place: str
    posted_by: str
    by: str
    purpose: str = Purpose.GRANT.value
    photo: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class TakenDown:
    """The body of ``case.notice_taken_down`` version 1: permanent."""

    taken_on: str
    by: str
    photo: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """The body of ``case.objection_raised`` version 1: permanent.

    `name` and `phone` are empty for somebody who did not give them; `handler` is the officer who looks into it, `kind`
    a `Voice`.
    """

    id: str
    received_on: str
    content: str
    handler: str
    due_on: str
    by: str
    name: str = ""
    phone: str = ""
    kind: str = Voice.NOTICE.value


@dataclass(frozen=True, slots=True)
class Settled:
    """The body of ``case.objection_settled`` version 1: permanent.

    `feedback_on` is when somebody named was answered (DB57 37); `notice_again` is whether a new poster must follow.
    """

    objection: str
    settled_on: str
    way: str
    result: str
    by: str
    feedback_on: str = ""
    notice_again: bool = False


@dataclass(frozen=True, slots=True)
class Appraised:
    """The body of ``case.appraised`` version 1: permanent. 民主评议; `withdrew` names who left as related."""

    held_on: str
    place: str
    chair: str
    recorder: str
    reason: str
    present: int
    votes_for: int
    votes_against: int
    abstained: int
    opinions: str
    by: str
    withdrew: tuple[str, ...] = ()
    pages: tuple[BlobRef, ...] = ()


def make(case: "Case", body: Made, procedure: Procedure) -> Fact:
    """Give the fact that a household stands on a poster.

    Refused notice.forbidden where none may be (事实无人抚养, 小额快救, recognition alone), notice.no_opinion,
    notice.made while one waits or hangs.
    """
    _may_be_posted(case, body.purpose, procedure)
    day.need(body.made_on)
    made = case.progress.notice_made
    if made and made.purpose == body.purpose:
        raise Refused("notice.made")
    return Fact(f"case:{case.id}", "case.notice_made", 1, plain(body))


def post(case: "Case", body: Posted, procedure: Procedure) -> Fact:
    """Give the fact that a poster was put up.

    Refused as `make`, notice.not_made, notice.hangs, notice.nobody without the name of who put it up, notice.no_photo,
    notice.in_past.
    """
    _may_be_posted(case, body.purpose, procedure)
    day.need(body.posted_on, body.ends_on)
    made = case.progress.notice_made
    if made is None or (made.poster, made.purpose) != (body.poster, body.purpose):
        raise Refused("notice.not_made")
    if case.progress.notice_of_end if body.purpose == Purpose.STOP else case.progress.notice:
        raise Refused("notice.hangs")
    if not body.posted_by.strip():
        raise Refused("notice.nobody")
    if body.photo is None:
        raise Refused("notice.no_photo")
    if body.posted_on < made.made_on or body.ends_on < body.posted_on:
        raise Refused("notice.in_past")
    return Fact(f"case:{case.id}", "case.notice_posted", 1, plain(body))


def take_down(case: "Case", body: TakenDown) -> Fact:
    """Give the fact that a poster was taken down after its last day; Refused notice.not_posted, notice.runs."""
    under_way(case)
    day.need(body.taken_on)
    hangs = case.progress.notice_of_end or case.progress.notice
    if hangs is None:
        raise Refused("notice.not_posted")
    if body.taken_on < hangs.ends_on:
        raise Refused("notice.runs", day=hangs.ends_on)
    return Fact(f"case:{case.id}", "case.notice_taken_down", 1, plain(body))


def raise_objection(case: "Case", body: Objection) -> Fact:
    """Give the fact of an objection or a report, named or not; Refused objection.nothing_said, objection.investigator.

    Whoever visited the home does not look into what is said against it.
    """
    under_way(case)
    Voice(body.kind)
    day.need(body.received_on)
    day.check(body.due_on)
    if not body.content.strip():
        raise Refused("objection.nothing_said")
    if not body.handler or body.handler in case.progress.investigators:
        raise Refused("objection.investigator")
    return Fact(f"case:{case.id}", "case.objection_raised", 1, plain(body))


def settle(case: "Case", body: Settled) -> Fact:
    """Give the fact that an objection was dealt with, by a new visit or check, or an appraisal after it.

    Refused objection.unknown, objection.in_past, objection.not_looked_into, objection.no_feedback for somebody named,
    note.empty.
    """
    under_way(case)
    day.need(body.settled_on)
    day.check(body.feedback_on)
    found = next((one for one in case.progress.open_objections if one.id == body.objection), None)
    if found is None:
        raise Refused("objection.unknown")
    if body.settled_on < found.received_on:
        raise Refused("objection.in_past")
    if not body.result.strip():
        raise Refused("note.empty")
    if not _looked_into(case.progress, found, Settling(body.way)):
        raise Refused("objection.not_looked_into")
    if found.name.strip() and not body.feedback_on:
        raise Refused("objection.no_feedback")
    return Fact(f"case:{case.id}", "case.objection_settled", 1, plain(body))


def appraise(case: "Case", body: Appraised) -> Fact:
    """Give the fact of a 民主评议: never a step of its own accord (DB57 19, TK43 14), so a reason stands with it.

    Refused appraisal.no_reason, appraisal.votes.
    """
    looked_into(case)
    day.need(body.held_on)
    if not (body.reason.strip() and body.chair.strip()):
        raise Refused("appraisal.no_reason")
    votes = (body.votes_for, body.votes_against, body.abstained)
    if min(votes) < 0 or not 0 < sum(votes) <= body.present:
        raise Refused("appraisal.votes")
    return Fact(f"case:{case.id}", "case.appraised", 1, plain(body))


def _may_be_posted(case: "Case", purpose: str, procedure: Procedure) -> None:
    if Purpose(purpose) is Purpose.STOP:
        in_aid(case)
        if not procedure.notice_at_end:
            raise Refused("notice.forbidden")
        hearing = case.progress.hearing
        if hearing is None or hearing.proposed != Purpose.STOP:
            raise Refused("aid.not_heard")
        return
    undecided(case)
    if not procedure.notice:
        raise Refused("notice.forbidden")
    opinion = case.progress.opinion
    if opinion is None or opinion.proposal != Proposal.GRANT:
        raise Refused("notice.no_opinion")


def _looked_into(progress: "Progress", objection: Objection, way: Settling) -> bool:
    since = objection.received_on
    if way is Settling.APPRAISED:
        return any(one.held_on >= since for one in progress.appraisals)
    checked = progress.report is not None and progress.report.reported_on >= since
    return checked or any(visit.visited_on >= since for visit in progress.visits)
