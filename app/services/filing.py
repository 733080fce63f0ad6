"""收材料: which case a paper of ours belongs to, by the code on it, and putting it there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain import form_code
from app.domain.acceptance import adults
from app.domain.case import Accepted, Case
from app.domain.course import PaperWay, SignedOnPaper
from app.domain.draft import Draft, Slot
from app.domain.duties import Act
from app.domain.form_code import FormCode, Paper
from app.domain.household import Member
from app.domain.person import is_adult_by
from app.domain.visit import Agent
from app.errors import Refused
from app.forms.form import Form
from app.forms.papers import make_forms
from app.services import afterwards, signing
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture

_OURS = form_code.OURS
CODE = "code"  # under which a filed paper keeps what its code says
_SUBJECT = slice(4, 30)  # of a code: what the paper is about
_OF_SEVERAL = frozenset((Paper.POSTER, Paper.MINUTES))  # households: they lie in no one case
# Where our own papers lie when they come back; the others among the other papers.
_SLOTS = {
    Paper.CHECK_REQUEST: Slot.CHECK,
    Paper.CHECK_REPORT: Slot.CHECK,
    Paper.CHECK_RESULT: Slot.CHECK,
    Paper.SURVEY: Slot.SURVEY,
    Paper.TESTIMONY: Slot.SURVEY,
    Paper.INQUIRY: Slot.SURVEY,
    Paper.APPRAISAL: Slot.APPRAISAL,
    Paper.OBJECTION: Slot.APPRAISAL,
    Paper.KIN: Slot.APPROVAL,
    Paper.DECISION_SHEET: Slot.APPROVAL,
    Paper.RELIEF_SHEET: Slot.APPROVAL,
    Paper.RELIEF_LATER: Slot.APPROVAL,
    Paper.SELF_CARE: Slot.APPROVAL,
    Paper.CARE: Slot.APPROVAL,
    Paper.PHASE_OUT: Slot.APPROVAL,
    Paper.HEARING: Slot.HEARING,
    Paper.RECHECK: Slot.HEARING,
    Paper.CONFIRMATION: Slot.DELIVERY,
    Paper.NOT_CONFIRMED: Slot.DELIVERY,
    Paper.AID_CHANGE: Slot.DELIVERY,
    Paper.DELIVERY: Slot.DELIVERY,
}


class Doubt(StrEnum):
    """Why a paper may not have to be filed."""

    NONE = ""
    RECEIPT = "receipt"
    CLOSED = "closed"
    TWICE = "twice"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper belongs: `written` is its code as read, and either an accepted case or a draft."""

    code: FormCode
    written: str
    case: Case | None = None
    draft: Draft | None = None

    @property
    def id(self) -> str:
        """The id of the case, also while it is a draft; a blank form's code has the number in its place."""
        return self.case.id if self.case else self.code.case

    @property
    def members(self) -> tuple[Member, ...]:
        """The household, the applicant first."""
        accepted = self.case.accepted if self.case else None
        if accepted:
            return accepted.members
        return self.draft.members if self.draft else ()

    @property
    def applicant(self) -> str:
        """The name of who applied."""
        return self.members[0].identity.name if self.members else ""

    @property
    def number(self) -> str:
        """The number on the receipt; empty before acceptance."""
        return self.case.accepted.number if self.case and self.case.accepted else ""

    @property
    def own_pages(self) -> int:
        """How many pages this paper has: an application is counted together with a page for each who signs."""
        accepted = self.case.accepted if self.case else None
        day = accepted.accepted_on if accepted else self.draft.started_at[:10] if self.draft else ""
        if self.code.paper != Paper.APPLICATION or not day:
            return self.code.pages
        others = sum(is_adult_by(one.identity.birth, day) for one in self.members[1:])
        return max(1, self.code.pages - 1 - others)

    @property
    def signer(self) -> Member | None:
        """Whose authorisation page it is; None for other papers."""
        if self.code.paper != Paper.AUTHORISATION:
            return None
        return next((member for member in self.members if member.id == self.code.member), None)

    @property
    def agent(self) -> Agent | None:
        """Who acts for the applicant, and so cannot be a witness."""
        if self.case:
            return self.case.presented.agent if self.case.presented else None
        return self.draft.agent if self.draft else None

    @property
    def way(self) -> str:
        """How the signer's page was to come back, as it was noted; at the window where nothing was."""
        known = self.case.accepted if self.case else self.draft
        return known.sign_later.get(self.code.member, PaperWay.WINDOW) if known else PaperWay.WINDOW

    @property
    def doubt(self) -> Doubt:
        """Why it may not have to be filed; what the officer files anyway is kept as another paper."""
        if self.code.paper == Paper.RECEIPT:
            return Doubt.RECEIPT
        if self.case is None:
            return self._doubt_of_draft()
        if self.case.closed:
            return Doubt.CLOSED
        if self.code.paper == Paper.WITHDRAWAL:
            return Doubt.WITHDRAWAL
        if self.signer:
            awaited = {member.id for member in self.case.missing_signers()}
            return Doubt.NONE if self.signer.id in awaited else Doubt.TWICE
        kept = any(one.read.get(CODE) == self.written for one in self.case.filed)
        return Doubt.TWICE if kept else Doubt.NONE

    def _doubt_of_draft(self) -> Doubt:
        if self.draft is None or self.signer is None:
            return Doubt.NOT_ACCEPTED
        return Doubt.TWICE if self.signer.id in self.draft.have_signed else Doubt.NONE


