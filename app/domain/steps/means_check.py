"""核对: asked of the county, reported as lines of doubt, each explained; told to the applicant, who may object."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.referral import TellingWay
from app.domain.steps.procedure import looked_into
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


class Item(StrEnum):
    """What a line of a report is about."""

    VEHICLE = "vehicle"
    HOUSING = "housing"
    COMPANY = "company"
    DEPOSIT = "deposit"
    PAYROLL = "payroll"
    PENSION = "pension"
    INSURANCE = "insurance"
    INCOME = "income"
    DEATH = "death"
    PRISON = "prison"
    OTHER = "other"


class Verdict(StrEnum):
    """What an officer found out about a line."""

    TRUE = "true"
    FALSE = "false"
    DEDUCT = "deduct"


@dataclass(frozen=True, slots=True)
class Obligor:
    """Somebody outside the household who owes it support: checked only with own consent (社会救助法 41).

    `consent` is the signed paper; who refuses is named with the words of the `refusal`, and is not checked.
    """

    name: str
    relation: str
    id_number: str = ""
    consent: BlobRef | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Requested:
    """The body of ``case.check_requested`` version 1: permanent. `members` are ids, `again` is after an objection."""

    requested_on: str
    members: tuple[str, ...]
    number: str
    by: str
    again: bool = False
    obligors: tuple[Obligor, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """One line: `item` is an `Item`, `member` an id or empty for the household, `amount_fen` where one is named."""

    id: str
    item: str
    text: str
    member: str = ""
    amount_fen: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """The body of ``case.check_reported`` version 1: permanent. `qualified` is the report's own conclusion.

    `valid_until_on` is the last day on which a decision may rest on it.
    """

    reported_on: str
    valid_until_on: str
    qualified: bool
    number: str
    by: str
    doubts: tuple[Doubt, ...] = ()
    document: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The body of ``case.doubt_explained`` version 1: permanent. `doubt` is the line's id, `verdict` a `Verdict`.

    `evidence` says what it rests on, in words, beside or instead of a `document`; `amount_fen` is what to take off.
    """

    doubt: str
    verdict: str
    note: str
    evidence: str
    explained_on: str
    by: str
    amount_fen: int = 0
    document: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The body of ``case.check_told`` version 1: permanent. 核对结果告知: `way` is a `TellingWay`."""

    told_on: str
    way: str
    by: str


@dataclass(frozen=True, slots=True)
class Objected:
    """The body of ``case.check_objected`` version 1: permanent. The applicant contests the result (DB57 18)."""

    objected_on: str
    content: str
    by: str
    document: BlobRef | None = None


def request(case: "Case", body: Requested) -> Fact:
    """Give the fact that the county is asked; all who sign have signed (DB57 9; 社会救助法 40).

    The whole household is checked, never a part of it. Refused check.unsigned, check.nobody, check.no_consent,
    check.waiting while an answer is awaited, check.in_past.
    """
    accepted = looked_into(case)
    day.need(body.requested_on)
    missing = case.missing_signers()
    if missing:
        raise Refused("check.unsigned", names="、".join(member.identity.name for member in missing))
    if not body.members or set(body.members) != {member.id for member in case.members}:
        raise Refused("check.nobody")
    unasked = [
        one.name for one in body.obligors if not one.name.strip() or bool(one.consent) is bool(one.refusal.strip())
    ]
    if unasked:
        raise Refused("check.no_consent", names="、".join(unasked))
    if case.progress.request and case.progress.report is None:
        raise Refused("check.waiting", day=case.progress.request.requested_on)
    if body.requested_on < accepted.accepted_on:
        raise Refused("check.in_past")
    return Fact(f"case:{case.id}", "case.check_requested", 1, plain(body))


def report(case: "Case", body: Reported) -> Fact:
    """Give the fact of a report; Refused check.not_requested, check.in_past, check.validity, check.doubt_unclear."""
    looked_into(case)
    day.need(body.reported_on, body.valid_until_on)
    asked = case.progress.request
    if asked is None or case.progress.report:
        raise Refused("check.not_requested")
    if body.reported_on < asked.requested_on:
        raise Refused("check.in_past")
    if body.valid_until_on < body.reported_on:
        raise Refused("check.validity")
    ids = [doubt.id for doubt in body.doubts if Item(doubt.item) and doubt.text.strip() and doubt.amount_fen >= 0]
    if len(set(ids)) != len(body.doubts):
        raise Refused("check.doubt_unclear")
    return Fact(f"case:{case.id}", "case.check_reported", 1, plain(body))


def explain(case: "Case", body: Explained) -> Fact:
    """Give the fact that a line was looked into; Refused doubt.unknown, doubt.no_note, doubt.no_evidence.

    Refused doubt.amount too, where nothing is named to be taken off, or less than nothing.
    """
    looked_into(case)
    verdict = Verdict(body.verdict)
    day.need(body.explained_on)
    known = case.progress.report
    if known is None or body.doubt not in {doubt.id for doubt in known.doubts}:
        raise Refused("doubt.unknown")
    if not body.note.strip():
        raise Refused("doubt.no_note")
    if not (body.evidence.strip() or body.document):
        raise Refused("doubt.no_evidence")
    if body.amount_fen < 0 or (verdict is Verdict.DEDUCT and not body.amount_fen):
        raise Refused("doubt.amount")
    return Fact(f"case:{case.id}", "case.doubt_explained", 1, plain(body))


def tell(case: "Case", body: Told) -> Fact:
    """Give the fact that the applicant was told the result; Refused check.not_reported, check.in_past."""
    looked_into(case)
    TellingWay(body.way)
    day.need(body.told_on)
    known = case.progress.report
    if known is None:
        raise Refused("check.not_reported")
    if body.told_on < known.reported_on:
        raise Refused("check.in_past")
    return Fact(f"case:{case.id}", "case.check_told", 1, plain(body))


def object_to(case: "Case", body: Objected) -> Fact:
    """Give the fact that the applicant contests the result: it is checked again. Refused check.not_told, note.empty."""
    looked_into(case)
    day.need(body.objected_on)
    if case.progress.check_told is None:
        raise Refused("check.not_told")
    if not body.content.strip():
        raise Refused("note.empty")
    return Fact(f"case:{case.id}", "case.check_objected", 1, plain(body))


def hinders(case: "Case") -> Refused | None:
    """Give why the check is not done yet: not asked for, waiting, a line open, contested, not told; None when it is.

    A report is about the household as it was then: who joined it since is not checked.
    """
    progress = case.progress
    if progress.request is None:
        return Refused("opinion.no_check")
    if progress.report is None:
        return Refused("opinion.check_waits", day=progress.request.requested_on)
    return _report_hinders(case, progress.report, progress.request)


def _report_hinders(case: "Case", report: Reported, request: Requested) -> Refused | None:
    progress = case.progress
    if progress.open_doubts:
        return Refused("opinion.doubts_open", count=len(progress.open_doubts))
    if progress.check_objected:
        return Refused("opinion.check_contested")
    if {member.id for member in case.members} - set(request.members):
        return Refused("opinion.not_all_checked")
    if not report.qualified and progress.check_told is None:
        return Refused("opinion.not_told")
    return None
