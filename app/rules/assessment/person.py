"""Who belongs to the household that is reckoned (最低生活保障审核确认办法 7), and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain import id_number
from app.rules.assessment.household import MULTIPLE, Current, Disability, Household, Member
from app.rules.assessment.kleene import every, some

ADULT = 18
# By GB/T 4761, in its form of one digit too.
_SELF, _SPOUSE, _CHILDREN, _IN_LAWS = ("01", "02", "0"), ("10", "11", "12", "1"), "23", ("28", "38")
_PARENTS = ("51", "52", "57", "58", "59", "5")
_SUPPORT = "4567"  # grandchildren, parents, grandparents, brothers and sisters, by the first digit
# How people stand to the applicant, by the first digit of the kinship code; in-laws are classes of their own.
_STANDS = {
    "0": "self",
    "1": "spouse",
    "2": "child",
    "3": "child",
    "4": "grandchild",
    "5": "parent",
    "6": "grandparent",
    "7": "sibling",
    "28": "child_in_law",
    "38": "child_in_law",
    "53": "parent_in_law",
    "54": "parent_in_law",
    "55": "parent_in_law",
    "56": "parent_in_law",
}  # fmt: skip - a table
_STUDIES = ("compulsory", "senior", "vocational", "undergraduate")  # full-time, up to 本科
_OUT = ("clergy_3y", "imprisoned", "detox", "missing")
_OTHER_AIDS = ("tekun", "guer")
_OTHER_RELATIVE = "97"
_DISTANT = re.compile(r"[89]\d", re.ASCII)  # uncles, aunts, cousins, strangers: no duty by law
_HEAVY = {"any": (1, 2), "5": (3,), "6": (3,)}
_Grades = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Person:
    """A member with the age on the day; `counted` is None where it is open, `why` is the name of the reason.

    `doubtful_sex`: the number says another sex than the file. `stands` is how the member stands to the applicant:
    ``self``, ``spouse``, ``child`` …, empty where it is no kinship.
    """

    member: Member
    age: int | None
    counted: bool | None
    why: str
    doubtful_sex: bool = False
    stands: str = ""

    @property
    def id(self) -> str:
        """The member's id in the file."""
        return self.member.id

    @property
    def name(self) -> str:
        """What a sentence calls the member."""
        return self.member.name or self.member.id

    def has(self, *circumstances: str) -> bool:
        """Tell whether one of some circumstances stands in the file."""
        return any(one in circumstances for one in self.member.circumstances or ())

    def is_at_least(self, years: int) -> bool | None:
        """Tell whether the member is so old; None while nobody knows the birth."""
        return None if self.age is None else self.age >= years

    def is_below(self, years: int) -> bool | None:
        """Tell whether the member is younger; None while nobody knows the birth."""
        return None if self.age is None else self.age < years


def age_on(birth: date, day: date) -> int:
    """Give full years on a day; who was born on 29 February is a year older on 28 February of a common year."""
    return day.year - birth.year - (day < birthday(birth, day.year))


