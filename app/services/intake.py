"""Taking an application in: the draft as it grows, and its acceptance."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app import clock
from app.domain import acceptance, case_number, id_number
from app.domain import paper_number as paper_numbers
from app.domain.acceptance import Finding, Terms
from app.domain.case import Case
from app.domain.change import ChangeKind, Reported
from app.domain.draft import Capture, Draft, Slot, started, to_json
from app.domain.duties import Act
from app.domain.fact import BlobRef, media_type_of
from app.domain.household import Member
from app.domain.programme import Programme
from app.domain.sealed import SealedBlob
from app.errors import Refused
from app.ids import uuid7
from app.journal.canonical import canonical
from app.rules import pack
from app.rules.deadlines import Deadlines, deadlines
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys
from app.services.office import office_on

if TYPE_CHECKING:
    from app.store import Work

# What a draft holds beside the content of the form that is signed.
_NOT_ON_THE_FORM = (
    "step", "captures", "signatures", "sign_later", "form", "form_content", "duplicate_reason", "visit", "source",
    "document", "description", "paper_signatures", "paper_number", "complete_on", "late_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as captured: original bytes, archive picture, what was read per field, verdict, where it came from.

    `taken` is its place in the tray, which it leaves when it is filed; `edit` how an officer cut the archive picture.
    """

    original: bytes
    original_type: str
    archive: bytes
    read: dict[str, str]
    verdict: str
    source: str
    overruled: str = ""
    taken: str = ""
    edit: dict[str, Any] = field(default_factory=dict)

    @property
    def archive_type(self) -> str:
        """The media type of the archive picture."""
        return media_type_of(self.archive)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same id number elsewhere in this store, `since` an ISO date.

    `where` is ``case``, ``draft``, ``registered`` (by another window), or ``dead`` (a change says so; `id` is its own).
    """

    where: str
    id: str
    name: str
    number: str
    since: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance as the window shows it and the receipt prints it. `code` is the checkpoint's receipt code."""

    case: Case
    number: str
    code: str
    size: int
    dates: Deadlines
    missing: tuple[Member, ...]


@needs(Act.TAKE_IN)
def begin(desk: Desk) -> Draft:
    """Give a new draft; it is kept from the first `save` on."""
    return started(uuid7(), uuid7(), uuid7(), desk.author.officer, desk.moment())


@needs(Act.TAKE_IN)
def save(desk: Desk, draft: Draft) -> None:
    """Keep the draft as it is now."""
    with desk.store.work(desk.author) as work:
        work.save_draft(draft)


@needs(Act.TAKE_IN)
def discard(desk: Desk, draft_id: str) -> None:
    """Forget a draft, as the officer asked; its pictures go with the next sweep."""
    with desk.store.work(desk.author) as work:
        work.discard_draft(draft_id)


@needs(Act.TAKE_IN)
def add_picture(desk: Desk, draft: Draft, slot: str, member_id: str, picture: Picture) -> Draft:
    """Keep a picture's original and archive and give the draft with it.

    It replaces the same slot's earlier one, where a person has one of it.
    """
    original, archive = sealed_of(desk, picture)
    capture = capture_of(desk, slot, member_id, picture, (original.ref, archive.ref))
    draft = with_capture(draft, capture)
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, (original, archive))
        work.take_from_tray(picture.taken)
    return draft


@needs(Act.HANDLE)
def sealed_of(desk: Desk, picture: Picture) -> tuple[SealedBlob, SealedBlob]:
    """Keep a picture's original and archive picture in the vault; what lies in the tray is there already."""
    known = desk.store.blob(hashlib.sha256(picture.original).hexdigest()) if picture.taken else None
    original = known or desk.vault.put(picture.original, picture.original_type)
    return original, desk.vault.put(picture.archive, picture.archive_type)


@needs(Act.HANDLE)
def capture_of(desk: Desk, slot: str, member_id: str, picture: Picture, kept: tuple[BlobRef, BlobRef]) -> Capture:
    """Give a picture as a draft holds it; `kept` are its original and archive picture in the vault."""
    return Capture(
        id=uuid7(),
        slot=slot,
        member=member_id,
        original=kept[0],
        archive=kept[1],
        source=picture.source,
        verdict=picture.verdict,
        taken_at=desk.moment(),
        overruled=picture.overruled,
        read=picture.read,
        edit=picture.edit,
    )


def with_capture(draft: Draft, capture: Capture) -> Draft:
    """Give the draft with a picture more, or in the place of the one that it is of the same thing."""
    replaces = Slot(capture.slot).is_one_for_each
    same = [one.id for one in draft.captures if replaces and (one.slot, one.member) == (capture.slot, capture.member)]
    return replace(draft, captures=(*(one for one in draft.captures if one.id not in same), capture))


def findings(draft: Draft, today: date) -> tuple[Finding, ...]:
    """Give what stops acceptance and what deserves a look."""
    return acceptance.findings(draft, today)


@needs(Act.TAKE_IN)
def duplicates(desk: Desk, draft: Draft) -> tuple[Duplicate, ...]:
    """Give deaths that were told of this household's people, and open cases and drafts with their numbers."""
    numbers = {id_number.tidy(member.identity.id_number) for member in draft.members} - {""}
    hits = [hit for number in sorted(numbers) for hit in desk.store.find_person(number) if hit.case_id != draft.id]
    cases = [Duplicate("case", hit.case_id, hit.name, hit.number, hit.accepted_on) for hit in hits]
    drafts = _in_drafts(desk, draft, numbers)
    begun = {draft.id, *(one.id for one in drafts)}
    registered = [
        Duplicate("registered", one.case_id, one.applicant, one.number, one.came_on)
        for number in sorted(numbers)
        for one in desk.store.registered(number)
        if one.case_id not in begun
    ]
    dead = [found for number in sorted(numbers) for found in _deaths(desk, number)]
    return (*dead, *(one for one in cases if _is_open(desk, one.id)), *drafts, *registered)


