"""The household: who lives and eats together, how each stands to the applicant, what each does."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.fact import Fact, plain
from app.domain.person import Identity


class Relation(StrEnum):
    """How a person stands to the applicant: GB/T 4761-2008, the codes that a window meets."""

    SELF = "01"
    SPOUSE = "10"
    SON = "20"
    SON_IN_LAW = "28"
    DAUGHTER = "30"
    DAUGHTER_IN_LAW = "38"
    GRANDSON = "41"
    GRANDDAUGHTER = "42"
    DAUGHTERS_SON = "43"
    DAUGHTERS_DAUGHTER = "44"
    FATHER = "51"
    MOTHER = "52"
    FATHER_IN_LAW = "55"
    MOTHER_IN_LAW = "56"
    GRANDFATHER = "61"
    GRANDMOTHER = "62"
    BROTHER = "73"
    SISTER = "77"
    OTHER_RELATIVE = "97"
    NOT_RELATED = "99"


class Away(StrEnum):
    """Why a member is not at home; empty text means that the member lives here."""

    WORK = "work"
    STUDY = "study"
    ARMY = "army"
    PRISON = "prison"
    MISSING = "missing"


class Health(StrEnum):
    """A word of the person asked, not a diagnosis."""

    GOOD = "good"
    CHRONIC = "chronic"
    SERIOUS = "serious"
    DISABLED = "disabled"


class Work(StrEnum):
    """What an adult does now."""

    FARM = "farm"
    EMPLOYED = "employed"
    CASUAL = "casual"
    NONE = "none"
    STUDY = "study"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the household. Enum fields hold the enum's text or are empty while not asked.

    `disability_kind` is 1 to 7 (视力 … 多重), `disability_grade` 1 to 4, both 0 where there is none.
    `spellings` is how the name is written elsewhere (``pinyin``, ``platform``, ``bank``); it never replaces the name.
    """

    id: str
    identity: Identity = field(default_factory=Identity)
    relation: str = ""
    away: str = ""
    away_place: str = ""
    health: str = ""
    disability_kind: int = 0
    disability_grade: int = 0
    work: str = ""
    spellings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Linked:
    """The body of ``household.linked`` version 1: permanent. The county joins the files that two offices keep of it.

    `other` is the id of the household in the other office, `office` that one by name.
    """

    other: str
    office: str
    linked_on: str
    by: str


def link(household_id: str, body: Linked) -> Fact:
    """Give the fact that another office keeps a file of the same household."""
    return Fact(f"household:{household_id}", "household.linked", 1, plain(body))
