"""Rows of persons into households: by the household's number, by its head, or each row for itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.household import Relation
from app.domain.low_income import ListedPerson, Listing, check
from app.domain.low_income_list import ReadHousehold, ReadList, Wrong
from app.errors import Refused
from app.sheets.row import Row

# Which columns of a list speak of which fields of a listing.
_SPEAKS: Final = {
    "head_name": "name",
    "name": "name",
    "head_id": "id_number",
    "id_number": "id_number",
    "village": "village",
    "address": "village",
    "group": "group",
    "phone": "phone",
    "number": "number",
    "class": "classes",
    "flag": "flags",
    "since": "since",
    "size": "size",
    "relation": "members",
}  # fmt: skip - one to one
_MOST_ROWS: Final = 200  # of one household: more is a column that was misread


@dataclass(slots=True)
class _Group:
    rows: list[Row] = field(default_factory=list)


class Grouping:
    """Takes rows one after the other (`add`), gives the list at the `end`."""

    def __init__(self, columns: frozenset[str]) -> None:
        self._columns = columns
        self._groups: list[_Group] = []
        self._by_key: dict[str, _Group] = {}
        self._last: _Group | None = None
        self._rows = 0
        self._wrong: list[Wrong] = []
        self._persons: dict[str, int] = {}
        self._blocked = 0
        self._seen: set[str] = set()

    def add(self, row: Row) -> None:
        """Put a row where it belongs."""
        self._rows += 1
        self._seen |= {row.id_number, row.head_id} - {""}
        group = self._of(row)
        if len(group.rows) < _MOST_ROWS:
            group.rows.append(row)
        else:
            self._wrong.append(Wrong(row.number, "too_many_rows", {"first": group.rows[0].number}))
        self._last = group

    def _of(self, row: Row) -> _Group:
        """Find the household of a row; a row that does not say goes on with the one before."""
        number, before = row.said.get("number", ""), self._last
        if number and not row.village and before and before.rows[0].said.get("number") == number:
            return before  # numbers begin anew in each village; a row without one is of the village above
        by_head = row.head_id or (row.head_name and f"{row.head_name} {row.village}")
        if key := f"{number} {row.village}" if number else by_head:
            return self._by_key.get(key) or self._new(key)
        if "relation" in self._columns and not row.relation:
            row.note("no_relation")
        goes_on = self._has_members and row.is_head is not True
        return before if goes_on and before else self._new("")

    @property
    def _has_members(self) -> bool:
        """Whether a list can have several rows for a household: it says how each stands to the head, or numbers it."""
        return bool(self._columns & {"relation", "number", "head_name", "head_id"})

    def _new(self, key: str) -> _Group:
        group = _Group()
        self._groups.append(group)
        if key:
            self._by_key[key] = group
        return group

    def end(self, sheet: str) -> ReadList:
        """Give what the whole list says."""
        households = tuple(self._households())
        return ReadList(
            households=households,
            wrong=tuple(self._wrong),
            fields=self._fields(households),
            rows=self._rows,
            sheet=sheet,
            seen=frozenset(self._seen),
            blocked=self._blocked,
        )

    def _fields(self, households: Iterable[ReadHousehold]) -> frozenset[str]:
        asked = {f"{column.partition(':')[0]}" for column in self._columns}
        fields = {_SPEAKS[column] for column in asked if column in _SPEAKS}
        has_members = any(one.listing.members for one in households)
        return frozenset(fields | {"members"} if has_members else fields - {"members"}) | (
            {"group"} if "address" in asked or "village" in asked else frozenset()
        )

    def _households(self) -> Iterator[ReadHousehold]:
        for group in self._groups:
            found = self._household(group)
            self._wrong += [wrong for row in group.rows for wrong in row.wrong]
            if found is None:
                self._blocked += any(row.is_wrong for row in group.rows)
            else:
                yield found

    def _household(self, group: _Group) -> ReadHousehold | None:
        """Give a household, None where something about it is wrong or all of it stood in the list before."""
        rows = self._without_repeated(group.rows)
        if not rows:
            return None
        listing = _listing(rows)
        if not any(row.is_wrong for row in rows):
            self._judge(rows[0], listing)
            self._check_twice(rows)
        if any(row.is_wrong for row in rows):
            return None
        self._persons |= {row.id_number: row.number for row in rows if row.id_number}
        self._persons.setdefault(listing.id_number, rows[0].number)
        return ReadHousehold(rows[0].number, listing)

    def _without_repeated(self, rows: list[Row]) -> list[Row]:
        """Leave out rows that say the same as one before; they count once."""
        kept: list[Row] = []
        for row in rows:
            same = next((one for one in kept if row.id_number and one.id_number == row.id_number), None)
            if same is None:
                kept.append(row)
            elif same.said == row.said or (same.name, same.relation) == (row.name, row.relation):
                row.note("repeated", stops=False, first=same.number)
            else:
                row.note("twice_in_household", first=same.number)
                kept.append(row)
        return kept

    def _check_twice(self, rows: list[Row]) -> None:
        for row in rows:
            if first := self._persons.get(row.id_number):
                row.note("twice_in_file", first=first)

    def _judge(self, first: Row, listing: Listing) -> None:
        """Say what the register would refuse."""
        if not listing.name:
            first.note("no_name")
        elif not listing.id_number:
            first.note("no_number", name=listing.name)
        elif not listing.classes:
            first.note("no_class")
        else:
            try:
                check(listing)
            except Refused as error:
                first.note(error.code.replace("low_income.", "refused_"))


def _listing(rows: list[Row]) -> Listing:
    head = next((row for row in rows if row.is_head), None)
    first = head or rows[0]
    has_other_head = head is None and bool(first.head_name or first.head_id)
    others = [row for row in rows if row is not first or has_other_head]
    said = Listing(
        name=first.head_name if has_other_head else first.name or first.head_name,
        id_number=first.head_id if has_other_head else first.id_number or first.head_id,
        classes=tuple(sorted({name for row in rows for name in row.classes})),
        flags=tuple(sorted({name for row in rows for name in row.flags})),
        size=max(row.size for row in rows),
        members=tuple(_person(row) for row in others if row.name),
    )
    return replace(
        said,
        village=_first(row.village for row in rows),
        group=_first(row.group for row in rows),
        since=min((row.since for row in rows if row.since), default=""),
        phone=_first(row.said.get("phone", "") for row in rows),
        number=_first(row.said.get("number", "") for row in rows),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _person(row: Row) -> ListedPerson:
    relation = "" if row.relation == Relation.SELF else row.relation
    return ListedPerson(row.name, row.id_number, relation)
