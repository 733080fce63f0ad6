"""The read models: what lists and searches ask for, made from the entries and only from them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Table, bindparam, delete, exists, literal_column, select

from app.domain.case import Accepted, Case
from app.domain.id_number import tidy
from app.domain.person import Identity
from app.domain.steps.standing import CLOSED
from app.journal.case import fold_case
from app.store import journal, search
from app.store.schema import READ_MODELS, case_summary, person, task, todo
from app.store.spelling import Words, words
from app.store.todos import todo_rows
from app.store.values import CaseSummary, PersonHit, StoredEntry, Task
from resources import text

CASE = "case:"
URGENT = "urgent"
HANDED_OVER = "handed_over"  # a case that moved, and came back, has its number twice
Rows = tuple[dict[str, Any], ...]
_EMPTIED = {table: delete(table).where(table.c.case_id == bindparam("case_id")) for table in READ_MODELS}
_FILLED = {table: table.insert() for table in READ_MODELS}


@dataclass(frozen=True, slots=True)
class Projection:
    """The rows that one case has in the read models."""

    summaries: Rows = ()
    people: Rows = ()
    tasks: Rows = ()
    todos: Rows = ()
    words: tuple[Words, ...] = ()

    def by_table(self) -> tuple[tuple[Table, Rows], ...]:
        """Give the rows with their tables."""
        return (
            (case_summary, self.summaries),
            (person, self.people),
            (task, self.tasks),
            (todo, self.todos),
        )


def refold(connection: Connection, subjects: Iterable[str]) -> bool:
    """Make the read models of these subjects anew; True when there was a case among them."""
    case_ids = [subject.removeprefix(CASE) for subject in sorted(subjects) if subject.startswith(CASE)]
    for case_id in case_ids:
        _replace(connection, case_id, projected(case_id, journal.entries_of(connection, CASE + case_id)))
    return bool(case_ids)


def projected(case_id: str, stored: Iterable[StoredEntry]) -> Projection:
    """Give the rows that a case's entries make; none for no entries."""
    case = fold_case(case_id, stored)
    if case is None:
        return Projection()
    summary = _summary(case)
    tasks, todos = tuple(_tasks(case)), tuple(todo_rows(case))
    return Projection((summary,), tuple(_people(case)), tasks, todos, tuple(_words(case, summary)))


def held(connection: Connection, case_id: str) -> Projection:
    """Give the rows that the read models have for a case now."""
    summaries, people, tasks, todos = (_rows_of(connection, table, case_id) for table in READ_MODELS)
    return Projection(summaries, people, tasks, todos, search.held(connection, CASE + case_id))


def find_person(connection: Connection, id_number: str) -> tuple[PersonHit, ...]:
    """Give the people of all cases with this id number (spaces, hyphens and a small x are forgiven)."""
    query = (
        select(person, case_summary.c.number, case_summary.c.accepted_on)
        .join(case_summary, case_summary.c.case_id == person.c.case_id)
        .where(person.c.id_number == tidy(id_number), person.c.id_number != "")
        .order_by(case_summary.c.accepted_on, person.c.case_id)
    )
    return tuple(map(_hit, connection.execute(query)))


def summaries(
    connection: Connection, limit: int, accepted_on: str | None, before: tuple[str, str] | None
) -> tuple[CaseSummary, ...]:
    """Give cases, the latest accepted first; of one day, or those that stand after `before` (day, number)."""
    query = select(case_summary).order_by(case_summary.c.accepted_on.desc(), case_summary.c.number.desc())
    if accepted_on:
        query = query.where(case_summary.c.accepted_on == accepted_on)
    if before:
        day, number = case_summary.c.accepted_on, case_summary.c.number
        query = query.where((day < before[0]) | ((day == before[0]) & (number < before[1])))
    return tuple(map(_case_summary, connection.execute(query.limit(limit)).mappings()))


def summary(connection: Connection, case_id: str) -> CaseSummary | None:
    """Give one case as lists show it."""
    row = connection.execute(select(case_summary).where(case_summary.c.case_id == case_id)).mappings().first()
    return _case_summary(row) if row else None


def by_number(connection: Connection, number: str) -> CaseSummary | None:
    """Give the case with this number; the first of several, which are a task. One that has moved away stands last."""
    query = select(case_summary).where(case_summary.c.number == number, case_summary.c.number != "")
    ordered = query.order_by(case_summary.c.state == HANDED_OVER, case_summary.c.case_id)
    row = connection.execute(ordered).mappings().first()
    return _case_summary(row) if row else None


