"""What happens to a case once it is accepted: signatures that come later, corrections, withdrawal, its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day, id_number
from app.domain.fact import BlobRef, Fact, plain
from app.domain.office import CONFIRMERS
from app.domain.visit import Agent, Source
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

_WITNESSES = 2  # beside somebody who signs by thumb
_CONTACTS = 2  # before a case ends because nobody can be reached
# What an acceptance rests on: wrong ones are no slip of the pen, the case is withdrawn and taken in again.
_FIXED = frozenset(
    ("number", "came_on", "accepted_on", "recorded_on", "due_on", "confirmer", "rules", "division", "office")
) | {"handler", "household"}


class DocumentKind(StrEnum):
    """The one identity document (一证): any of these will do, and in an emergency none (社会救助法 37)."""

    ID_CARD = "id_card"
    HUKOU = "hukou"
    RESIDENCE = "residence"
    OTHER = "other"
    NONE = "none"


class PaperWay(StrEnum):
    """How a signature on paper came to us."""

    WINDOW = "window"
    POST = "post"
    VILLAGE = "village"
    RETURN = "return"
    PLATFORM = "platform"


class PlatformState(StrEnum):
    """Whether the case stands in the provincial platform."""

    NOT_ENTERED = "not_entered"
    ENTERED = "entered"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Presented:
    """The body of ``case.presented`` version 1: permanent.

    How the application came, where that was not the applicant in person with an ID card: who stood here, with which
    document. `description` tells of a person without a document; `paper` is whether number and day were taken from
    a form filled in by hand, `late_reason` why it was recorded after its day.
    """

    source: str
    document: str
    agent: Agent | None = None
    description: str = ""
    paper: bool = False
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class SignedOnPaper:
    """The body of ``case.signed_on_paper`` version 1: permanent. A signature in ink, or a thumbprint, and its picture.

    `thumb` is somebody who does not write: the form was read aloud before two `witnesses` (names), neither of them
    the agent. `pages` are the pictures of the signed pages, `shown` the PDFs that were printed for it, where they are
    known. `overruled` is why an officer keeps a picture that the program calls bad. Dates are ISO.
    """

    member: str
    way: str
    pages: tuple[BlobRef, ...]
    signed_on: str
    received_on: str
    thumb: bool = False
    read_aloud: bool = False
    witnesses: tuple[str, ...] = ()
    shown: tuple[BlobRef, ...] = ()
    overruled: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The body of ``case.withdrawn`` version 1: permanent.

    撤回申请, signed or by thumb; they may apply again at any time.
    """

    withdrawn_on: str
    by: str
    document: BlobRef
    reason: str = ""


