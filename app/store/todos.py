"""What is to be done by the steps of cases, as home and lists ask for it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from app.domain.case import Case
from app.domain.steps.agenda import LATER, Todo
from app.rules.agenda import due_of, todos
from app.rules.county import Local
from app.store.schema import case_summary, todo
from app.store.todo_values import CaseTodo

_OF_CASE = (case_summary.c.number, case_summary.c.applicant, case_summary.c.village, case_summary.c.accepted_on)


def todo_rows(case: Case) -> Iterable[dict[str, Any]]:
    """Give the rows of a case, sorted by their key."""
    programme = case.programme if case.accepted else ""
    for one in sorted(todos(case), key=lambda one: (one.what, one.about)):
        yield {
            "case_id": case.id,
            "what": one.what,
            "about": one.about,
            "turn": one.turn,
            "since_on": one.since_on,
            "due_on": one.due_on,
            "step": one.step,
            "programme": programme,
            "confirmer": case.confirmer,
        }


def find(
    connection: Connection, until: date, what: str | None = None, local: Local | None = None
) -> tuple[CaseTodo, ...]:
    """Give what is to be done, the nearest due first; of `what` alone, or all but a `LATER` one due after `until`."""
    query = select(*todo.c, *_OF_CASE).join(case_summary, case_summary.c.case_id == todo.c.case_id)
    if what:
        query = query.where(todo.c.what == what)
    else:
        query = query.where(or_(todo.c.what.not_in(LATER), todo.c.due_on <= until.isoformat()))
    days = _Days(local)
    found = [_todo(row, days) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.due_on or "9", one.since_on, one.number, one.what, one.about)))


class _Days(dict[tuple[str, str, str, str, str], str]):
    """The days that rules give: those of a day's cases are the same, and are reckoned once."""

    def __init__(self, local: Local | None) -> None:
        super().__init__()
        self._local = local

    def __missing__(self, key: tuple[str, str, str, str, str]) -> str:
        since_on, due_on, step, programme, confirmer = key
        self[key] = due_of(Todo("", since_on=since_on, due_on=due_on, step=step), programme, confirmer, self._local)
        return self[key]


def _todo(row: Any, days: _Days) -> CaseTodo:
    return CaseTodo(
        what=row.what,
        turn=row.turn,
        case_id=row.case_id,
        about=row.about,
        since_on=row.since_on,
        due_on=days[row.since_on, row.due_on, row.step, row.programme, row.confirmer],
        programme=row.programme,
        number=row.number,
        applicant=row.applicant,
        village=row.village,
        accepted_on=row.accepted_on,
    )
