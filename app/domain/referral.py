"""受理转办: what another department gives is asked for here and sent on (社会救助法 37, 64), with a due date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.visit import Visitor
from app.errors import Refused


class Field(StrEnum):
    """What is asked for; the department follows from it and can be changed."""

    MEDICAL = "medical"
    HOUSING = "housing"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    DISABILITY = "disability"
    DISASTER = "disaster"
    LEGAL_AID = "legal_aid"
    VAGRANT = "vagrant"
    OTHER = "other"


class Result(StrEnum):
    """What the department answered."""

    GRANTED = "granted"
    NOT_GRANTED = "not_granted"
    GOES_ON = "goes_on"
    NOT_OURS = "not_ours"


class TellingWay(StrEnum):
    """How the applicant heard of an answer."""

    WINDOW = "window"
    PHONE = "phone"
    LETTER = "letter"
    VILLAGE = "village"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Made:
    """The body of ``referral.made`` version 1: permanent. Dates are ISO; `due_on` is when an answer is awaited."""

    number: str
    made_on: str
    field: str
    to: str
    person: Visitor
    need: str
    due_on: str
    office: str
    division: str
    handler: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The body of ``referral.answered`` version 1: permanent. `by` is who answered, `result` a `Result`."""

    answered_on: str
    by: str
    result: str
    note: str = ""
    document: BlobRef | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The body of ``referral.told`` version 1: permanent. When and how the applicant heard, and of which `Result`."""

    told_on: str
    way: str
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """The folded state; `made` is None when its content was erased or has not arrived."""

    id: str
    scope: str
    made: Made | None = None
    answered: tuple[Answered, ...] = ()
    told: tuple[Told, ...] = ()
    erased: int = 0
    needs_newer: bool = False

    @property
    def result(self) -> str:
        """What the department answered last; empty while it has not."""
        return self.answered[-1].result if self.answered else ""

    @property
    def state(self) -> str:
        """``waiting`` for the department, ``answered`` but not told, or ``told``."""
        if self.result in ("", Result.GOES_ON):
            return "waiting"
        return "told" if self.told and self.told[-1].result == self.result else "answered"


def made(referral_id: str, body: Made) -> Fact:
    """Give the fact of a referral; Refused referral.nobody, referral.no_need, referral.no_receiver, referral.due."""
    Field(body.field)
    day.check(body.made_on, body.due_on)
    if not body.person.name.strip():
        raise Refused("referral.nobody")
    if not body.need.strip():
        raise Refused("referral.no_need")
    if not body.to.strip():
        raise Refused("referral.no_receiver")
    if body.due_on and body.due_on < body.made_on:
        raise Refused("referral.due")
    return Fact(f"referral:{referral_id}", "referral.made", 1, plain(body))


def answered(referral: Referral, body: Answered, today: date) -> Fact:
    """Give the fact of an answer; Refused referral.answer_too_early, referral.answer_in_future, day.unreadable."""
    Result(body.result)
    day.check(body.answered_on)
    if body.answered_on > today.isoformat():
        raise Refused("referral.answer_in_future")
    if referral.made and body.answered_on < referral.made.made_on:
        raise Refused("referral.answer_too_early")
    return Fact(f"referral:{referral.id}", "referral.answered", 1, plain(body))


def told(referral: Referral, body: Told) -> Fact:
    """Give the fact that the applicant was told; Refused referral.no_answer while there is none."""
    TellingWay(body.way)
    if not referral.answered:
        raise Refused("referral.no_answer")
    return Fact(f"referral:{referral.id}", "referral.told", 1, plain(body))
