"""The register of low-income households (低收入人口) of a township: who is on it, as what, since when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final

from app.domain import day, id_number
from app.domain.case import Conflict
from app.domain.fact import Fact, plain
from app.domain.household import Linked
from app.errors import Refused

MOST_MEMBERS: Final = 40
LONGEST: Final = 60  # characters of a name, a village or a telephone number
_MONTH: Final = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)


class HouseholdClass(StrEnum):
    """What a household is on the register as; one may be several things at once."""

    DIBAO = "dibao"
    TEKUN = "tekun"
    DIBAO_BIANYUAN = "dibao_bianyuan"
    GANGXING_ZHICHU = "gangxing_zhichu"
    FANGZHI_FANPIN = "fangzhi_fanpin"
    OTHER = "other"


class Trait(StrEnum):
    """What an officer has to keep an eye on in a household."""

    SEVERE_DISABILITY = "severe_disability"
    SERIOUS_ILLNESS = "serious_illness"
    LIVES_ALONE = "lives_alone"
    LEFT_BEHIND = "left_behind"
    OLD = "old"
    CHILDREN = "children"
    NO_WORK = "no_work"


class Source(StrEnum):
    """Where an entry of the register comes from."""

    HAND = "hand"
    LIST = "list"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody of a household beside its head; `relation` to the head is a code, or the word as it was written."""

    name: str
    id_number: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A household as the register has it; `name` and `id_number` are its head's, `since` a month (2024-05) or empty.

    `number` is the household's or its case's in other lists, `size` the people in it where `members` does not tell.
    """

    name: str
    id_number: str = ""
    village: str = ""
    group: str = ""
    phone: str = ""
    number: str = ""
    classes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    since: str = ""
    size: int = 0
    members: tuple[ListedPerson, ...] = ()

    @property
    def people(self) -> int:
        """How many people live in it, as far as the register knows."""
        return max(self.size, len(self.members) + 1)


FIELDS: Final = tuple(field.name for field in fields(Listing))


@dataclass(frozen=True, slots=True)
class Listed:
    """The body of ``household.listed`` version 1: permanent. `source` is a `Source`, `batch` names one import."""

    listed_on: str
    source: str
    listing: Listing
    office: str
    division: str
    handler: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class ListChanged:
    """The body of ``household.list_changed`` version 1: permanent. `fields` are those of `Listing`, as they are now."""

    changed_on: str
    source: str
    fields: Mapping[str, Any]
    handler: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The body of ``household.unlisted`` version 1: permanent. It is on the register no longer, and why."""

    unlisted_on: str
    source: str
    reason: str
    handler: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """The folded state; `listing` is None when its content was erased or has not arrived.

    `batch` names the import that wrote last, and is empty where that was by hand. `links` are the files of other
    offices on the household of a case.
    """

    id: str
    scope: str
    listing: Listing | None = None
    on_list: bool = False
    batch: str = ""
    reason: str = ""
    conflicts: tuple[Conflict, ...] = ()
    erased: int = 0
    needs_newer: bool = False
    links: tuple[Linked, ...] = ()

    @property
    def disputed(self) -> frozenset[str]:
        """The fields of which two windows wrote different things, and nobody who knew both has said which holds."""
        return frozenset(name for conflict in self.conflicts if not conflict.settled for name in conflict.fields)


def listed(household_id: str, body: Listed) -> Fact:
    """Give the fact that a household is on the register (again); Refused as `check`."""
    Source(body.source)
    day.check(body.listed_on)
    check(body.listing)
    return Fact(f"household:{household_id}", "household.listed", 1, plain(body))


def changed(household: ListedHousehold, to: Listing, body: ListChanged) -> Fact:
    """Give the fact of what is different now: all fields of `to` that differ, whatever `body` names.

    What is disputed is said again even where it stays: that settles it.
    Refused low_income.not_listed, low_income.no_change, and as `check`.
    """
    Source(body.source)
    day.check(body.changed_on)
    if household.listing is None or not household.on_list:
        raise Refused("low_income.not_listed")
    check(to)
    wanted = household.disputed.union(differences(household.listing, to))
    different = [name for name in FIELDS if name in wanted]
    if not different:
        raise Refused("low_income.no_change")
    now = plain(to)
    values = {"fields": {name: now[name] for name in different}}
    return Fact(f"household:{household.id}", "household.list_changed", 1, plain(body) | values)


def unlisted(household: ListedHousehold, body: Unlisted) -> Fact:
    """Give the fact that a household leaves the register; Refused low_income.not_listed, low_income.no_reason."""
    Source(body.source)
    day.check(body.unlisted_on)
    if not household.on_list:
        raise Refused("low_income.not_listed")
    if not body.reason.strip():
        raise Refused("low_income.no_reason")
    return Fact(f"household:{household.id}", "household.unlisted", 1, plain(body))


def check(listing: Listing) -> None:
    """Refuse a household that cannot stand on the register.

    Refused low_income.nobody, low_income.id_number, low_income.no_class, low_income.since, low_income.too_many,
    low_income.too_long, low_income.twice.
    """
    if not listing.name.strip() or not all(member.name.strip() for member in listing.members):
        raise Refused("low_income.nobody")
    _check_numbers(listing)
    if not listing.classes:
        raise Refused("low_income.no_class")
    if listing.since and not _MONTH.fullmatch(listing.since):
        raise Refused("low_income.since", since=listing.since)
    if listing.people > MOST_MEMBERS or listing.size < 0:
        raise Refused("low_income.too_many", most=MOST_MEMBERS)
    said = (listing.name, listing.village, listing.group, listing.phone, listing.number)
    if any(len(text) > LONGEST for text in (*said, *(member.name for member in listing.members))):
        raise Refused("low_income.too_long", most=LONGEST)


def _check_numbers(listing: Listing) -> None:
    """Look at all numbers: the head's has to be there, those of others may be unknown."""
    numbers = [member.id_number for member in listing.members if member.id_number]
    for number in (listing.id_number, *numbers):
        if not id_number.holds(number):
            raise Refused("low_income.id_number", number=number)
    if len({listing.id_number, *numbers}) <= len(numbers):
        raise Refused("low_income.twice")


def differences(before: Listing, after: Listing) -> tuple[str, ...]:
    """Name the fields in which two listings differ, in the order of the fields."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
