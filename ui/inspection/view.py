"""What the inspector's page shows, in one value. No Qt."""

from dataclasses import dataclass, replace
from datetime import date

import resources
from app.domain.act_group import ActGroup
from app.domain.typed_day import read_day
from app.services.act_words import ActInWords
from app.services.inspection import MOST_COUNTED, PAGE, Asked, Page
from ui.widgets.row import Cell, Row

GROUPS = tuple(ActGroup)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the filters, as it was typed."""

    officer: str = ""
    about: str = ""
    group: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class InspectView:
    """The page: `wrong` by the name of the filter that cannot be read, `refused` why nothing is shown."""

    typed: Typed = Typed()
    officers: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    none: str = ""
    refused: str = ""
    said: str = ""
    wrong: str = ""
    newer: bool = False
    older: bool = False
    busy: bool = False


def words_of_groups() -> tuple[str, ...]:
    """Give the words of the groups in the order in which they are offered."""
    words: dict[str, str] = resources.texts("inspect")["group"]
    return tuple(words[group.value or "every"] for group in GROUPS)


def asked_of(typed: Typed, officers: tuple[tuple[str, str], ...], today: date) -> tuple[Asked, str]:
    """Give what is asked for, and the name of a day that cannot be read (or nothing)."""
    since, until = (read_day(text, today) if text.strip() else None for text in (typed.since, typed.until))
    for name, text, day in (("since", typed.since, since), ("until", typed.until, until)):
        if text.strip() and day is None:
            return Asked(), name
    words = words_of_groups()
    group = GROUPS[words.index(typed.group)] if typed.group in words else ActGroup.EVERY
    officer = next((one for one, name in officers if name == typed.officer.strip()), "")
    return Asked(officer, typed.about, group, since, until), ""


def page_view(view: InspectView, page: Page, first: int) -> InspectView:
    """Give the page with these acts, of which the first has that number."""
    last = first + len(page.acts) - 1
    return replace(
        view,
        rows=tuple(map(_row, page.acts)),
        note=_note(page, first, last) if page.acts else "",
        none="" if page.acts else say("none"),
        refused="",
        newer=first > 1,
        older=len(page.acts) == PAGE and (last < page.count or page.count >= MOST_COUNTED),
        busy=False,
    )


def _note(page: Page, first: int, last: int) -> str:
    name = "shown_most" if page.count >= MOST_COUNTED else "shown"
    return say(name, first=first, last=last, count=page.count)


def _row(act: ActInWords) -> Row:
    cells = (
        Cell(f"{act.day} {act.time}"),
        Cell(act.who, "ink", wraps=True),
        Cell(act.what, "ink"),
        Cell(act.about, wraps=True),
        Cell(act.text),
    )
    return Row(act.hash, cells, act=say("look") if act.case else "", tip=act.text)


def say(name: str, /, **facts: object) -> str:
    """Give a text of the journal's pages."""
    return resources.text("inspect", name, **facts)
