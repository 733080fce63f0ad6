"""在保: the account, 复核, hearing before aid is reduced or ended (社会救助法 48), and the change of the sum."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.programme import Programme
from app.domain.steps.procedure import Actor, Procedure, in_aid, may_decide, settling
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.steps.public_notice import Posted

AID = "decision:aid"
_LONGEST_PHASE = 6  # months of 渐退期 (DB57 33)
_PHASED_OUT = frozenset((Programme.DIBAO, Programme.DIBAO_DANREN))


class Payee(StrEnum):
    """To whom it is paid."""

    SELF = "self"
    GUARDIAN = "guardian"
    INSTITUTION = "institution"
    CARER = "carer"


class ChangeOf(StrEnum):
    """增发, 减发, 停发, 渐退."""

    RAISE = "raise"
    REDUCE = "reduce"
    STOP = "stop"
    PHASE_OUT = "phase_out"


class Answer(StrEnum):
    """What they say to it: 有异议, 没有异议, told in time and not there, or they asked for it themselves (特困 24)."""

    OBJECTS = "objects"
    AGREES = "agrees"
    ABSENT = "absent"
    REQUESTED = "requested"


class Cause(StrEnum):
    """Why aid changes; `death` and `voluntary` need no hearing of who is concerned."""

    INCOME = "income"
    WORK = "work"
    HOUSEHOLD = "household"
    STANDARD = "standard"
    DEATH = "death"
    VOLUNTARY = "voluntary"
    MOVED = "moved"
    FALSE_WORD = "false_word"
    REFUSED_WORK = "refused_work"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AccountGiven:
    """The body of ``case.account_given`` version 1: permanent. The 一卡通 account; `payee` is a `Payee`.

    Who is no member needs an `agreement`, in words, or its `document` (DB57 26).
    """

    given_on: str
    payee: str
    holder: str
    bank: str
    account: str
    by: str
    agreement: str = ""
    document: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The body of ``case.hearing_held`` version 1: permanent. 听取意见: what is meant to happen, what they say to it.

    `proposed` is a `ChangeOf`, `answer` an `Answer`, `adopted` what became of their words. Where they ask for it
    themselves, the signed request is among the `pages`.
    """

    told_on: str
    held_on: str
    proposed: str
    facts: str
    answer: str
    words: str
    by: str
    present: tuple[str, ...] = ()
    adopted: str = ""
    pages: tuple[BlobRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """The body of ``case.aid_changed`` version 1: permanent. `monthly_fen` is the new sum, from `from_month` on.

    `until_month` ends a 渐退期; `request` is the signed paper of somebody who gives it up.
    """

    decided_on: str
    what: str
    cause: str
    monthly_fen: int
    from_month: str
    facts: str
    article: str
    organ: str
    by: str
    number: str
    until_month: str = ""
    request: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The body of ``case.rechecked`` version 1: permanent. 复核: `next_on` is the day of the next one."""

    checked_on: str
    unchanged: bool
    unsteady: bool
    found: str
    next_on: str
    by: str


def give_account(case: "Case", body: AccountGiven) -> Fact:
    """Give the fact of an account; Refused account.no_number, account.not_member, aid.none."""
    in_aid(case)
    day.need(body.given_on)
    if not (body.account.strip() and body.holder.strip()):
        raise Refused("account.no_number")
    agreed = body.agreement.strip() or body.document
    is_member = body.holder.strip() in {member.identity.name for member in case.members}
    if Payee(body.payee) is Payee.SELF and not is_member:
        raise Refused("account.not_member", holder=body.holder)
    if not (is_member or agreed):
        raise Refused("account.no_agreement", holder=body.holder)
    return Fact(f"case:{case.id}", "case.account_given", 1, plain(body))


def hear(case: "Case", body: Heard) -> Fact:
    """Give the fact of a hearing; Refused hearing.nothing_said, hearing.in_past, aid.no_request, aid.none."""
    in_aid(case)
    ChangeOf(body.proposed)
    answer = Answer(body.answer)
    day.need(body.told_on, body.held_on)
    if not body.facts.strip() or not (body.words.strip() or answer is Answer.ABSENT):
        raise Refused("hearing.nothing_said")
    if answer is Answer.REQUESTED and not body.pages:
        raise Refused("aid.no_request")
    if body.held_on < body.told_on:
        raise Refused("hearing.in_past")
    return Fact(f"case:{case.id}", "case.hearing_held", 1, plain(body))


def change(case: "Case", body: Changed, actor: Actor, procedure: Procedure) -> Fact:
    """Give the fact that aid is raised, reduced, phased out or stopped.

    Where two windows changed it without knowing of each other, a third word settles which of them holds. Refused as
    `may_decide`, aid.none, aid.not_heard where nobody was heard before the day about as much, aid.no_request,
    aid.no_death, aid.amount, aid.no_reason, aid.notice_runs, aid.objection_open, aid.from_month, aid.phase,
    aid.in_past.
    """
    if not settling(case, AID):
        in_aid(case)
    what, cause = ChangeOf(body.what), Cause(body.cause)
    day.need(body.decided_on, f"{body.from_month}-01")
    if body.decided_on < case.progress.decided_on:
        raise Refused("aid.in_past")
    may_decide(case, actor, procedure)
    if not (body.facts.strip() and body.article.strip()):
        raise Refused("aid.no_reason")
    _check_amount(case, body, what)
    if cause is Cause.DEATH and not case.progress.deaths:
        raise Refused("aid.no_death")
    if what is not ChangeOf.RAISE:
        _check_heard(case, body, cause)
        _check_from(body, procedure)
    if what is ChangeOf.STOP and procedure.notice_at_end and cause is not Cause.DEATH:
        _check_end_posted(case, body)
    if what is ChangeOf.PHASE_OUT:
        _check_phase(case, body, cause)
    return Fact(f"case:{case.id}", "case.aid_changed", 1, plain(body))


def recheck(case: "Case", body: Rechecked) -> Fact:
    """Give the fact of a 复核; Refused recheck.next where the next one would not lie ahead, note.empty."""
    in_aid(case)
    day.need(body.checked_on, body.next_on)
    if not body.found.strip():
        raise Refused("note.empty")
    if body.next_on <= body.checked_on:
        raise Refused("recheck.next")
    return Fact(f"case:{case.id}", "case.rechecked", 1, plain(body))


def _check_amount(case: "Case", body: Changed, what: ChangeOf) -> None:
    """What is only recognised, or was paid once, has no sum that could be raised.

    A raise that came too late may be the same sum again, from an earlier month.
    """
    changes = len(case.progress.changes)
    now = case.progress.monthly_fen_after(changes - 1 if case.is_disputed(AID) and changes else changes)
    right = {
        ChangeOf.RAISE: body.monthly_fen > now > 0 or _reaches_back(case, body),
        ChangeOf.REDUCE: 0 < body.monthly_fen < now,
        ChangeOf.STOP: body.monthly_fen == 0,
        ChangeOf.PHASE_OUT: 0 < body.monthly_fen <= now,
    }
    if not right[what]:
        raise Refused("aid.amount")


def _reaches_back(case: "Case", body: Changed) -> bool:
    """Tell whether the last raise is only to hold from an earlier month, within the time of the sum before it."""
    made, changes = case.progress.confirmed, case.progress.changes
    if made is None or not changes or case.is_disputed(AID):
        return False
    last, begun = changes[-1], [made.from_month, *(one.from_month for one in changes[:-1])]
    is_same = last.what == body.what == ChangeOf.RAISE and last.monthly_fen == body.monthly_fen
    return is_same and max(begun) <= body.from_month < last.from_month


def _check_heard(case: "Case", body: Changed, cause: Cause) -> None:
    """Heard before the day of the decision, about this or about more; a dead person is not asked, who is left is.

    Whoever gives it up is not asked what they say to it: their signed request stands for it.
    """
    hearing = _hearing(case)
    if cause is Cause.VOLUNTARY:
        if body.request is None and not (hearing and hearing.answer == Answer.REQUESTED):
            raise Refused("aid.no_request")
        return
    if cause is Cause.DEATH and not case.members:
        return
    if hearing is None or hearing.held_on >= body.decided_on:
        raise Refused("aid.not_heard")
    if hearing.proposed not in (body.what, ChangeOf.STOP):
        raise Refused("aid.heard_other")


def _hearing(case: "Case") -> Heard | None:
    progress = case.progress
    return progress.hearing or (progress.heard_before if case.is_disputed(AID) else None)


def _end_notice(case: "Case") -> "Posted | None":
    progress = case.progress
    return progress.notice_of_end or (progress.ended_notice if case.is_disputed(AID) else None)


def _check_end_posted(case: "Case", body: Changed) -> None:
    """特困: hearing, seven days on the wall, decision (TK43 26)."""
    hangs = _end_notice(case)
    if hangs is None or body.decided_on <= hangs.ends_on:
        raise Refused("aid.notice_runs", day=hangs.ends_on if hangs else "")
    if case.progress.open_objections:
        raise Refused("aid.objection_open")


def _check_from(body: Changed, procedure: Procedure) -> None:
    """Less is paid from a later month only; of 特困 from the very next one (TK43 26)."""
    decided = date.fromisoformat(body.decided_on)
    first = date.fromisoformat(f"{body.from_month}-01")
    later = (first.year - decided.year) * 12 + first.month - decided.month
    if later < 1 or (procedure.ends_next_month and body.what == ChangeOf.STOP and later > 1):
        raise Refused("aid.from_month")


def _check_phase(case: "Case", body: Changed, cause: Cause) -> None:
    """渐退期: once, for 低保 whose income rose by work, six months at most (DB57 33)."""
    try:
        first = date.fromisoformat(f"{body.from_month}-01")
        last = date.fromisoformat(f"{body.until_month}-01")
    except ValueError as error:
        raise Refused("aid.phase", months=_LONGEST_PHASE) from error
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    again = case.progress.phasing_out and not case.is_disputed(AID)
    if again or case.programme not in _PHASED_OUT or cause is not Cause.WORK or not 0 < months <= _LONGEST_PHASE:
        raise Refused("aid.phase", months=_LONGEST_PHASE)
