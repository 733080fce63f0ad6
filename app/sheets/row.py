"""One row of a list: what it says of a person, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain import id_number
from app.domain.household import Relation
from app.domain.hukou_relation import parsed
from app.domain.low_income import LONGEST, MOST_MEMBERS
from app.domain.low_income_list import Wrong
from app.errors import Refused
from app.sheets.cell import Cell, day_of_serial, has_lost_digits, text_of, word_of
from app.sheets.vocabulary import vocabulary

_APART: Final = re.compile(r"[、,，;；/|+\s]+")
_OLD_NUMBER: Final = 15  # characters of the shortest number that a person ever had
_PLACE: Final = 60  # characters of an address that are looked at


@dataclass(slots=True)
class Row:
    """What a row says, tidied; `wrong` is what is to be said about it."""

    number: int
    said: Mapping[str, str]
    name: str = ""
    id_number: str = ""
    head_name: str = ""
    head_id: str = ""
    relation: str = ""
    classes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    since: str = ""
    size: int = 0
    village: str = ""
    group: str = ""
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def is_head(self) -> bool | None:
        """Whether this is the head of a household; None where the row does not say."""
        if self.relation:
            return self.relation == Relation.SELF
        if self.head_id and self.id_number:
            return self.head_id == self.id_number
        return self.head_name == self.name if self.head_name and self.name else None

    @property
    def is_wrong(self) -> bool:
        """Whether something about it keeps its household out."""
        return any(wrong.stops for wrong in self.wrong)

    def note(self, code: str, *, stops: bool = True, **facts: str | int) -> None:
        """Say something of this row."""
        self.wrong.append(Wrong(self.number, code, facts, stops))


def read_row(number: int, cells: Mapping[str, Cell], today: date) -> Row | None:
    """Give what a row says, None where it tells of nobody: empty, or what stands below a list."""
    said = {name: text_of(cell) for name, cell in cells.items()}
    if _is_nobody(said):
        return None
    row = Row(number, said)
    row.name, row.head_name = said.get("name", ""), said.get("head_name", "")
    row.id_number = _number(row, cells, "id_number", today)
    row.head_id = _number(row, cells, "head_id", today)
    row.relation = _relation(said.get("relation", ""))
    row.classes, row.flags = _classes_and_flags(row)
    row.since, row.size = _since(row), _size(row)
    row.village, row.group = _place(said)
    if any(len(said.get(name, "")) > LONGEST for name in ("name", "head_name", "village", "group", "phone", "number")):
        row.note("too_long", most=LONGEST)
    return row


def _is_nobody(said: Mapping[str, str]) -> bool:
    names = [said.get(name, "") for name in ("name", "head_name", "id_number", "head_id")]
    first = next((text for text in said.values() if text), "")
    numbers = (id_number.tidy(said.get(name, "")) for name in ("id_number", "head_id"))
    if first.replace(" ", "").startswith(vocabulary().foot) and all(len(text) < _OLD_NUMBER for text in numbers):
        return True  # a sum may stand in any column
    return not any(names)


def _number(row: Row, cells: Mapping[str, Cell], column: str, today: date) -> str:
    """Give an id number that holds; else say what is wrong, and give nothing."""
    cell, text = cells.get(column), id_number.tidy(row.said.get(column, ""))
    if not text:
        return ""
    if has_lost_digits(cell):
        row.note("lost_digits")
        return ""
    try:
        return id_number.parse(text, today).text
    except Refused as error:
        code = "lost_digits" if text.endswith("000") and len(text) == len("511725196002290000") else error.code
        row.note(code, number=text[:20])
        return ""


def _relation(text: str) -> str:
    known = parsed(text)
    return known.value if known else text[:20]


def _classes_and_flags(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take words of both kinds from either column, and the columns that ask for one with yes and no."""
    classes, flags = set[str](), set[str]()
    for column in ("class", "flag"):
        for text in filter(None, _APART.split(row.said.get(column, ""))):
            word = word_of(text)
            if found := vocabulary().class_of(word):
                classes.add(found)
            elif found := vocabulary().flag_of(word):
                flags.add(found)
            elif word not in vocabulary().no and word not in vocabulary().yes:
                row.note(f"unknown_{column}", stops=column == "class", word=text[:20])
    return tuple(sorted({*classes, *_asked(row, "class:")})), tuple(sorted({*flags, *_asked(row, "flag:")}))


def _asked(row: Row, prefix: str) -> Iterator[str]:
    for column, text in row.said.items():
        if column.startswith(prefix) and word_of(text) in vocabulary().yes:
            yield column.removeprefix(prefix)


def _since(row: Row) -> str:
    text = row.said.get("since", "")
    if not text or word_of(text) in vocabulary().no:
        return ""
    found = vocabulary().month.fullmatch(day_of_serial(text) or text[:_PLACE])
    if found is None:
        row.note("since", text=text[:20])
        return ""
    return f"{found['year']}-{int(found['month']):02}"


def _size(row: Row) -> int:
    text = row.said.get("size", "")
    digits = "".join(filter(str.isdecimal, text))
    if not text:
        return 0
    if not digits or not text.startswith(digits) or len(digits) > 3 or not 0 < int(digits) <= MOST_MEMBERS:  # noqa: PLR2004 - digits
        row.note("size", text=text[:20])
        return 0
    return int(digits)


def _place(said: Mapping[str, str]) -> tuple[str, str]:
    """Give village and group, from their own columns or from an address."""
    village, group = said.get("village", ""), said.get("group", "")
    found = vocabulary().place.fullmatch((village or said.get("address", "")).replace(" ", "")[:_PLACE])
    if found:
        village, group = found["village"], group or found["group"] or ""
    alone = vocabulary().group_only.fullmatch(group.replace(" ", ""))
    return village, alone["group"] if alone else group
