"""An index of all cases of the county: what lists and searches show, kept up with the ledger when somebody looks.

It holds nothing that the ledger does not hold. Pushes do not wait for it: a look reads and folds what came since the
last one, in slices, outside the writer; another version of the program begins it anew.
"""

import contextlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from app.domain.case import Case
from app.domain.id_number import tidy
from app.errors import Unavailable
from app.journal.case import fold_case
from app.journal.entry import entry_of_line
from app.journal.fold import Stored
from app.journal.officer import GRANTED
from app.version import VERSION
from sync.county import case_rows, schema
from sync.county import console_schema as tables
from sync.county.bulk import insert_many, select_in
from sync.county.database import COUNTY
from sync.county.deciding import county_turns
from sync.county.site import Site

MADE_BY: Final = f"2 {VERSION}"  # changes with the form of the index and with each release, whose rules may differ
_SLICE: Final = 2_000  # entries
_STEP_S: Final = 1.0
_OFFICER: Final = "officer:"
_AT_ONCE: Final = 500  # cases in one statement
_BY_CASE: Final = {
    tables.case_line: tables.case_line.c.id,
    tables.case_person: tables.case_person.c.case,
    tables.case_wait: tables.case_wait.c.case,
}
_ALL: Final = (*_BY_CASE, tables.named_officer)


@dataclass(slots=True)
class _Slice:
    """What one step of the work brings: the entries up to `end`, and the rows that follow from them."""

    start: int
    end: int
    rows: dict[Table, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))
    cases: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def take(self, case: Case, last: Row[Any]) -> None:
        """Keep the rows of a case; `last` is its newest entry."""
        self.cases.append(case.id)
        self.rows[tables.case_line].append(_line(case, last))
        self.rows[tables.case_person].extend(_people(case))
        self.rows[tables.case_wait].extend(_waits(case))


class CaseIndex:
    """Follows the ledger of a county. `clock` gives seconds, for how long one call may work."""

    def __init__(self, site: Site, clock: Callable[[], float] = monotonic) -> None:
        self._site = site
        self._clock = clock
        self._behind: threading.Thread | None = None
        self._lock = threading.Lock()

    def keep_up(self, most_s: float = 5.0) -> int:
        """Do as `catch_up`; what is still ahead then is taken in behind, whether anybody looks again or not."""
        ahead = self.catch_up(most_s)
        with self._lock:
            if ahead and not (self._behind and self._behind.is_alive()):
                self._behind = threading.Thread(target=self._finish, name="case-index", daemon=True)
                self._behind.start()
        return ahead

    def wait(self, most_s: float) -> None:
        """Wait until what goes on behind is done."""
        if self._behind:
            self._behind.join(most_s)

    def _finish(self) -> None:
        with contextlib.suppress(Unavailable):  # the server ends, or the disk is full: the next look goes on
            while self.catch_up(_STEP_S):
                pass

    def catch_up(self, most_s: float = 5.0) -> int:
        """Take in what came since; give how many orders are still ahead after about `most_s` seconds, mostly 0."""
        self._begin()
        until = self._clock() + most_s
        while True:
            with self._site.database.reading() as connection:
                step = _read(connection)
                newest = _newest(connection)
            if step is None:
                return 0
            self._site.database.write(partial(_write, step)).result()
            if self._clock() >= until:
                return max(0, newest - step.end)

    def _begin(self) -> None:
        with self._site.database.reading() as connection:
            made_by = connection.execute(select(tables.indexed.c.made_by)).scalar()
        if made_by != MADE_BY:
            self._site.database.write(_begin_anew).result()


def _begin_anew(connection: Connection) -> None:
    for table in (*_ALL, tables.indexed):
        connection.execute(delete(table))
    connection.execute(insert(tables.indexed).values(county=COUNTY, made_by=MADE_BY, up_to=0))


def _up_to(connection: Connection) -> int:
    table = tables.indexed
    return connection.execute(select(table.c.up_to).where(table.c.county == COUNTY)).scalar() or 0


def _newest(connection: Connection) -> int:
    return int(connection.execute(select(schema.county.c.newest).where(schema.county.c.id == COUNTY)).scalar_one())


