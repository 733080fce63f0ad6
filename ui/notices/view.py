"""What the page of the walls shows. No Qt."""

from datetime import date
from typing import Any, Final

import resources
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.money import short_yuan
from app.domain.steps.public_notice import Purpose
from app.services.boards import Board, Result, Sheet, Waiting
from ui.several.mark_list import mark
from ui.several.view import day, left, name, name_of, names, place
from ui.widgets.row import Cell, Row

POST: Final = "post"
HANGS: Final = "hangs"
ENDED: Final = "ended"
RESULTS: Final = "results"
PARTS: Final = (POST, HANGS, ENDED, RESULTS)
_MOST_NAMES = 4


def drawn(part: str, board: Board, marked: frozenset[str], today: date) -> dict[str, Any]:
    """Give the fields of the view for a part."""
    rows = {
        POST: _to_post(board, marked, today) if part == POST else (),
        HANGS: tuple(map(_hanging, board.hanging)) if part == HANGS else (),
        ENDED: tuple(map(_ended, board.ended)) if part == ENDED else (),
        RESULTS: tuple(map(_result, board.results)) if part == RESULTS else (),
    }
    counts = {
        POST: len(board.waiting) + len(board.made),
        HANGS: len(board.hanging),
        ENDED: len(board.ended),
        RESULTS: sum(bool(one.fresh) for one in board.results),
    }
    return {
        "tabs": {name: say("tab", word=say(f"{name}.tab"), count=count) for name, count in counts.items()},
        "rows": rows[part],
        "note": say(f"{part}.note") if rows[part] else "",
        "empty": say(f"{part}.empty"),
    }


def key(one: Sheet | Waiting | Result) -> str:
    """Give what a row is known by."""
    if isinstance(one, Sheet):
        return f"poster:{one.poster}"
    return f"case:{one.case.id}" if isinstance(one, Waiting) else f"village:{one.village}"


def ends(last_on: str, decide_on: str) -> str:
    """Say until when a poster hangs, and from when it may be decided."""
    if not decide_on:
        return say("post.ends", last=day(last_on))
    return say("post.ends_and", last=day(last_on), first=day(decide_on))


def sum_of(case: Case) -> str:
    """Give what is proposed or given, in words."""
    progress = case.progress
    made = progress.confirmed or progress.opinion
    if progress.monthly_fen or (made and made.monthly_fen):
        return say("monthly", yuan=short_yuan(progress.monthly_fen or (made.monthly_fen if made else 0)))
    return say("once", yuan=short_yuan(made.once_fen)) if made and made.once_fen else say("no_sum")


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("notices", name, **facts)


def _to_post(board: Board, marked: frozenset[str], today: date) -> tuple[Row, ...]:
    rows = [(one.by_on or "9", _waits(one, marked, today)) for one in board.waiting]
    rows += [(one.by_on or "9", _printed(one, today)) for one in board.made]
    return tuple(row for _by, row in sorted(rows, key=lambda one: one[0]))


def _waits(one: Waiting, marked: frozenset[str], today: date) -> Row:
    kind = "to_stop" if one.purpose == Purpose.STOP else "to_grant"
    what = say(kind, people=len(one.case.members), sum=sum_of(one.case))
    cells = (mark(key(one), marked), name(one.case), place(one.village), Cell(what), Cell(day(one.by_on)),
             left(one.by_on, today))  # fmt: skip
    return Row(key(one), cells)


def _printed(one: Sheet, today: date) -> Row:
    cells = (Cell(sign="file-text", ink="ink2"), _number(one), place(one.village), Cell(_households(one.cases)),
             Cell(day(one.by_on)), left(one.by_on, today))  # fmt: skip
    return Row(key(one), cells, act=say("act.post"), tip=_households(one.cases, _ALL))


def _hanging(one: Sheet) -> Row:
    said = sum(len(case.progress.open_objections) for case in one.cases)
    told = (
        Cell(say("objections", count=said), "soon", sign="soon") if said else Cell(say("decide_from", day=_first(one)))
    )
    cells = (Cell(sign="clock", ink="ink2"), _number(one), place(one.village), Cell(_households(one.cases)),
             Cell(say("runs", first=day(one.posted_on), last=day(one.ends_on))), told)  # fmt: skip
    return Row(key(one), cells, act=say("act.object"), tip=_households(one.cases, _ALL))


def _ended(one: Sheet) -> Row:
    cells = (Cell(sign="clock", ink="ink2"), _number(one), place(one.village), Cell(_households(one.cases)),
             Cell(say("runs", first=day(one.posted_on), last=day(one.ends_on))),
             Cell(say("decide_from", day=_first(one))))  # fmt: skip
    return Row(key(one), cells, act=say("act.down"), tip=_households(one.cases, _ALL))


def _result(one: Result) -> Row:
    fresh = _households(one.fresh) if one.fresh else say("no_fresh")
    last = say("last", day=day(one.last_on)) if one.last_on else say("never")
    cells = (
        Cell(sign="soon" if one.fresh else "done"),
        Cell(one.village or say("no_village"), "ink", strong=True, wraps=True),
        Cell(say("fresh", count=len(one.fresh)), "ink" if one.fresh else "ink3"),
        Cell(fresh, "ink2" if one.fresh else "ink3"),
        Cell(last),
        Cell(say("all", count=len(one.all))),
    )
    return Row(key(one), cells, act=say("act.announce") if one.fresh else "", tip=_households(one.all, _ALL))


_ALL = 40


def _number(one: Sheet) -> Cell:
    kind = "number_stop" if one.purpose == Purpose.STOP else "number"
    return Cell(say(kind, number=short(one.number)), "ink", strong=True, wraps=True)


def _households(cases: tuple[Case, ...], most: int = _MOST_NAMES) -> str:
    shown = names(tuple(name_of(case) for case in cases[:most]))
    return say("households_more" if len(cases) > most else "households", names=shown, count=len(cases))


def _first(one: Sheet) -> str:
    return day(one.decide_on) or say("unknown_day")
