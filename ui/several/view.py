"""What a page over many cases shows, in one value. No Qt."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import resources
from app.domain.case import Case
from ui import when
from ui.widgets.row import Cell, Row

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class SeveralView:
    """One part of a page: its rows, those that are chosen, and what is said about it.

    `tabs` are the words of the parts, `empty` what to do where there is no row, `wrong` what stands in the way,
    `why_not` why what the part is for cannot be done by who is at the desk.
    """

    part: str = ""
    tabs: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    marked: frozenset[str] = frozenset()
    note: str = ""
    empty: str = ""
    said: str = ""
    wrong: str = ""
    why_not: str = ""
    busy: bool = False


def only_read(drawn: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a view with rows that can be read, and offer nothing to be done."""
    return drawn | {"rows": tuple(replace(row, act="") for row in drawn["rows"])}


def left(due_on: str, today: date) -> Cell:
    """Give how many days are left until an ISO day, as a cell with its mark."""
    if not due_on:
        return Cell(_say("left.open"), "ink3")
    days = (date.fromisoformat(due_on) - today).days
    if days < 0:
        return Cell(_say("left.over", days=-days), "danger", sign="over")
    if days == 0:
        return Cell(_say("left.today"), "soon", sign="soon")
    is_soon = days <= SOON_DAYS
    return Cell(_say("left.days", days=days), "soon" if is_soon else "ink2", sign="soon" if is_soon else "")


def day(iso: str) -> str:
    """Give an ISO day as it is said; empty for none."""
    return when.day(date.fromisoformat(iso)) if iso else ""


def name_of(case: Case) -> str:
    """Give who applies."""
    return case.applicant or _say("nameless")


def name(case: Case) -> Cell:
    """Give who applies, as a cell."""
    return Cell(name_of(case), "ink", strong=True, wraps=True)


def place(village: str, group: str = "") -> Cell:
    """Give village and group as a cell."""
    if not village:
        return Cell(_say("no_village"), "ink3", wraps=True)
    return Cell(_say("group", village=village, group=group) if group else village, wraps=True)


def names(people: tuple[str, ...]) -> str:
    """Give names in a row."""
    return _say("join").join(people)


def names_in(typed: str) -> tuple[str, ...]:
    """Give the names that were typed in a row, each once; any sign or space may stand between them."""
    plain = typed
    for sign in _say("signs"):
        plain = plain.replace(sign, " ")
    return tuple(dict.fromkeys(plain.split()))


def _say(name: str, /, **facts: object) -> str:
    return resources.text("several", name, **facts)