def registered(connection: Connection, id_number: str) -> tuple[CaseSummary, ...]:
    """Give the cases of an applicant with this id number that are registered and not accepted yet, oldest first."""
    is_open = case_summary.c.state.in_(("registered", "awaiting_supplement"))
    query = select(case_summary).where(case_summary.c.id_number == tidy(id_number), case_summary.c.id_number != "")
    ordered = query.where(is_open).order_by(case_summary.c.came_on, case_summary.c.case_id)
    return tuple(map(_case_summary, connection.execute(ordered).mappings()))


def in_states(connection: Connection, states: Iterable[str]) -> tuple[CaseSummary, ...]:
    """Give the cases that stand at one of these states, village by village."""
    query = select(case_summary).where(case_summary.c.state.in_(sorted(states)))
    ordered = query.order_by(case_summary.c.village, case_summary.c.number, case_summary.c.case_id)
    return tuple(map(_case_summary, connection.execute(ordered).mappings()))


def cases_of(connection: Connection, id_number: str) -> frozenset[str]:
    """Give the ids of all cases in which this number is a member's or the applicant's."""
    number = tidy(id_number)
    by_person = select(person.c.case_id).where(person.c.id_number == number, person.c.id_number != "")
    applied = select(case_summary.c.case_id).where(case_summary.c.id_number == number, case_summary.c.id_number != "")
    return frozenset(connection.scalars(by_person)) | frozenset(connection.scalars(applied))


def tasks(connection: Connection, limit: int) -> tuple[Task, ...]:
    """Give what is to be done: emergencies first, then the nearest deadline."""
    found = [*_kept_tasks(connection, limit), *_same_people(connection, limit), *_double_numbers(connection, limit)]
    return tuple(sorted(found, key=_urgency)[:limit])


def _replace(connection: Connection, case_id: str, projection: Projection) -> None:
    for table, rows in projection.by_table():
        connection.execute(_EMPTIED[table], {"case_id": case_id})
        if rows:
            connection.execute(_FILLED[table], list(rows))
    search.replace(connection, CASE + case_id, projection.words)


def _rows_of(connection: Connection, table: Table, case_id: str) -> Rows:
    rows = connection.execute(select(table).where(table.c.case_id == case_id).order_by(*table.primary_key))
    return tuple(map(dict, rows.mappings()))


def _summary(case: Case) -> dict[str, Any]:
    row: dict[str, Any] = {
        "case_id": case.id,
        "scope": case.scope,
        "state": case.state,
        "handler": case.handler,
        "papers": len(case.filed),
        "unsigned": len(case.missing_signers()),
        "conflicts": sum(not conflict.settled for conflict in case.conflicts),
        "needs_newer": int(case.needs_newer),
        "platform": case.platform.state if case.platform else "",
        "due_on": case.due_on,
    }
    if case.accepted is None:
        return row | _of_registered(case)
    return row | _of_accepted(case.accepted) | {"members": len(case.members)}


def _of_accepted(accepted: Accepted) -> dict[str, Any]:
    applicant = accepted.members[0].identity if accepted.members else Identity()
    copied = ("number", "came_on", "accepted_on", "village")
    return {name: getattr(accepted, name) for name in copied} | {
        "programmes": json.dumps(accepted.programmes),
        "applicant": applicant.name,
        "id_number": tidy(applicant.id_number),
    }


def _of_registered(case: Case) -> dict[str, Any]:
    """Give what a list shows before acceptance; blank where nothing readable is here."""
    known = case.registered
    return {
        "number": case.number,
        "came_on": known.came_on if known else "",
        "accepted_on": "",
        "village": known.village if known else "",
        "members": 1 if known else 0,
        "programmes": json.dumps(known.programmes if known else ()),
        "applicant": case.applicant,
        "id_number": tidy(known.applicant.id_number) if known else "",
    }


def _people(case: Case) -> Iterable[dict[str, Any]]:
    if case.accepted is None:
        return
    excused = int(bool(case.accepted.duplicate_reason))
    for member in sorted(case.members, key=lambda member: member.id):
        yield {
            "case_id": case.id,
            "member_id": member.id,
            "id_number": tidy(member.identity.id_number),
            "name": member.identity.name,
            "relation": member.relation,
            "excused": excused,
        }