def birthday(birth: date, year: int) -> date:
    """Give the day of a year on which a year of life is full (民法典 202: a month without the day ends earlier)."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def people(household: Household, on: date) -> tuple[Person, ...]:
    """Give everybody of a household with the age, and whether and why each is counted."""
    ages = [_age(member, on) for member in household.members]
    alone = len(household.members) == 1
    applicant_is_minor = any(
        member.relation in _SELF and age is not None and age < ADULT
        for member, age in zip(household.members, ages, strict=True)
    )
    found = []
    for member, age in zip(household.members, ages, strict=True):
        why, counted = _place(member, age, applicant_is_minor=applicant_is_minor, alone=alone)
        aided = _aided_otherwise(member.id, household.current or (), alone=alone)
        if aided and counted is not False:
            why, counted = f"out_{aided}", False
        found.append(Person(member, age, counted, why, _doubtful(member), _stands(member.relation or "")))
    return tuple(found)


def listed(disability: Disability | None, table: _Grades) -> bool | None:
    """Tell whether a disability is one of a table of grades by kind (``any`` for every kind).

    Of several kinds at once (7) the card does not say which: None where it depends on that.
    """
    if disability is None:
        return False
    if disability.grade in table.get("any", ()) or disability.grade in table.get(str(disability.kind), ()):
        return True
    several = disability.kind == MULTIPLE and any(disability.grade in grades for grades in table.values())
    return None if several else False


def birth_of(member: Member) -> date | None:
    """Give the birth as stated, or as the id number says it."""
    if member.birth or not member.id_number:
        return member.birth
    number = id_number.tidy(member.id_number)
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _age(member: Member, on: date) -> int | None:
    birth = birth_of(member)
    return age_on(birth, on) if birth else None


def _stands(relation: str) -> str:
    return _STANDS.get(relation) or _STANDS.get(relation[:1], "")


def _doubtful(member: Member) -> bool:
    if not (member.id_number and member.sex):
        return False
    return (int(id_number.tidy(member.id_number)[16]) % 2 == 1) != (member.sex == "male")


def _aided_otherwise(member: str, current: tuple[Current, ...], *, alone: bool) -> str:
    """Name the basic aid that a member receives in his own name, which leaves him out of a household of 低保."""
    own = {one.programme for one in current if one.member == member or (alone and one.member is None)}
    aided = next((programme for programme in _OTHER_AIDS if programme in own), "")
    if aided or "shishi_wuren_fuyang" not in own:
        return aided
    dibao = any(one.programme == "dibao" and one.member in {None, member} for one in current)
    return "" if dibao else "shishi_wuren_fuyang"  # beside 低保 it only tops up


def _place(member: Member, age: int | None, *, applicant_is_minor: bool, alone: bool) -> tuple[str, bool | None]:
    """Give the name of the reason and whether the member is counted."""
    out = next((one for one in _OUT if one in (member.circumstances or ())), "")
    relation = member.relation or ""
    if out:
        return f"out_{out}", False
    if relation in _SELF or alone:
        return "in_applicant", True
    if relation in _SPOUSE:
        return "in_spouse", True
    if relation in _PARENTS and applicant_is_minor:
        return "in_parent", True
    if relation[:1] in tuple(_CHILDREN) and relation not in _IN_LAWS:
        return _child(member, age)
    return _other(member, relation)


def _child(member: Member, age: int | None) -> tuple[str, bool | None]:
    """A child counts while a minor, while dependent (wherever it lives), or with who it lives together."""
    grounds = {
        "in_minor": None if age is None else age < ADULT,
        "in_student": None if member.student is None else member.student in _STUDIES,
        "in_dependent": some((_helpless(member), "no_capacity" in (member.circumstances or ()))),
        "in_together": member.co_living,
    }
    counted = some(grounds.values())
    if counted:
        return next(name for name, holds in grounds.items() if holds), True
    return ("out_apart" if counted is False else "open_child"), counted


def _helpless(member: Member) -> bool | None:
    """Tell whether an adult child cannot live on his own work: as stated, or heavily disabled and without work."""
    if member.work == "unable":
        return True
    return every((listed(member.disability, _HEAVY), member.work not in {"employed", "self_employed"}))


def _other(member: Member, relation: str) -> tuple[str, bool | None]:
    """Anyone else counts with a statutory duty and a life together, both."""
    close = relation[:1] in tuple(_SUPPORT) or relation in _IN_LAWS
    distant = relation != _OTHER_RELATIVE and _DISTANT.fullmatch(relation)
    duty = True if close else (False if distant else None)
    counted = every((duty, member.co_living))
    if counted:
        return "in_together", True
    if counted is None:
        return "open_relative", None
    return ("out_stranger" if duty is False else "out_apart"), False
