"""A household as a file describes it: the input of an assessment, field by field. Money is fen over 12 months."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from app.domain.money import LARGEST_FEN

Day = date
Fen = Annotated[int, Meta(ge=0, le=LARGEST_FEN)]
Answer = Literal["within", "over", "unknown"]
MULTIPLE = 7  # 多重残疾: which kinds are joined in it is not said


@dataclass(frozen=True, slots=True)
class Disability:
    """Kind 1 to 7 (视力 … 多重) and grade 1 to 4 as printed."""

    kind: Annotated[int, Meta(ge=1, le=7)]
    grade: Annotated[int, Meta(ge=1, le=4)]


@dataclass(frozen=True, slots=True)
class Member:
    """One person. `relation` is by GB/T 4761 to the applicant (01); None is what nobody has said.

    `tier` is the tier (分档) that the township proposes, where the county pays by tiers.
    """

    id: Annotated[str, Meta(min_length=1)]
    name: str = ""
    id_number: str | None = None
    sex: Literal["male", "female", ""] | None = None
    birth: date | None = None
    relation: str | None = None
    co_living: bool | None = True
    student: Literal["none", "compulsory", "senior", "vocational", "undergraduate", "postgraduate"] | None = "none"
    work: Literal["none", "employed", "self_employed", "retired", "unable"] | None = None
    disability: Disability | None = None
    serious_illness: bool | None = False
    circumstances: tuple[str, ...] | None = ()
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """What came in. `item` names what may not count; `stopped` is the month since which it is not paid any more."""

    member: str
    kind: Literal["wage", "business", "property", "transfer", "other"]
    fen_last_12_months: Fen
    item: str | None = ""
    stopped: str | None = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken off, only within its own kind of income."""

    member: str
    kind: Literal["work_cost", "operating_cost", "tax_social", "support_paid", "disability", "illness"]
    fen_last_12_months: Fen


@dataclass(frozen=True, slots=True)
class Spending:
    """Unavoidable spending that the household paid itself."""

    kind: Literal["living", "medical", "education", "rehabilitation", "other"]
    fen_last_12_months: Fen


@dataclass(frozen=True, slots=True)
class Property:
    """What the check of the property has found, by the limits of each programme."""

    dibao: Answer | None = "unknown"
    bianyuan: Answer | None = "unknown"
    tekun: Answer | None = "unknown"
    gangxing: Answer | None = "unknown"


@dataclass(frozen=True, slots=True)
class Obligor:
    """Somebody outside the household who by law supports its members."""

    id: str = ""
    birth: date | None = None
    disability: Disability | None = None
    programme: str | None = "none"
    fen_last_12_months: Fen | None = None
    property: Answer | None = "unknown"
    circumstances: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Current:
    """What is received already, by one member or (None) the whole household."""

    programme: str
    member: str | None = None
    since: str | None = ""


@dataclass(frozen=True, slots=True)
class Emergency:
    """What has happened, and how much is needed now."""

    kind: Literal["fire", "accident", "illness", "other"]
    date: Day | None = None
    fen_needed: Fen | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """The whole file. A list that is None was not asked for; an empty one says that there is nothing."""

    members: tuple[Member, ...]
    on: date | None = None
    scope: str | None = ""
    residence: Literal["rural", "urban"] | None = None
    incomes: tuple[Income, ...] | None = None
    deductions: tuple[Deduction, ...] | None = ()
    rigid_spending: tuple[Spending, ...] | None = None
    property: Property | None = field(default_factory=Property)
    obligors: tuple[Obligor, ...] | None = None
    self_care_unmet: Annotated[int, Meta(ge=0, le=6)] | None = None
    land_contract: bool | None = None
    current: tuple[Current, ...] | None = ()
    emergency: Emergency | None = None
    linshi_received_fen_this_year: Fen | None = 0