@needs(Act.HANDLE)
def find(desk: Desk, codes: Iterable[str]) -> Place:
    """Give where a paper belongs, by the codes that were read on it.

    Refused filing.no_code, filing.foreign_code, form_code.check, filing.blank (filled in by hand, not recorded yet),
    filing.sheet (of several households), filing.referral, filing.change, filing.other_office (nothing of that case is
    here), case.content_missing.
    """
    written = tuple(codes)
    if not written:
        raise Refused("filing.no_code")
    ours = next((code for code in written if code.startswith(_OURS)), None)
    if ours is None:
        raise Refused("filing.foreign_code")
    code = form_code.parse(ours)
    if code.paper in _OF_SEVERAL or len({one[_SUBJECT] for one in written if one.startswith(_OURS)}) > 1:
        raise Refused("filing.sheet")
    case = desk.store.case(_case_of(desk, code))
    if case and (case.accepted or case.closed):
        return Place(code, ours, case)
    draft = next((one for one in desk.store.drafts() if one.id == code.case), None)
    if draft:
        return Place(code, ours, draft=draft)
    raise _unknown(desk, code.case) if case is None else Refused("case.content_missing")


def _case_of(desk: Desk, code: FormCode) -> str:
    """Give the id of the case; a form that was filled in by hand has it since it was recorded."""
    number = form_code.number_of(code.case)
    if not number:
        return code.case
    paper = desk.store.paper(number)
    if paper is None:
        raise Refused("filing.other_office")
    if not paper.used_by:
        raise Refused("filing.blank", number=number)
    return paper.used_by


def _unknown(desk: Desk, about: str) -> Refused:
    if desk.store.referral(about):
        return Refused("filing.referral", about=f"referral:{about}")
    if desk.store.change(about):
        return Refused("filing.change")
    return Refused("filing.other_office")


@needs(Act.HANDLE)
def keep(desk: Desk, place: Place, mark: SignedOnPaper | None, picture: Picture) -> None:
    """Put a paper where it belongs: with `mark` as the signature that it bears, else as one more paper.

    Refused as `afterwards.sign_on_paper` and `signing.add_paper_signature`; filing.not_accepted for another paper of
    a draft.
    """
    picture = replace(picture, read={**picture.read, CODE: place.written})
    mark = replace(mark, overruled=picture.overruled) if mark else None
    if mark and place.case:
        afterwards.sign_on_paper(desk, place.id, mark, (picture,))
    elif mark:
        signing.add_paper_signature(desk, _draft(desk, place.id), mark, (picture,))
    elif place.case:
        afterwards.add_paper(desk, place.id, slot_of(place.code.paper).value, place.code.member, picture)
    else:
        raise Refused("filing.not_accepted")


def slot_of(paper: str) -> Slot:
    """Give what a paper of ours is filed as, by its letter."""
    return _SLOTS.get(Paper(paper), Slot.OTHER)


@needs(Act.HANDLE)
def missing(desk: Desk, case_id: str) -> tuple[str, tuple[Member, ...]]:
    """Give the applicant's name and who has still to sign in a case or a draft; nobody at all where there is none."""
    case = desk.store.case(case_id)
    if case and case.accepted:
        return case.accepted.members[0].identity.name, case.missing_signers()
    draft = next((one for one in desk.store.drafts() if one.id == case_id), None)
    if draft is None:
        return "", ()
    signers = adults(draft, desk.today())
    return draft.applicant.identity.name, tuple(one for one in signers if one.id not in draft.have_signed)


@needs(Act.HANDLE)
def about(desk: Desk, id_number: str) -> str:
    """Give the id of the newest case of a person in which somebody has still to sign; empty where there is none."""
    hits = [hit.case_id for hit in desk.store.find_person(id_number)] if id_number else []
    waiting = [case for case in map(desk.store.case, reversed(hits)) if case and not case.closed]
    return next((case.id for case in waiting if case.missing_signers()), "")


@needs(Act.HANDLE)
def unsigned(desk: Desk, case_id: str) -> tuple[Draft, date] | None:
    """Give what the pages to sign of a case or a draft say, and its day; None where nothing of it is here.

    The day is the one on which the first one signed: the pages belong to that application.
    """
    case = desk.store.case(case_id)
    if case and case.accepted:
        days = [mark.signed_on for mark in case.signed] or [case.accepted.accepted_on]
        return _as_draft(case.id, case.accepted, case.missing_signers()), date.fromisoformat(min(days))
    draft = next((one for one in desk.store.drafts() if one.id == case_id), None)
    return (draft, desk.today()) if draft else None


@needs(Act.HANDLE)
def pages_to_sign(desk: Desk, draft: Draft, day: date) -> tuple[Form, ...]:
    """Give the page of each who has still to sign, half a second of work outside the store; dates are left open."""
    later = {member.id: PaperWay.WINDOW.value for member in draft.members}
    forms = make_forms(
        replace(draft, sign_later=later),
        desk.office,
        day,
        desk.name_of(draft.officer),
        today=desk.today(),
        training=desk.training,
    )
    return tuple(form for form in forms.authorisations if form.member not in draft.have_signed)


def _as_draft(case_id: str, accepted: Accepted, missing: tuple[Member, ...]) -> Draft:
    """Give the draft that an acceptance came of, as far as papers print it: all but the missing have signed."""
    shared = {name: getattr(accepted, name) for name in Accepted.__slots__ if name in Draft.__slots__}
    awaited = {member.id for member in missing}
    marks = tuple(
        SignedOnPaper(one.id, PaperWay.WINDOW.value, (), accepted.accepted_on, accepted.accepted_on)
        for one in accepted.members
        if one.id not in awaited
    )
    return Draft(**shared, id=case_id, started_at="", officer=accepted.handler, paper_signatures=marks)


def _draft(desk: Desk, draft_id: str) -> Draft:
    """Give the draft as it is now: it may have grown since the paper was read."""
    draft = next((one for one in desk.store.drafts() if one.id == draft_id), None)
    if draft is None:
        raise Refused("case.content_missing")
    return draft
