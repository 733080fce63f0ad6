"""A list of low-income households from elsewhere, held against the register: what would change. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.low_income import FIELDS, ListedPerson, Listing, differences

_ALWAYS: Final = frozenset({"name", "id_number"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is to be said of a row of a list (counted from 1 as spreadsheets do): a code and its facts.

    What `stops` keeps the whole household out; the rest is only to be known.
    """

    row: int
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    stops: bool = True


@dataclass(frozen=True, slots=True)
class ReadHousehold:
    """A household of a list and the row in which it begins."""

    row: int
    listing: Listing


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a list says. `fields` are those of `Listing` that it has columns for, `rows` how many rows had people.

    `seen` are the id numbers of all rows, also of those that are wrong; `blocked` counts the households kept out.
    """

    households: tuple[ReadHousehold, ...]
    wrong: tuple[Wrong, ...] = ()
    fields: frozenset[str] = frozenset(FIELDS)
    rows: int = 0
    sheet: str = ""
    seen: frozenset[str] = frozenset()
    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A household that is (`on_list`) or was on the register."""

    id: str
    listing: Listing
    on_list: bool = True


@dataclass(frozen=True, slots=True)
class New:
    """A household that comes onto the register; `id` where it was on it before."""

    row: int
    listing: Listing
    id: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A household of the register of which the list says something else in these fields."""

    row: int
    id: str
    before: Listing
    after: Listing
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `missing` are households of the register that the list should have and has not."""

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: int = 0
    missing: tuple[Known, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    rows: int = 0
    sheet: str = ""
    blocked: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.new or self.changed)


class Comparison:
    """Holds a list against the register, household by household (`step`), and gives the preview in the end."""

    def __init__(self, read: ReadList, known: Iterable[Known]) -> None:
        self._read, self._known = read, {one.id: one for one in known}
        self._heads: dict[str, str] = {}
        self._people: dict[str, str] = {}
        for one in sorted(self._known.values(), key=lambda one: one.on_list):
            self._note(one)
        self._taken: set[str] = set()
        self._new: list[New] = []
        self._changed: list[Changed] = []
        self._wrong = list(read.wrong)
        self._same = 0

    def steps(self) -> Iterator[int]:
        """Compare one household after the other; gives how many are done."""
        for nth, household in enumerate(self._read.households, 1):
            self._compare(household)
            yield nth

    def preview(self) -> Preview:
        """Give what came out."""
        return Preview(
            new=tuple(self._new),
            changed=tuple(self._changed),
            same=self._same,
            missing=self._missing(),
            wrong=tuple(sorted(self._wrong, key=lambda wrong: (wrong.row, not wrong.stops))),
            rows=self._read.rows,
            sheet=self._read.sheet,
            blocked=self._read.blocked,
        )

    def _note(self, one: Known) -> None:
        """What is on the register goes before what was."""
        self._heads[one.listing.id_number] = one.id
        for member in one.listing.members:
            if member.id_number:
                self._people[member.id_number] = one.id

    def _compare(self, household: ReadHousehold) -> None:
        found = self._match(household.listing)
        if found is None:
            self._new.append(New(household.row, household.listing))
            return
        self._taken.add(found.id)
        after = merged(found.listing, household.listing, self._read.fields)
        self._warn_of_others(household, found)
        different = differences(found.listing, after)
        if not found.on_list:
            self._new.append(New(household.row, after, found.id))
        elif different:
            self._changed.append(Changed(household.row, found.id, found.listing, after, different))
        else:
            self._same += 1

    def _match(self, listing: Listing) -> Known | None:
        """Find the household by its head, by its head as a member, or by any member; each is found once."""
        numbers = [member.id_number for member in listing.members if member.id_number]
        candidates = (
            self._heads.get(listing.id_number),
            self._people.get(listing.id_number),
            *(self._heads.get(number) for number in numbers),
            *(self._people.get(number) for number in numbers),
        )
        found = next((one for one in candidates if one and one not in self._taken), None)
        return self._known[found] if found else None

    def _warn_of_others(self, household: ReadHousehold, found: Known) -> None:
        """Say of whom the register has in another household as well: nobody is moved silently."""
        for number in _numbers(household.listing):
            other = self._heads.get(number) or self._people.get(number)
            if other and other != found.id and self._known[other].on_list:
                facts = {"number": number, "name": self._known[other].listing.name}
                self._wrong.append(Wrong(household.row, "elsewhere", facts, stops=False))

    def _missing(self) -> tuple[Known, ...]:
        """Give whom the list leaves out: of its villages and classes, where it names any."""
        said = [one.listing for one in self._read.households]
        villages = {listing.village for listing in said if listing.village}
        classes = {name for listing in said for name in listing.classes}
        return tuple(
            one
            for one in self._known.values()
            if one.on_list
            and one.id not in self._taken
            and not _numbers(one.listing) & self._read.seen
            and one.listing.village in (villages or {one.listing.village})
            and classes.intersection(one.listing.classes)
        )


def merged(before: Listing, said: Listing, columns: frozenset[str]) -> Listing:
    """Give what the register would say: what the list has a column for and says something in; nothing is emptied."""
    values = {name: getattr(said, name) for name in columns | _ALWAYS if getattr(said, name)}
    if values.get("size") == before.people:
        del values["size"]
    for name in ("classes", "flags"):
        if set(values.get(name, ())) == set(getattr(before, name)):
            values.pop(name, None)
    if "members" in columns:
        values["members"] = _members(before, said)
    return replace(before, **values)


def _members(before: Listing, said: Listing) -> tuple[ListedPerson, ...]:
    """Take the members of the list, each with what the register knows and the list does not say."""
    known = {member.id_number or member.name: member for member in (*before.members, _head(before))}
    by_name = {member.name: member for member in before.members}
    people = tuple(_completed(one, known.get(one.id_number) or by_name.get(one.name)) for one in said.members)
    same = {(one.name, one.id_number) for one in people} == {(one.name, one.id_number) for one in before.members}
    is_same = same and {one.relation for one in people} == {one.relation for one in before.members}
    return before.members if is_same else people


def _completed(one: ListedPerson, known: ListedPerson | None) -> ListedPerson:
    if known is None:
        return one
    return replace(one, id_number=one.id_number or known.id_number, relation=one.relation or known.relation)


def _head(listing: Listing) -> ListedPerson:
    return ListedPerson(listing.name, listing.id_number)


def _numbers(listing: Listing) -> frozenset[str]:
    return frozenset({listing.id_number, *(member.id_number for member in listing.members)} - {""})
