"""What the store takes and gives: frozen values, without SQLAlchemy, so that any module may import them."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.fact import BlobRef
from app.domain.low_income import Listing
from app.domain.office import Office
from app.journal.entry import Entry
from app.journal.fold import Stored as StoredEntry
from app.journal.merkle import receipt_code

__all__ = [
    "Author",
    "BlobTask",
    "CaseSummary",
    "Checkpoint",
    "Device",
    "HeldBack",
    "Matter",
    "Pending",
    "PersonHit",
    "Received",
    "Reissue",
    "StoredEntry",
    "Task",
    "Today",
    "Unreadable",
    "VisitRow",
]


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the officer's id and the hash of the entry that granted it (64 zeros where none is known)."""

    officer: str
    grant: str


@dataclass(frozen=True, slots=True)
class Device:
    """This installation at the county. `cursor` is the last order pulled, `base` the newest order of an epoch's begin.

    `replaces` names the device whose work this one goes on with, `from_seq` its first entry that was given up.
    """

    id: str
    number: str
    office: Office
    private_key: bytes = field(repr=False)
    county_url: str = ""
    ca_pin: str = ""
    epoch: str = ""
    base: int = 0
    cursor: int = 0
    scopes: tuple[str, ...] = ()
    name: str = ""
    replaces: str = ""
    from_seq: int = 0

    @property
    def scope(self) -> str:
        """The scope that this device's entries are for."""
        return self.office.scope


@dataclass(frozen=True, slots=True)
class Received:
    """A line of a pull, or of the device's own journal: an entry with `order`, or with the reason `withheld`."""

    entry: Entry
    order: int | None
    received_at: str | None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry of a closed chain whose body cannot be read: kept, reported, not written again."""

    device: str
    seq: int
    hash: str
    subject: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reissue:
    """What a step of writing again did; `finished` when nothing is left to do."""

    written: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An own entry that the county keeps without order: `reason` is scope or subject."""

    device: str
    seq: int
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The Merkle root (hex) over the first `size` entries of `device`, signed; `countersigned` is the county's word."""

    device: str
    size: int
    root: str
    at: str
    signature: str
    kid: str
    countersigned: dict[str, Any] | None = None

    @property
    def code(self) -> str:
        """The 12 characters that a receipt prints."""
        return receipt_code(self.root)


@dataclass(frozen=True, slots=True)
class BlobTask:
    """A document that the county does not have yet. `upload_url` is where a begun upload goes on."""

    sha256: str
    size: int
    media_type: str
    case_id: str
    waiting_since: str
    upload_url: str | None

    @property
    def ref(self) -> BlobRef:
        """The document's name, size and type."""
        return BlobRef(self.sha256, self.size, self.media_type)


@dataclass(frozen=True, slots=True)
class Pending:
    """What the county does not have yet; `oldest_at` is when the oldest of it was written."""

    entries: int
    blobs: int
    cases: int
    oldest_at: str | None


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as a list shows it. Dates are ISO; `state` is that of `Case.state`, `platform` of `PlatformState`."""

    case_id: str
    scope: str
    state: str
    number: str
    applicant: str
    id_number: str
    village: str
    programmes: tuple[str, ...]
    members: int
    came_on: str
    accepted_on: str
    due_on: str
    handler: str
    papers: int
    unsigned: int
    conflicts: int
    needs_newer: bool
    platform: str = ""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person of a case: `relation` to its applicant, the case's number and day of acceptance."""

    case_id: str
    member_id: str
    id_number: str
    name: str
    relation: str
    number: str
    accepted_on: str


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who answers to a search: `subject` is the matter, of `kind` case, change, referral, lead, household.

    `member` is the person in a case or household and `relation` to its `applicant`, or head; both empty where only one
    person is known.
    """

    subject: str
    kind: str
    state: str
    number: str
    village: str
    day: str
    applicant: str
    name: str
    id_number: str
    relation: str
    member: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do for a case, found in the journal.

    `kind`: urgent (help is owed by `due_on`), signature (`about` is the id, `name` the name of who has not signed),
    conflict (`about` the entry's hash), needs_newer, same_person and double_number (`about` the other case's id,
    `name` the person or the number).
    `due_on` is the case's deadline, or empty.
    """

    kind: str
    case_id: str
    number: str
    applicant: str
    due_on: str
    about: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as a list shows it: `subject` names it, `about` what came of it, `day` is ISO and `came_at` a moment."""

    subject: str
    day: str
    came_at: str
    reason: str
    name: str
    id_number: str
    village: str
    agent: str
    handler: str
    outcome: str
    note: str
    about: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A change that was told, a referral, or a lead, as a list shows it.

    `kind` is change, referral or lead; `what` the kinds of change (comma), the field of aid, or the place; `receiver`
    the department, or who saw it; `about_id_number` is whom a change concerns, where that is known.
    """

    subject: str
    kind: str
    number: str
    day: str
    name: str
    id_number: str
    village: str
    what: str
    receiver: str
    state: str
    due_on: str
    about_id_number: str = ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A household that is or was on the low-income register; `batch` names the import that wrote last, or is empty."""

    id: str
    listing: Listing
    on_list: bool
    batch: str = ""
    reason: str = ""
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """Households on the low-income register by class and by village, in all, and the people in them."""

    by_class: dict[str, int]
    by_village: dict[str, int]
    households: int
    people: int


@dataclass(frozen=True, slots=True)
class Today:
    """The counts of a day: accepted on it, drafts waiting, cases with tasks, due on it, and overdue by it."""

    accepted: int
    drafts: int
    tasks: int
    due: int
    overdue: int
