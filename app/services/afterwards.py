"""What an officer does with an accepted case: later signatures, papers, corrections, withdrawal, end."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.domain import course
from app.domain.case import Case, Filed
from app.domain.course import Assigned, Contact, Ended, PlatformNoted, SignedOnPaper, Withdrawn
from app.domain.duties import Act
from app.domain.fact import BlobRef, Fact, plain
from app.domain.sealed import SealedBlob
from app.domain.steps import handover
from app.errors import Refused
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture
from app.services.second import agree


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a case ends because nobody can be reached (DB57 29): the attempts, and the day of the letter (ISO)."""

    reason: str
    contacts: tuple[Contact, ...]
    letter_on: str


@needs(Act.HANDLE)
def sign_on_paper(desk: Desk, case_id: str, mark: SignedOnPaper, pages: tuple[Picture, ...]) -> Case:
    """File a signature that came on paper; `mark` without pages, which are kept from the pictures.

    Refused as `course.sign_on_paper`.
    """
    sealed = _kept(desk, pages)
    mark = replace(mark, pages=tuple(one.ref for one in sealed))
    return _write(desk, case_id, lambda case: (course.sign_on_paper(case, mark, desk.today()),), sealed, pages)


@needs(Act.HANDLE)
def add_paper(desk: Desk, case_id: str, slot: str, member: str, picture: Picture) -> Case:
    """File one more paper in a case; a withdrawn case takes papers too."""
    sealed = _kept(desk, (picture,))
    body = Filed(
        slot=slot,
        member=member,
        document=sealed[0].ref,
        source=picture.source,
        verdict=picture.verdict,
        taken_at=desk.moment(),
        overruled=picture.overruled,
        read=picture.read,
        original=hashlib.sha256(picture.original).hexdigest(),
    )
    fact = Fact(f"case:{case_id}", "case.document_filed", 1, plain(body))
    return _write(desk, case_id, lambda _case: (fact,), sealed, (picture,))


@needs(Act.HANDLE)
def correct(desk: Desk, case_id: str, fields: Mapping[str, str], reason: str) -> Case:
    """Correct named fields of the acceptance, and say why; Refused as `course.correct`."""
    return _write(desk, case_id, lambda case: (course.correct(case, fields, reason),))


@needs(Act.HANDLE)
def note(desk: Desk, case_id: str, text: str) -> Case:
    """Write a note into the case; Refused note.empty."""
    return _write(desk, case_id, lambda case: (course.note(case, text),))


@needs(Act.HANDLE)
def withdraw(desk: Desk, case_id: str, by: str, paper: Picture, reason: str = "") -> Case:
    """Take back an application, as the signed paper says; Refused as `course.withdraw`."""
    sealed = _kept(desk, (paper,))
    body = Withdrawn(desk.today().isoformat(), by, sealed[0].ref, reason)
    return _write(desk, case_id, lambda case: (course.withdraw(case, body),), sealed, (paper,))


@needs(Act.HANDLE)
def end(desk: Desk, case_id: str, ending: Ending, second: tuple[str, str]) -> Case:
    """End a case whose household cannot be reached, by two persons: `second` is a colleague's id and password.

    Refused as `course.end`, second.same, and as `Keyring.open`.
    """
    officers = agree(desk, *second)
    body = Ended(desk.today().isoformat(), ending.reason, ending.contacts, ending.letter_on, officers)
    return _write(desk, case_id, lambda case: (course.end(case, body),))


@needs(Act.HANDLE)
def hand_over(desk: Desk, case_id: str, officer: str, reason: str) -> Case:
    """Let a colleague go on with a case; Refused assignment.same, case.closed."""
    body = Assigned(officer, desk.name_of(officer), reason)
    return _write(desk, case_id, lambda case: (course.assign(case, body),))


@needs(Act.HANDLE)
def note_platform(desk: Desk, case_id: str, body: PlatformNoted) -> Case:
    """Note where the case stands in the provincial platform; Refused platform.no_number."""
    return _write(desk, case_id, lambda case: (course.note_platform(case, body),))


def _kept(desk: Desk, pictures: tuple[Picture, ...]) -> tuple[SealedBlob, ...]:
    return tuple(desk.vault.put(picture.archive, picture.archive_type) for picture in pictures)


def _write(
    desk: Desk,
    case_id: str,
    facts_of: Callable[[Case], tuple[Fact, ...]],
    sealed: tuple[SealedBlob, ...] = (),
    pictures: tuple[Picture, ...] = (),
) -> Case:
    with desk.store.work(desk.author) as work:
        case = work.case(case_id)
        if case is None:
            raise Refused("case.content_missing")
        handover.check_here(case)
        for one in sealed:
            work.keep(one)
        work.append(facts_of(case))
        for picture in pictures:
            work.take_from_tray(picture.taken)
        return work.case(case_id) or case


def documents(case: Case) -> tuple[BlobRef, ...]:
    """Give all pictures and papers of a case, in the order in which they came."""
    filed = [one.document for one in case.filed]
    inked = [page for mark in case.signed_on_paper for page in mark.pages]
    signed = [mark.signed for mark in case.signed]
    withdrawn = [case.withdrawn.document] if case.withdrawn else []
    sealed = [one.document for one in case.sealed]
    several = {(one.paper, one.made): one.document for one in case.inked}  # of each paper the one with all marks
    return tuple(dict.fromkeys([*filed, *signed, *inked, *withdrawn, *sealed, *several.values()]))
