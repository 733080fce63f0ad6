"""What is to be done about a case, with the day on which each thing is due."""

from datetime import date, timedelta

from app.domain.case import Case
from app.domain.steps.agenda import Todo, agenda
from app.errors import Refused
from app.rules.calendar import is_working_day
from app.rules.county import Local
from app.rules.deadlines import latest_notice
from app.rules.due import due
from app.rules.procedure import procedure_of

NOTICE_BY = "notice_by"


def todos(case: Case) -> tuple[Todo, ...]:
    """Give the agenda of a case; without the steps of a programme that this program has no rules for."""
    try:
        demands = procedure_of(case) if case.accepted else None
    except Refused:
        demands = None
    return agenda(case, demands)


def due_of(todo: Todo, programme: str, confirmer: str, local: Local | None = None) -> str:
    """Give the ISO day on which a thing is due: of its rule where one says, else the fact's own; empty for none.

    `local` is the county's own pack.
    """
    if todo.step == NOTICE_BY:
        return _notice_by(todo.due_on, programme, confirmer, local)
    if not (todo.step and todo.since_on):
        return todo.due_on
    try:
        by_rule = due(programme, todo.step, date.fromisoformat(todo.since_on), confirmer, local).due or ""
    except Refused:
        return todo.due_on
    return min(by_rule or todo.due_on, todo.due_on or by_rule)


def _notice_by(due_on: str, programme: str, confirmer: str, local: Local | None) -> str:
    """Give the last day for the poster, so that the decision after it still is in time (倒排)."""
    if not due_on:
        return ""
    try:
        return latest_notice(date.fromisoformat(due_on), programme, confirmer, local).isoformat()
    except Refused:
        return ""


def may_decide_from(ends_on: str) -> str:
    """Give the first working day after a notice's last day; Refused calendar.year_missing."""
    day = date.fromisoformat(ends_on) + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day.isoformat()
