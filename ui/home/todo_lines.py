"""The rows of home that the steps of cases make: each case stands once, with what is most pressing."""

from datetime import date
from typing import Final

import resources
from app.domain.steps.agenda import Turn
from app.store.todo_values import CaseTodo
from ui.home.rank import SOON_DAYS, Line, Rank, days_left, row_of, time_left
from ui.widgets.row import Cell

_POSTERS: Final = frozenset({"make_notice", "post_notice", "post_end"})
_RANKS: Final = {
    "explain_doubts": Rank.DOUBTS,
    "decide": Rank.DECIDE,
    "deliver": Rank.DELIVER,
    "end_emergency": Rank.PAPERS,
    "supplement": Rank.PAPERS,
    "recheck": Rank.RECHECK,
    "death_change": Rank.RECHECK,
    "phase_out_ends": Rank.RECHECK,
}
_URGENT: Final = frozenset({"give_aid"})
# What others have to do, by its word among what is waited for.
WAITS: Final = {"await_check": "check", "county_visit": "county", "lift_cap": "county", "await_notice": "notice"}


def todo_line(todo: CaseTodo, today: date) -> Line | None:
    """Give the row of a step; None while others have it, and time for it."""
    days = days_left(todo.due_on, today)
    if todo.turn == Turn.TIME or todo.since_on > today.isoformat():
        return None
    if todo.turn == Turn.COUNTY and (days is None or days >= 0):
        return None
    words = resources.texts("steps")["todo"].get(todo.what, {"do": todo.what, "why": ""})
    mark, said, ink = time_left(days)
    who, told = (todo.applicant, todo.village), (words["do"], words["why"])
    row = row_of(f"case:{todo.case_id}", mark, who, told, Cell(said, ink))
    return Line(_rank(todo, days), days, todo.since_on or todo.accepted_on, row)


def notice_is_over(todo: CaseTodo, today: date) -> bool:
    """Tell whether a notice has run out: it may be decided."""
    return todo.what == "await_notice" and bool(todo.due_on) and todo.due_on < today.isoformat()


def is_waited_for(todo: CaseTodo, today: date) -> bool:
    """Tell whether others still have it, and time for it."""
    return todo.what in WAITS and not notice_is_over(todo, today)


def _rank(todo: CaseTodo, days: int | None) -> Rank:
    if todo.what in _URGENT and not todo.accepted_on:
        return Rank.URGENT
    if days is not None and days <= 0:
        return Rank.OVERDUE if days < 0 else Rank.TODAY
    if todo.what in _POSTERS and days is not None and days <= SOON_DAYS:
        return Rank.POSTER
    return _RANKS.get(todo.what, Rank.STEP)
