"""What the page of the rounds shows. No Qt."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import resources
from app.services.rounds import Home
from ui.several.mark_list import mark
from ui.several.view import day, left, name, names, place
from ui.widgets.row import Cell, Row

GO: Final = "go"
BACK: Final = "back"


def drawn(part: str, homes: Mapping[str, tuple[Home, ...]], marked: frozenset[str], today: date) -> dict[str, Any]:
    """Give the fields of the view for a part."""
    shown = homes[part]
    make = _to_visit if part == GO else _prepared
    villages = len({home.village for home in shown})
    note = say(f"{part}.note", count=len(shown), villages=villages) if shown else ""
    return {
        "tabs": {name: say("tab", word=say(f"{name}.tab"), count=len(homes[name])) for name in homes},
        "rows": tuple(make(home, marked, today) for home in shown),
        "note": note,
        "empty": say(f"{part}.empty"),
    }


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("rounds", name, **facts)


def _to_visit(home: Home, marked: frozenset[str], today: date) -> Row:
    accepted = home.case.accepted
    cells = (
        mark(home.case.id, marked),
        name(home.case),
        place(home.village, home.group),
        Cell(say("people", count=home.people)),
        Cell((accepted.phone if accepted else "") or say("no_phone")),
        left(home.due_on, today),
    )
    return Row(home.case.id, cells)


def _prepared(home: Home, marked: frozenset[str], _today: date) -> Row:
    came = Cell(say("came", count=home.pages), "ink", sign="done") if home.pages else Cell(say("not_come"))
    cells = (
        mark(home.case.id, marked),
        name(home.case),
        place(home.village, home.group),
        Cell(day(home.prepared_on)),
        Cell(names(tuple(one.name for one in home.team))),
        came,
    )
    return Row(home.case.id, cells, act=say("open"))