def content_digest(draft: Draft) -> str:
    """Give a digest (SHA-256, hex) of all that the application form says: it changes when the form would."""
    everything = to_json(draft).items()
    said = {name: value for name, value in everything if name not in _NOT_ON_THE_FORM and value is not None}
    return hashlib.sha256(canonical(said)).hexdigest()


@needs(Act.TAKE_IN)
def accept(desk: Desk, draft: Draft) -> Accepted:
    """Accept the application in one transaction; the same draft again gives the same acceptance.

    Refused with a code of `findings` while something stops it, case.form_changed when the draft says
    something else than the form that was signed, case.closed when it was ended or refused before.
    """
    office = office_on(desk.store, desk.device().office, acceptance.day_of(draft, desk.today()))
    with desk.store.work(desk.author) as work:
        # Asked inside the transaction: of two presses at once the second finds the first.
        case = work.case(draft.id)
        if case is None or case.accepted is None:
            case = _accept(replace(desk, office=office), work, draft, case)
    return accepted(desk, case)


@needs(Act.SEE)
def accepted(desk: Desk, case: Case | None) -> Accepted:
    """Give an acceptance from the journal, also later, for a reprint; Refused case.content_missing without it."""
    if case is None or case.accepted is None:
        raise Refused("case.content_missing")
    size, root_code = desk.store.receipt_code(case.id)
    dates = deadlines(date.fromisoformat(case.accepted.accepted_on), case.accepted.confirmer, countys(desk))
    return Accepted(case, case.accepted.number, root_code, size, dates, case.missing_signers())


def _accept(desk: Desk, work: "Work", draft: Draft, begun: Case | None) -> Case | None:
    """Accept what was not accepted yet; `begun` is the case where it was registered before."""
    if begun and begun.closed:
        raise Refused("case.closed")
    # On a form that was filled in by hand it is that form which was signed.
    signed = draft.signatures or (draft.paper_signatures and not draft.paper_number)
    if signed and draft.form_content != content_digest(draft):
        raise Refused("case.form_changed")
    today = desk.today()
    number = _number(desk, work, draft, begun)
    work.append(acceptance.accept(draft, _terms(desk, draft, number, begun), today))
    work.checkpoint()
    work.discard_draft(draft.id)
    return work.case(draft.id)


def _number(desk: Desk, work: "Work", draft: Draft, begun: Case | None) -> str:
    """Give the number that stands on the form that was filled in by hand, was told before, or is this device's next."""
    if draft.paper_number:
        paper_numbers.check_free(work.paper_number(draft.paper_number), draft.complete_on)
        return draft.paper_number
    return (begun.number if begun else "") or next_number(desk, work)


def next_number(desk: Desk, work: "Work") -> str:
    """Give the next number of this device: of a case, or of another paper that is handed out."""
    return case_number.make(desk.office.division, desk.today(), work.device().number, work.next_serial())


def _terms(desk: Desk, draft: Draft, number: str, begun: Case | None) -> Terms:
    accepted_on = acceptance.day_of(draft, desk.today())
    dates = deadlines(accepted_on, desk.office.confirmer, countys(desk))
    came_on = clock.local_date(clock.parse(draft.started_at))
    if begun and begun.registered:
        came_on = min(came_on, date.fromisoformat(begun.registered.came_on))
    return Terms(
        number=number,
        came_on=min(accepted_on, came_on),
        accepted_on=accepted_on,
        recorded_on=desk.today(),
        due_on=dates.due_on,
        legal_days=dates.working_days,
        rules=pack.pack_id(Programme.DIBAO.value),
        office=desk.office,
        handler=desk.author.officer,
    )


def _in_drafts(desk: Desk, draft: Draft, numbers: set[str]) -> list[Duplicate]:
    found = []
    for other in desk.store.drafts():
        theirs = {id_number.tidy(member.identity.id_number) for member in other.members}
        if other.id != draft.id and theirs & numbers:
            name = other.applicant.identity.name
            found.append(Duplicate("draft", other.id, name, "", other.started_at[:10]))
    return found


def _is_open(desk: Desk, case_id: str) -> bool:
    case = desk.store.case(case_id)
    return case is not None and not case.closed


def _deaths(desk: Desk, number: str) -> list[Duplicate]:
    """Give the reports that say of the person with this number, and of nobody else, to be dead."""
    found = []
    for row in desk.store.matters_of(number):
        told = desk.store.change(row.subject.partition(":")[2])
        if told and told.reported and _says_dead(told.reported, number):
            name = told.reported.about.strip() or told.reported.person.name
            since = told.reported.since or told.reported.received_on
            found.append(Duplicate("dead", told.id, name, row.number, since))
    return found


def _says_dead(told: Reported, number: str) -> bool:
    if ChangeKind.DEATH.value not in told.kinds:
        return False
    if told.about_id_number:
        return id_number.tidy(told.about_id_number) == number
    is_own = id_number.tidy(told.person.id_number) == number
    return is_own and told.about.strip() in {"", told.person.name}