def _words(case: Case, summary: dict[str, Any]) -> Iterable[Words]:
    begun = case.accepted or case.registered
    if begun is None:
        return
    number, place = summary["number"], _place(begun.village, begun.group)
    if case.accepted is None:
        yield words("", summary["applicant"], summary["id_number"], number, place)
        return
    # The number finds the case, not everybody in it.
    applicant = next((member.id for member in case.accepted.members), "")
    for member in sorted(case.accepted.members, key=lambda member: member.id):
        its = number if member.id == applicant else ""
        yield words(member.id, member.identity.name, member.identity.id_number, its, place)


def _place(village: str, group: str) -> str:
    return text("find", "place", village=village, group=group) if group else village


def _tasks(case: Case) -> Iterable[dict[str, Any]]:
    open_ones = [] if case.progress.handed_over else [one for one in case.conflicts if not one.settled]
    about = [("conflict", conflict.entry) for conflict in open_ones]
    about += [("needs_newer", "")] if case.needs_newer else []
    about += [(URGENT, "")] if case.is_urgent else []
    about += [] if case.closed else [("signature", member.id) for member in case.missing_signers()]
    for kind, name in sorted(about):
        yield {"case_id": case.id, "kind": kind, "about": name}


def _urgency(item: Task) -> tuple[bool, str, str, str, str]:
    return item.kind != URGENT, item.due_on or "9", item.number, item.kind, item.about


def _kept_tasks(connection: Connection, limit: int) -> Iterable[Task]:
    named, due_on = person.c.name.label("name"), case_summary.c.due_on
    query = (
        select(task, case_summary.c.number, case_summary.c.applicant, case_summary.c.due_on, named)
        .join(case_summary, case_summary.c.case_id == task.c.case_id)
        .outerjoin(person, (person.c.case_id == task.c.case_id) & (person.c.member_id == task.c.about))
        .order_by(task.c.kind != URGENT, due_on == "", due_on, case_summary.c.number, task.c.kind, task.c.about)
        .limit(limit)
    )
    for row in connection.execute(query):
        yield Task(row.kind, row.case_id, row.number, row.applicant, row.due_on, row.about, row.name or "")


def _same_people(connection: Connection, limit: int) -> Iterable[Task]:
    """Give each case whose person stands in an earlier open one as well, unless the officer gave a reason for it."""
    number, one, other = person.c.id_number, person.alias("one"), person.alias("other")
    # Seeks, no groups: every group would cost an allocation, and those are locked and wiped (cipher_memory_security).
    again = exists().where(other.c.id_number == one.c.id_number, other.c.case_id > one.c.case_id)
    several = select(one.c.id_number).where(one.c.id_number > "", again).limit(limit)
    query = (
        select(person, case_summary.c.number, case_summary.c.applicant, case_summary.c.due_on)
        .join(case_summary, case_summary.c.case_id == person.c.case_id)
        .where(number.in_(several), case_summary.c.state.not_in(CLOSED))
        .order_by(number, case_summary.c.accepted_on, person.c.case_id)
    )
    first: Row[Any] | None = None
    for row in connection.execute(query):
        if first is None or first.id_number != row.id_number:
            first = row
        elif not row.excused and row.case_id != first.case_id:
            yield Task("same_person", row.case_id, row.number, row.applicant, row.due_on, first.case_id, row.name)


def _double_numbers(connection: Connection, limit: int) -> Iterable[Task]:
    number, one, other = case_summary.c.number, case_summary.alias("one"), case_summary.alias("other")
    # The row's place is in the index of numbers, the case's id is not.
    again = exists().where(other.c.number == one.c.number, literal_column("other.rowid > one.rowid"))
    several = number.in_(select(one.c.number).where(one.c.number > "", again).limit(limit))
    query = select(case_summary).where(several, case_summary.c.state != HANDED_OVER)
    first: Row[Any] | None = None
    for row in connection.execute(query.order_by(number, case_summary.c.case_id)):
        if first is None or first.number != row.number:
            first = row
        else:
            yield Task("double_number", row.case_id, row.number, row.applicant, row.due_on, first.case_id, row.number)


def _case_summary(row: RowMapping) -> CaseSummary:
    fields: dict[str, Any] = dict(row)
    programmes = tuple(json.loads(fields.pop("programmes")))
    return CaseSummary(programmes=programmes, needs_newer=bool(fields.pop("needs_newer")), **fields)


def _hit(row: Row[Any]) -> PersonHit:
    names = ("case_id", "member_id", "id_number", "name", "relation", "number", "accepted_on")
    return PersonHit(*(getattr(row, name) for name in names))
