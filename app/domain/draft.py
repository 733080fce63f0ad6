"""All that an officer has entered before acceptance. Outside the journal, never sent, saved as it grows."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.course import DocumentKind, SignedOnPaper
from app.domain.fact import BlobRef
from app.domain.household import Member, Relation
from app.domain.income import Expense, Income
from app.domain.programme import Programme
from app.domain.visit import Agent, Source


class Answer(StrEnum):
    """Three states: a question that was not asked is neither yes nor no."""

    UNASKED = "unasked"
    NO = "no"
    YES = "yes"


class Question(StrEnum):
    """The five questions on property, and whether kin works at the township or village."""

    VEHICLE = "vehicle"
    TOWN_HOUSE = "town_house"
    BUSINESS = "business"
    DEPOSIT = "deposit"
    INSURANCE = "insurance"
    NEAR_RELATIVE = "near_relative"


PROPERTY_QUESTIONS = tuple(question for question in Question if question is not Question.NEAR_RELATIVE)


class Trouble(StrEnum):
    """The main difficulty, as the applicant says it."""

    ILLNESS = "illness"
    DISABILITY = "disability"
    SCHOOL = "school"
    DISASTER = "disaster"
    UNEMPLOYED = "unemployed"
    OLD = "old"
    NO_SUPPORT = "no_support"
    OTHER = "other"


class Slot(StrEnum):
    """What a captured picture is of: `HUKOU_HEAD` is the first page of a booklet, `DOCUMENT` another kind of proof."""

    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    HUKOU_HEAD = "hukou_head"
    HUKOU_PAGE = "hukou_page"
    DISABILITY_CARD = "disability_card"
    RESIDENCE_PERMIT = "residence_permit"
    HK_MACAO_TAIWAN = "hk_macao_taiwan"
    BANK_CARD = "bank_card"
    EXPENSE = "expense"
    DOCUMENT = "document"
    CHECK = "check"
    SURVEY = "survey"
    APPRAISAL = "appraisal"
    APPROVAL = "approval"
    HEARING = "hearing"
    DELIVERY = "delivery"
    OTHER = "other"

    @property
    def is_one_for_each(self) -> bool:
        """Whether a person has one of it, so that another picture takes the place of the first."""
        return self not in _SEVERAL


# Of these a case holds any number of pages: receipts, and our own papers of the steps when they come back.
_SEVERAL = frozenset(
    (Slot.EXPENSE, Slot.CHECK, Slot.SURVEY, Slot.APPRAISAL, Slot.APPROVAL, Slot.HEARING, Slot.DELIVERY, Slot.OTHER)
)


class SignLater(StrEnum):
    """How someone who is not here will sign."""

    PLATFORM = "platform"
    POST = "post"
    RETURN = "return"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question and one line of what goes with a yes."""

    answer: str = Answer.UNASKED.value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """A picture taken of a person's document: the original frame, the archive picture, how good it is.

    `read` has what the machine read per field, before the officer changed anything; `overruled` is
    the officer's reason for keeping a picture that the program calls bad. `edit` is how the archive picture was cut
    from the original, where an officer did that by hand.
    """

    id: str
    slot: str
    member: str
    original: BlobRef
    archive: BlobRef
    source: str
    verdict: str
    taken_at: str
    overruled: str = ""
    read: dict[str, str] = field(default_factory=dict)
    edit: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """A member's signature bound to what was shown: PDFs shown, signed PDF, raw ink, pages seen, when.

    `method` is ``pen``, ``touch`` or ``mouse``; times in the form of `app.clock.text`, `signed_on` a date.
    """

    member: str
    method: str
    shown: tuple[BlobRef, ...]
    signed: BlobRef
    ink: BlobRef
    pages_seen: int
    started_at: str
    finished_at: str
    signed_on: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One application in the making. `id` is the id of the case that comes of it; the first member applies.

    `form` is the application form as it was shown for signing, `form_content` the digest of what it says.
    `complete_on` (ISO) is the day on which all was there, where that was before it is recorded; empty is the day of
    acceptance. `paper_number` was printed on a blank form and filled in by hand.
    """

    id: str
    household: str
    started_at: str
    officer: str
    members: tuple[Member, ...]
    step: str = "reason"
    programmes: tuple[str, ...] = (Programme.BY_CLASS.value,)
    phone: str = ""
    phone_owner: str = ""
    village: str = ""
    group: str = ""
    same_as_hukou: bool = True
    residence: str = ""
    incomes: tuple[Income, ...] = ()
    expenses: tuple[Expense, ...] = ()
    replies: dict[str, Reply] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    duplicate_reason: str = ""
    captures: tuple[Capture, ...] = ()
    signatures: tuple[Signature, ...] = ()
    sign_later: dict[str, str] = field(default_factory=dict)
    form: BlobRef | None = None
    form_content: str = ""
    visit: str = ""
    source: str = Source.WALK_IN.value
    agent: Agent | None = None
    document: str = DocumentKind.ID_CARD.value
    description: str = ""
    paper_signatures: tuple[SignedOnPaper, ...] = ()
    paper_number: str = ""
    complete_on: str = ""
    late_reason: str = ""

    @property
    def applicant(self) -> Member:
        """The member who applies."""
        return self.members[0]

    def member(self, member_id: str) -> Member:
        """Give the member of that id; KeyError where there is none."""
        for member in self.members:
            if member.id == member_id:
                return member
        raise KeyError(member_id)

    def with_member(self, member: Member) -> "Draft":
        """Give the draft with that member changed, or added at the end."""
        if all(member.id != known.id for known in self.members):
            return replace(self, members=(*self.members, member))
        return replace(self, members=tuple(member if known.id == member.id else known for known in self.members))

    def without_member(self, member_id: str) -> "Draft":
        """Give the draft without that member and all that is said of the member."""
        return replace(
            self,
            members=tuple(known for known in self.members if known.id != member_id),
            incomes=tuple(income for income in self.incomes if income.member != member_id),
            captures=tuple(capture for capture in self.captures if capture.member != member_id),
            signatures=tuple(signature for signature in self.signatures if signature.member != member_id),
            paper_signatures=tuple(mark for mark in self.paper_signatures if mark.member != member_id),
            sign_later={key: way for key, way in self.sign_later.items() if key != member_id},
        )

    def reply(self, question: Question) -> Reply:
        """Give the reply to a question; `unasked` where nobody touched it."""
        return self.replies.get(question.value, Reply())

    @property
    def have_signed(self) -> frozenset[str]:
        """The ids of the members who have signed, here or on paper."""
        return frozenset(mark.member for mark in self.signatures) | {mark.member for mark in self.paper_signatures}

    def blobs(self) -> tuple[BlobRef, ...]:
        """Give every document that this draft needs."""
        captured = [ref for capture in self.captures for ref in (capture.original, capture.archive)]
        signed = [ref for mark in self.signatures for ref in (*mark.shown, mark.signed, mark.ink)]
        inked = [page for mark in self.paper_signatures for page in (*mark.pages, *mark.shown)]
        return tuple(dict.fromkeys([*captured, *signed, *inked, *([self.form] if self.form else [])]))


def started(case_id: str, household: str, member: str, officer: str, at: str) -> Draft:
    """Give an empty draft with its applicant; all ids are made by the caller and are final."""
    applicant = Member(id=member, relation=Relation.SELF.value)
    return Draft(id=case_id, household=household, started_at=at, officer=officer, members=(applicant,))


def to_json(draft: Draft) -> dict[str, Any]:
    """Give the draft as JSON values."""
    values: dict[str, Any] = msgspec.to_builtins(draft)
    return values


def from_json(values: object) -> Draft:
    """Read a draft from JSON values; ValueError when they are none (unknown members are passed over)."""
    return msgspec.convert(values, Draft)