class ContactWay(StrEnum):
    """How somebody was sought."""

    PHONE = "phone"
    HOME = "home"
    VILLAGE = "village"
    LETTER = "letter"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Contact:
    """An attempt to reach somebody: day (ISO), `how` as a `ContactWay`, and what came of it, in words."""

    on: str
    how: str
    result: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The body of ``case.ended`` version 1: permanent.

    终止 (DB57 29): tried twice, a letter sent, decided by two officers.
    """

    ended_on: str
    reason: str
    contacts: tuple[Contact, ...]
    letter_on: str
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """The body of ``case.assigned`` version 1: permanent.

    The officer who goes on with a case, and why it was handed on.
    """

    officer: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlatformNoted:
    """The body of ``case.platform_noted`` version 1: permanent. The case in the provincial platform; dates are ISO."""

    state: str
    noted_on: str
    platform_number: str = ""
    check_number: str = ""
    note: str = ""


def present(case_id: str, body: Presented) -> Fact:
    """Give the fact of how an application came."""
    Source(body.source)
    DocumentKind(body.document)
    return Fact(f"case:{case_id}", "case.presented", 1, plain(body))


def sign_on_paper(case: "Case", body: SignedOnPaper, today: date) -> Fact:
    """Give the fact of a signature on paper of an accepted case; Refused as `check_paper`, signature.not_awaited."""
    _open(case)
    signer = next((member for member in case.missing_signers() if member.id == body.member), None)
    if signer is None:
        raise Refused("signature.not_awaited")
    agent = case.presented.agent if case.presented else None
    check_paper(body, agent, signer=signer.identity.name, today=today)
    return Fact(f"case:{case.id}", "case.signed_on_paper", 1, plain(body))


def check_paper(body: SignedOnPaper, agent: Agent | None, *, signer: str = "", today: date = date.max) -> None:
    """Refuse a paper without picture, from the future, or a thumbprint without reading aloud and two other witnesses.

    Refused signature.no_picture, signature.in_future, signature.not_read, signature.witnesses, day.unreadable.
    """
    PaperWay(body.way)
    day.check(body.signed_on, body.received_on)
    if not body.pages:
        raise Refused("signature.no_picture")
    if body.signed_on > body.received_on or body.received_on > today.isoformat():
        raise Refused("signature.in_future")
    if not body.thumb:
        return
    if not body.read_aloud:
        raise Refused("signature.not_read")
    others = {name.strip() for name in body.witnesses} - {"", signer.strip(), agent.name.strip() if agent else ""}
    if len(others) < _WITNESSES:
        raise Refused("signature.witnesses")


def withdraw(case: "Case", body: Withdrawn) -> Fact:
    """Give the fact of a withdrawal before the decision; Refused withdrawal.nobody, withdrawal.decided."""
    _open(case)
    if case.progress.is_decided:
        raise Refused("withdrawal.decided")
    if not body.by.strip():
        raise Refused("withdrawal.nobody")
    return Fact(f"case:{case.id}", "case.withdrawn", 1, plain(body))


def end(case: "Case", body: Ended) -> Fact:
    """Give the fact that a case ended because nobody could be reached: never a withdrawal.

    Where two windows ended it without knowing of each other, a third word settles which of them holds. Refused
    ending.two_officers, ending.contacts, ending.letter, decision.made, day.unreadable.
    """
    if not case.is_disputed("decision:closed"):
        _open(case)
    if case.progress.is_decided:
        raise Refused("decision.made")
    day.check(body.letter_on, *(contact.on for contact in body.contacts if ContactWay(contact.how)))
    if len(set(body.officers) - {""}) < 2:  # noqa: PLR2004 - two persons
        raise Refused("ending.two_officers")
    if len({contact.on for contact in body.contacts if contact.on <= body.ended_on}) < _CONTACTS:
        raise Refused("ending.contacts", count=_CONTACTS)
    if not body.letter_on or body.letter_on > body.ended_on:
        raise Refused("ending.letter")
    return Fact(f"case:{case.id}", "case.ended", 1, plain(body))


def assign(case: "Case", body: Assigned) -> Fact:
    """Give the fact that a colleague goes on with a case, also with one that is only registered.

    Refused assignment.nobody, assignment.same when that is so already and nobody disputes it, case.content_missing,
    case.closed.
    """
    if not body.name.strip():
        raise Refused("assignment.nobody")
    if not (case.accepted or case.registered):
        raise Refused("case.content_missing")
    if case.closed:
        raise Refused("case.closed")
    if body.officer == case.handler and not case.is_disputed("decision:handler"):
        raise Refused("assignment.same")
    return Fact(f"case:{case.id}", "case.assigned", 1, plain(body))


def note_platform(case: "Case", body: PlatformNoted) -> Fact:
    """Give the fact of where a case stands in the platform; Refused platform.no_number once it is entered."""
    PlatformState(body.state)
    if body.state == PlatformState.ENTERED and not body.platform_number.strip():
        raise Refused("platform.no_number")
    return Fact(f"case:{case.id}", "case.platform_noted", 1, plain(body))


def correct(case: "Case", fields: Mapping[str, str], reason: str) -> Fact:
    """Give the fact of a correction of named fields (dotted paths, members by id): new texts, and why.

    Who confirms can be filled in where it was not known at acceptance, and never changed.
    Refused correction.nothing, correction.no_reason, correction.unknown_field, identity.name_missing, id_number.*
    """
    if not fields:
        raise Refused("correction.nothing")
    if not reason.strip():
        raise Refused("correction.no_reason")
    for path, text in fields.items():
        fixed = path in _FIXED and not (path == "confirmer" and _is_named_at_last(case, text))
        if fixed or path.endswith(".id") or case.text_at(path) is None:
            raise Refused("correction.unknown_field", field=path)
        _check_text(path, text)
    return Fact(f"case:{case.id}", "case.corrected", 1, {"fields": dict(fields), "reason": reason})


def note(case: "Case", text: str) -> Fact:
    """Give the fact of a note; Refused note.empty."""
    if not text.strip():
        raise Refused("note.empty")
    return Fact(f"case:{case.id}", "case.noted", 1, {"text": text})


def _is_named_at_last(case: "Case", confirmer: str) -> bool:
    return case.accepted is not None and not case.accepted.confirmer and confirmer in CONFIRMERS


def _check_text(path: str, text: str) -> None:
    """Refuse what acceptance would not take either; a number that is not known yet may stay empty."""
    if path.endswith(".identity.name") and not text.strip():
        raise Refused("identity.name_missing")
    if path.endswith(".identity.id_number") and text:
        id_number.parse(text, date.max)


def _open(case: "Case") -> None:
    if case.accepted is None:
        raise Refused("case.not_accepted_yet")
    if case.closed:
        raise Refused("case.closed")
