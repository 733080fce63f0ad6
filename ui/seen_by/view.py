"""What the page of who saw a file shows, in one value. No Qt."""

from dataclasses import dataclass

import resources
from app.services.act_words import ActInWords
from app.services.seen_by import SeenBy
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class SeenByView:
    """The page: `whose` says whose file it is and how often it was seen, `wrong` what is wrong with what was typed."""

    typed: str = ""
    wrong: str = ""
    whose: str = ""
    none: str = ""
    covers: str = ""
    rows: tuple[Row, ...] = ()
    said: str = ""
    busy: bool = False
    can_print: bool = False


def found_view(typed: str, found: SeenBy) -> SeenByView:
    """Give the page for a person's file."""
    return SeenByView(
        typed,
        whose=say("seen_by.whose", name=found.whose, count=len(found.looks)),
        none="" if found.looks else say("seen_by.nobody"),
        covers=say("seen_by.covers"),
        rows=tuple(_row(nth, act) for nth, act in enumerate(found.looks)),
        can_print=True,
    )


def _row(nth: int, act: ActInWords) -> Row:
    cells = (
        Cell(f"{act.day} {act.time}"),
        Cell(act.who, "ink", strong=True, wraps=True),
        Cell(act.text),
        Cell(act.about),
    )
    return Row(str(nth), cells, tip=act.text)


def say(name: str, /, **facts: object) -> str:
    """Give a text of the journal's pages."""
    return resources.text("inspect", name, **facts)
