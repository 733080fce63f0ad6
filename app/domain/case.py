"""A case as the journal tells it: what was accepted, filed, signed and corrected."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.domain.course import Assigned, Ended, PlatformNoted, Presented, SignedOnPaper, Withdrawn
from app.domain.draft import Answer, Reply
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.income import Expense, Income
from app.domain.paper_sealed import PaperSealed
from app.domain.paper_signed import PaperSigned
from app.domain.person import is_adult_by
from app.domain.programme import Programme
from app.domain.registration import NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.domain.steps.progress import Progress
from app.domain.steps.standing import CLOSED, relieved, stage
from app.domain.urgent import UrgentRecorded


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
    """The body of ``case.document_filed`` version 1: permanent.

    `read` is what the machine read, per field, `corrected` what an officer put in its place; `original` is the
    SHA-256 (hex) of the picture as it was taken, of which `document` is the archive picture.
    """

    slot: str
    member: str
    document: BlobRef
    source: str
    verdict: str
    taken_at: str
    overruled: str = ""
    read: dict[str, str] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)
    original: str = ""


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
    """The folded state. `accepted` is None before acceptance, when its content was erased, or has not arrived.

    `left_behind` are the hashes of what came when the case had moved to another office, and is not there yet.
    """

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
    registered: Registered | None = None
    supplement: SupplementAsked | None = None
    not_accepted: NotAccepted | None = None
    registration_ended: RegistrationEnded | None = None
    presented: Presented | None = None
    signed_on_paper: tuple[SignedOnPaper, ...] = ()
    withdrawn: Withdrawn | None = None
    ended: Ended | None = None
    assigned: Assigned | None = None
    platform: PlatformNoted | None = None
    corrected: tuple[Corrected, ...] = ()
    urgent: UrgentRecorded | None = None
    progress: Progress = field(default_factory=Progress)
    left_behind: tuple[str, ...] = ()
    sealed: tuple[PaperSealed, ...] = ()
    inked: tuple[PaperSigned, ...] = ()

    @property
    def state(self) -> str:
        """Where the case stands, by its word in resources/texts: registered, awaiting_supplement, accepted …

        ``erased`` and ``unread`` where nothing readable is here.
        """
        if self.progress.handed_over:
            return "handed_over"
        if self.accepted is None:
            return self._before_acceptance()
        if self.withdrawn:
            return "withdrawn"
        if self.ended:
            return "ended_noncoop"
        word = stage(self.progress)
        return relieved(self.progress) if word == "relieved" and self.urgent else word

    @property
    def members(self) -> tuple[Member, ...]:
        """The people of the household as it is now: as accepted, with who came and without who went or died."""
        dead = {one.member for one in self.progress.deaths}
        people = {member.id: member for member in self.accepted.members} if self.accepted else {}
        for change in self.progress.household_changes:
            people = {name: member for name, member in people.items() if name not in change.gone}
            people = {member.id: member for member in change.joined} | people
        return tuple(member for name, member in people.items() if name not in dead)

    @property
    def confirmer(self) -> str:
        """Who confirms it, as it was accepted: ``township``, ``county``, or empty while nobody has said so."""
        return self.accepted.confirmer if self.accepted else ""

    @property
    def programme(self) -> str:
        """The programme that it runs under: what it was sorted into, else what was asked for, else 低保."""
        progress = self.progress
        sorted_into = progress.confirmed or progress.not_confirmed or progress.opinion
        if sorted_into:
            return sorted_into.programme
        asked = self.accepted.programmes if self.accepted else ()
        named = [one for one in asked if one != Programme.BY_CLASS]
        return named[0] if named else Programme.DIBAO.value

    @property
    def closed(self) -> bool:
        """Whether nothing more is to be done for it."""
        return self.state in CLOSED

    @property
    def handler(self) -> str:
        """The id of the officer who goes on with it; empty where nobody is known."""
        if self.assigned:
            return self.assigned.officer
        if self.progress.continued:
            return ""
        begun = self.accepted or self.registered
        return begun.handler if begun else ""

    @property
    def applicant(self) -> str:
        """The name of who applies, or what somebody without a document is called; empty where nobody is known."""
        if self.accepted:
            return next((member.identity.name for member in self.accepted.members), "")
        name = self.registered.applicant.name if self.registered else ""
        return name or (self.urgent.called if self.urgent else "")

    @property
    def number(self) -> str:
        """The number that was handed out for it, on whatever paper came first; empty where there was none."""
        told = self.accepted or self.supplement or self.urgent or self.not_accepted
        return told.number if told else ""

    @property
    def due_on(self) -> str:
        """The ISO day by which the next thing is owed: an answer, or help in an emergency; empty where nothing is."""
        if self.closed or self.progress.is_decided:
            return ""
        if self.accepted:
            return self.progress.extended.due_on if self.progress.extended else self.accepted.due_on
        return self.urgent.due_on if self.is_urgent and self.urgent else ""

    @property
    def is_urgent(self) -> bool:
        """Whether help in an emergency is still owed: registered, not given, not ended, no application made of it."""
        return self.urgent is not None and self.accepted is None and not (self.progress.given or self.closed)

    @property
    def awaits_county(self) -> bool:
        """Whether the county must see the home itself: kin of an official, declared or named, or a report (DB57 20)."""
        declared = self.declared is not None and self.declared.near_relative.answer == Answer.YES
        return self.progress.awaits_county or (declared and self.progress.county_visit is None)

    def is_disputed(self, field: str) -> bool:
        """Tell whether two windows wrote `field`, neither knowing of the other, and nobody has settled it yet."""
        return any(field in conflict.fields and not conflict.settled for conflict in self.conflicts)

    def missing_signers(self) -> tuple[Member, ...]:
        """Give the adults of the household who have not signed, on the day of acceptance (DB57 9)."""
        if self.accepted is None:
            return ()
        have = {mark.member for mark in self.signed} | {mark.member for mark in self.signed_on_paper}
        day = self.accepted.accepted_on
        return tuple(m for m in self.members if m.id not in have and is_adult_by(m.identity.birth, day))

    def text_at(self, path: str) -> str | None:
        """Give the text at a dotted path of the acceptance (members of lists by id); None where there is none."""
        value: Any = msgspec.to_builtins(self.accepted)
        for name in path.split("."):
            value = inside(value, name)
        return value if isinstance(value, str) else None

    def _before_acceptance(self) -> str:
        if self.not_accepted:
            return "not_accepted"
        if self.registration_ended:
            return "registration_ended"
        if self.supplement:
            return "awaiting_supplement"
        if self.progress.given:
            return relieved(self.progress)
        if self.registered:
            return "registered"
        return "erased" if self.erased else "unread"


def inside(values: Any, name: str) -> Any:
    """Give what `name` names in JSON values: a member of an object, or of a list the object of that id; else None."""
    if isinstance(values, list | tuple):
        return next((item for item in values if isinstance(item, dict) and item.get("id") == name), None)
    return values.get(name) if isinstance(values, dict) else None