def _read(connection: Connection) -> _Slice | None:
    """Read and fold the next slice; None where there is nothing new."""
    table, start = schema.entry, _up_to(connection)
    here = (table.c.county == COUNTY) & (table.c.order_number > start)
    columns = select(table.c.subject, table.c.order_number)
    news = connection.execute(columns.where(here).order_by(table.c.order_number).limit(_SLICE)).all()
    if not news:
        return None
    step = _Slice(start, int(news[-1].order_number))
    newest = {row.subject: int(row.order_number) for row in news}
    for subject, rows in case_rows.of_subjects(connection, _behind(connection, newest)).items():
        if case := fold_case(subject.removeprefix(case_rows.CASE), _believed(rows)):
            step.take(case, rows[-1])
    officers = [subject for subject in newest if subject.startswith(_OFFICER)]
    for subject, rows in case_rows.of_subjects(connection, officers).items():
        step.names |= _named(subject, rows)
    return step


def _behind(connection: Connection, newest: Mapping[str, int]) -> list[str]:
    """Give the cases that have entries which their lines do not know yet.

    A line is made of all entries of its case, those beyond its slice too: so each case is folded once when all is made
    anew, however many slices its entries lie in.
    """
    line, prefix = tables.case_line, len(case_rows.CASE)
    cases = [subject[prefix:] for subject in newest if subject.startswith(case_rows.CASE)]
    here = select(line.c.id, line.c.newest).where(line.c.county == COUNTY)
    known = {row.id: int(row.newest) for row in select_in(connection, here, line.c.id, cases)}
    return [case_rows.CASE + case for case in cases if known.get(case, 0) < newest[case_rows.CASE + case]]


def _believed(rows: Sequence[Row[Any]]) -> list[Stored]:
    """Read lines that were checked when they were taken; a damaged one is left out, and `verify` tells of it."""
    found = []
    for row in rows:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            found.append(Stored(entry_of_line(bytes(row.line)), row.order_number, row.received_at))
    return found


def _line(case: Case, last: Row[Any]) -> tuple[object, ...]:
    begun = case.accepted or case.registered
    begun_on = case.accepted.accepted_on if case.accepted else (begun.came_on if begun else "")
    head = (COUNTY, case.id, last.scope, case.number, case.applicant, case.programme, case.confirmer)
    return (*head, case.state, begun_on, case.due_on, int(case.closed), last.order_number)


def _people(case: Case) -> Iterator[tuple[object, ...]]:
    people = [(member.identity.name, member.identity.id_number) for member in case.members]
    if not people and case.registered:
        people = [(case.registered.applicant.name, case.registered.applicant.id_number)]
    for nth, (name, id_number) in enumerate(people):
        yield COUNTY, case.id, nth, name, tidy(id_number)


def _waits(case: Case) -> Iterator[tuple[object, ...]]:
    turns = {turn.waits: turn for turn in reversed(list(county_turns(case)))}  # each thing once, the first of them
    for turn in turns.values():
        yield COUNTY, case.id, turn.waits, turn.since, turn.due, turn.after


def _named(subject: str, rows: Sequence[Row[Any]]) -> dict[str, str]:
    """Give the name that the newest grant of an officer tells."""
    told = [(item.entry.body or {}).get("name") for item in _believed(rows) if item.entry.kind == GRANTED]
    names = [name for name in told if isinstance(name, str)]
    return {subject.removeprefix(_OFFICER): names[-1]} if names else {}


def _write(step: _Slice, connection: Connection) -> None:
    """Keep a slice, unless another look was faster."""
    if _up_to(connection) != step.start:
        return
    for table, column in _BY_CASE.items():
        for at in range(0, len(step.cases), _AT_ONCE):
            some = step.cases[at : at + _AT_ONCE]
            connection.execute(delete(table).where(table.c.county == COUNTY, column.in_(some)))
        insert_many(connection, table, step.rows[table])
    names = tables.named_officer
    for officer, name in step.names.items():
        connection.execute(delete(names).where(names.c.id == officer))
        connection.execute(insert(names).values(id=officer, name=name))
    connection.execute(update(tables.indexed).where(tables.indexed.c.county == COUNTY).values(up_to=step.end))
