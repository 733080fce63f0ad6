"""The county's reading of cases: folded from its own ledger, as a window folds them from its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from app.domain import case_number
from app.domain.case import Case
from app.errors import Refused
from app.ids import is_uuid
from app.journal.case import fold_case
from app.journal.fold import Stored
from sync.county import case_rows, schema
from sync.county.database import COUNTY
from sync.protocol import entry_of
from sync.reading import read_json

_CASE = "case:"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the county keeps it: `scope` names it in the journal, `division` is its code."""

    scope: str
    division: str
    name: str


def offices(connection: Connection, division: str = "") -> tuple[Office, ...]:
    """Give all offices by division code, or the one of a division; Refused county.no_office where there is none."""
    table = schema.office
    rows = connection.execute(select(table.c.scope, table.c.division, table.c.name).order_by(table.c.division))
    found = tuple(Office(*row) for row in rows if division in {"", row.division})
    if division and not found:
        raise Refused("county.no_office")
    return found


def cases_with(connection: Connection, office: Office, marks: Iterable[str]) -> Iterator[Case]:
    """Give the cases of an office of which an entry has one of these texts in its line.

    The texts are a cheap first look: folding is what takes time.
    """
    wanted = [mark.encode() for mark in marks]
    by_subject = defaultdict(list)
    for row in _rows(connection, office.scope):
        by_subject[row.subject].append(row)
    for subject, rows in by_subject.items():
        if any(mark in row.line for row in rows for mark in wanted):
            case = folded(subject, rows)
            if case:
                yield case


def find_case(connection: Connection, written: str) -> Case:
    """Give a case by the number on its papers or by its id; Refused county.no_case, case_number.check."""
    wanted = written.strip().lower()
    return _by_id(connection, wanted) if is_uuid(wanted) else _by_number(connection, case_number.parse(written))


def read_case(connection: Connection, case_id: str) -> Case:
    """Give a case as it stands in this transaction; Refused county.no_case."""
    return _by_id(connection, case_id)


def kind(name: str) -> str:
    """Give the mark of a kind for `cases_with`: lines are kept in their canonical form."""
    return f'"kind":"{name}"'


def _by_id(connection: Connection, case_id: str) -> Case:
    case = folded(_CASE + case_id, case_rows.of_subject(connection, _CASE + case_id))
    if case is None:
        raise Refused("county.no_case")
    return case


def _by_number(connection: Connection, number: str) -> Case:
    """Give the case of a number: of one that moved, where it goes on."""
    division = number.split("-", 1)[0]
    for office in sorted(offices(connection), key=lambda one: one.division != division):
        for case in cases_with(connection, office, [f'"number":"{number}"']):
            if case.number == number and not case.progress.handed_over:
                return case
    raise Refused("county.no_case")


def _rows(connection: Connection, scope: str) -> Iterable[Row[Any]]:
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.scope == scope) & (table.c.pulled == 1)
    first, beyond = _CASE, "case;"
    ordered = here & table.c.order_number.is_not(None) & (table.c.subject >= first) & (table.c.subject < beyond)
    return connection.execute(select(table).where(ordered).order_by(table.c.order_number))


def folded(subject: str, rows: Sequence[Row[Any]]) -> Case | None:
    """Give the case of a subject from its rows of the ledger; None where they are none."""
    stored = [Stored(entry_of(read_json(bytes(row.line))), row.order_number, row.received_at) for row in rows]
    return fold_case(subject.removeprefix(_CASE), stored)
