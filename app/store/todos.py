"""What is to be done by the steps of cases, as home and lists ask for it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from app.domain.case import Case
from app.domain.steps.agenda import LATER, Todo
from app.rules.agenda import due_of, todos
from app.store.schema import case_summary, todo
from app.store.values import CaseTodo


def todo_rows(case: Case) -> Iterable[dict[str, Any]]:
    """Give the rows of a case, sorted by their key."""
    confirmer = case.accepted.confirmer if case.accepted else ""
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
            "confirmer": confirmer,
        }


def find(connection: Connection, until: date, what: str | None = None) -> tuple[CaseTodo, ...]:
    """Give what is to be done, the nearest due first; of `what` alone, or all but a `LATER` one due after `until`."""
    query = select(todo, case_summary).join(case_summary, case_summary.c.case_id == todo.c.case_id)
    if what:
        query = query.where(todo.c.what == what)
    else:
        query = query.where(or_(todo.c.what.not_in(LATER), todo.c.due_on <= until.isoformat()))
    found = [_todo(row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - SQLAlchemy's public name for a row's columns
    return tuple(sorted(found, key=lambda one: (one.due_on or "9", one.since_on, one.number, one.what, one.about)))


def _todo(row: Any) -> CaseTodo:
    one = Todo(row[todo.c.what], row[todo.c.turn], row[todo.c.since_on], row[todo.c.due_on], row[todo.c.step])
    return CaseTodo(
        what=one.what,
        turn=one.turn,
        case_id=row[todo.c.case_id],
        about=row[todo.c.about],
        since_on=one.since_on,
        due_on=due_of(one, row[todo.c.programme], row[todo.c.confirmer]),
        programme=row[todo.c.programme],
        number=row[case_summary.c.number],
        applicant=row[case_summary.c.applicant],
        village=row[case_summary.c.village],
        accepted_on=row[case_summary.c.accepted_on],
    )
