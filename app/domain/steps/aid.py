"""在保: the account, 复核, hearing before aid is reduced or ended (社会救助法 48), and the change of the sum."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.steps.procedure import Actor, Procedure, in_aid, may_decide
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

AID = "decision:aid"
_LONGEST_PHASE = 6  # months of 渐退期 (DB57 33)


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

    `proposed` is a `ChangeOf`; `answer` is objects, agrees or absent; `adopted` what became of their words.
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
    day.check(body.given_on)
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
    """Give the fact of a hearing; Refused hearing.nothing_said, hearing.in_past, aid.none."""
    in_aid(case)
    ChangeOf(body.proposed)
    day.check(body.told_on, body.held_on)
    if not body.facts.strip() or not (body.words.strip() or body.answer == "absent"):
        raise Refused("hearing.nothing_said")
    if body.held_on < body.told_on:
        raise Refused("hearing.in_past")
    return Fact(f"case:{case.id}", "case.hearing_held", 1, plain(body))


def change(case: "Case", body: Changed, actor: Actor, procedure: Procedure) -> Fact:
    """Give the fact that aid is raised, reduced, phased out or stopped.

    Refused as `may_decide`, aid.none, aid.not_heard where nobody was heard before the day, aid.no_request,
    aid.amount, aid.no_reason, aid.notice_runs, aid.from_month, aid.phase.
    """
    in_aid(case)
    what, cause = ChangeOf(body.what), Cause(body.cause)
    day.check(body.decided_on)
    may_decide(case, actor, procedure)
    if not (body.facts.strip() and body.article.strip()):
        raise Refused("aid.no_reason")
    _check_amount(case, body, what)
    if what is not ChangeOf.RAISE:
        _check_heard(case, body, cause)
    if what is ChangeOf.STOP and procedure.notice_at_end and cause is not Cause.DEATH:
        hangs = case.progress.notice_of_end
        if hangs is None or body.decided_on <= hangs.ends_on:
            raise Refused("aid.notice_runs", day=hangs.ends_on if hangs else "")
    if body.from_month <= body.decided_on[:7] and what is not ChangeOf.RAISE:
        raise Refused("aid.from_month")
    if what is ChangeOf.PHASE_OUT:
        _check_phase(body, cause)
    return Fact(f"case:{case.id}", "case.aid_changed", 1, plain(body))


def recheck(case: "Case", body: Rechecked) -> Fact:
    """Give the fact of a 复核; Refused recheck.next where the next one would not lie ahead, note.empty."""
    in_aid(case)
    day.check(body.checked_on, body.next_on)
    if not body.found.strip():
        raise Refused("note.empty")
    if body.next_on <= body.checked_on:
        raise Refused("recheck.next")
    return Fact(f"case:{case.id}", "case.rechecked", 1, plain(body))


def _check_amount(case: "Case", body: Changed, what: ChangeOf) -> None:
    now = case.progress.monthly_fen
    right = {
        ChangeOf.RAISE: body.monthly_fen > now,
        ChangeOf.REDUCE: 0 < body.monthly_fen < now,
        ChangeOf.STOP: body.monthly_fen == 0,
        ChangeOf.PHASE_OUT: 0 <= body.monthly_fen <= now,
    }
    if not right[what]:
        raise Refused("aid.amount")


def _check_heard(case: "Case", body: Changed, cause: Cause) -> None:
    """Heard before the day of the decision; a dead person is not asked, but who is left is."""
    if cause is Cause.VOLUNTARY:
        if body.request is None:
            raise Refused("aid.no_request")
        return
    if cause is Cause.DEATH and not case.members:
        return
    hearing = case.progress.hearing
    if hearing is None or hearing.held_on >= body.decided_on:
        raise Refused("aid.not_heard")


def _check_phase(body: Changed, cause: Cause) -> None:
    try:
        first = date.fromisoformat(f"{body.from_month}-01")
        last = date.fromisoformat(f"{body.until_month}-01")
    except ValueError as error:
        raise Refused("aid.phase", months=_LONGEST_PHASE) from error
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if cause is not Cause.WORK or not 0 < months <= _LONGEST_PHASE:
        raise Refused("aid.phase", months=_LONGEST_PHASE)
