"""A case as the journal tells it: what was accepted, filed, signed and corrected."""

from dataclasses import dataclass, field

from app.domain.draft import Reply
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.income import Expense, Income
from app.domain.person import is_adult_by


@dataclass(frozen=True, slots=True)
class Accepted:
    """The body of ``case.accepted`` version 1: permanent. Dates are ISO, ids UUIDs, enums their text.

    Three dates: `came_on` (来访), `accepted_on` (材料齐备, the clock starts), `recorded_on` (录入).
    """

    number: str
    programmes: tuple[str, ...]
    came_on: str
    accepted_on: str
    recorded_on: str
    due_on: str
    legal_days: int
    confirmer: str
    rules: str
    division: str
    office: str
    handler: str
    household: str
    members: tuple[Member, ...]
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
    sign_later: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """The body of ``case.document_filed`` version 1; `read` is what the machine read, per field."""

    slot: str
    member: str
    document: BlobRef
    source: str
    verdict: str
    taken_at: str
    overruled: str = ""
    read: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """The body of ``case.signed`` version 1."""

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
class Declared:
    """The body of ``case.declared`` version 1: kin at the township or village, and the promise of truth."""

    near_relative: Reply
    truth: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """The body of ``case.printed`` version 1: which paper, how many copies, the SHA-256 of its bytes."""

    paper: str
    copies: int
    digest: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The body of ``case.corrected`` version 1: new texts of named fields, and why."""

    fields: dict[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Noted:
    """The body of ``case.noted`` version 1."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that lost as a whole against one written without knowledge of it: `fields` name what it wrote."""

    entry: str
    holds: str
    kind: str
    fields: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Case:
    """The folded state. `accepted` is None when its content was erased or has not arrived yet."""

    id: str
    scope: str
    accepted: Accepted | None = None
    filed: tuple[Filed, ...] = ()
    signed: tuple[Signed, ...] = ()
    declared: Declared | None = None
    printed: tuple[Printed, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    erased: int = 0
    needs_newer: bool = False

    def missing_signers(self) -> tuple[Member, ...]:
        """Give the adults of the household who have not signed, on the day of acceptance (DB57 9)."""
        if self.accepted is None:
            return ()
        have = {mark.member for mark in self.signed}
        day = self.accepted.accepted_on
        return tuple(m for m in self.accepted.members if m.id not in have and is_adult_by(m.identity.birth, day))
