"""What the page of a risen standard shows. No Qt."""

from typing import Any, Final

import resources
from app.domain.money import short_yuan, yuan
from app.rules.assessment.finding import rounded
from app.services.revisits import Revisit
from app.services.standards import Line, Reckoned, Why
from ui.several.mark_list import mark
from ui.several.view import day, name, place
from ui.widgets.row import Cell, Row

RAISE: Final = "raise"
SAME: Final = "same"
LOOK: Final = "look"
REVISIT: Final = "revisit"
PARTS: Final = (RAISE, SAME, LOOK, REVISIT)
_NONE = Cell()


def drawn(part: str, told: Reckoned, marked: frozenset[str]) -> dict[str, Any]:
    """Give the fields of the view for a part."""
    counts = {RAISE: len(told.raises), SAME: len(told.same), LOOK: len(told.looks), REVISIT: open_visits(told)}
    return {
        "tabs": {one: say("tab", word=say(f"{one}.tab"), count=count) for one, count in counts.items()},
        "rows": _rows(part, told, marked),
        "note": _note(part, told),
        "empty": say(f"{part}.empty"),
    }


def open_visits(told: Reckoned) -> int:
    """Count who is to be visited again and was not noted yet."""
    return sum(not one.told for one in told.revisits)


def month_word(month: str) -> str:
    """Give a month as it is said."""
    return say("month", year=int(month[:4]), month=int(month[5:]))


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("standards", name, **facts)


def _rows(part: str, told: Reckoned, marked: frozenset[str]) -> tuple[Row, ...]:
    if part == RAISE:
        return tuple(_raised(one, marked) for one in told.raises)
    if part == REVISIT:
        return tuple(_visited(one, marked) for one in told.revisits)
    return tuple(map(_same, told.same) if part == SAME else map(_looked_at, told.looks))


def _note(part: str, told: Reckoned) -> str:
    if part == RAISE:
        more = sum(one.new_fen - one.old_fen for one in told.raises)
        return say("total", count=len(told.raises), more=short_yuan(more), yuan=short_yuan(told.back_fen))
    return say(f"{part}.note")


def _raised(one: Line, marked: frozenset[str]) -> Row:
    fresh, old, rises = one.new_standard_fen, one.old_standard_fen, one.new_fen > one.old_fen
    word = "standards" if rises else "standard"
    standards = say(word, old=short_yuan(old), new=short_yuan(fresh)) if fresh and old else say("no_standard")
    back = say("back", months=one.months, yuan=yuan(one.back_fen)) if one.back_fen else say("no_back")
    cells = (
        mark(one.case.id, marked),
        name(one.case),
        place(one.village),
        Cell(standards),
        Cell(say("from_to" if rises else "late", old=yuan(one.old_fen), new=yuan(one.new_fen)), "ink", strong=True),
        Cell(say("since", month=month_word(one.from_month))),
        Cell(back, "ink" if one.back_fen else "ink3"),
    )
    return Row(one.case.id, cells, tip=one.source)


def _same(one: Line) -> Row:
    cells = (
        Cell(sign="check"),
        name(one.case),
        place(one.village),
        _NONE,
        Cell(yuan(one.old_fen), "ink"),
        _NONE,
        _NONE,
    )
    return Row(one.case.id, cells, act=say("act.open"))


def _looked_at(one: Line) -> Row:
    sign = "over" if one.why == Why.DISPUTED else "soon"
    why = Cell(say(f"why.{one.why}"), "ink", wraps=True)
    cells = (Cell(sign=sign), name(one.case), place(one.village), why, Cell(yuan(one.old_fen)), _NONE, _NONE)
    return Row(one.case.id, cells, act=say("act.open"), tip=why.text)


def _visited(one: Revisit, marked: frozenset[str]) -> Row:
    made = one.case.progress.not_confirmed
    cells = (
        Cell(sign="done") if one.told else mark(one.case.id, marked),
        name(one.case),
        place(one.village),
        Cell(say("standards", old=short_yuan(one.old_standard_fen), new=short_yuan(one.new_standard_fen))),
        Cell(yuan(rounded(one.per_head_fen, one.new_standard_fen)), "ink", strong=True),
        Cell(day(made.decided_on) if made else ""),
        Cell(say("revisit.told") if one.told else "", "ink2"),
    )
    return Row(one.case.id, cells)
