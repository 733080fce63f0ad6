"""Lists of cases from the index: what waits for the county, what an office has, whom a search finds."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from app.domain import id_number
from sync.county import console_schema as tables
from sync.county import schema
from sync.county.database import COUNTY

PAGE: Final = 50
MOST_WAITING: Final = 300
_ID_LENGTHS: Final = (15, 18)  # of a text that is taken for an ID number
_line, _wait, _person, _office = tables.case_line, tables.case_wait, tables.case_person, schema.office
_WHO: Final = (
    _line.c.id, _line.c.scope, _line.c.number, _line.c.applicant, _line.c.programme, _line.c.state, _line.c.begun_on,
    _line.c.due_on, _line.c.closed, _office.c.name.label("office"), _office.c.division,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A page of cases: `more` tells whether others follow."""

    rows: Sequence[Row[Any]]
    more: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty texts do not narrow. `page` counts from 0."""

    text: str = ""
    scope: str = ""
    state: str = ""
    page: int = 0


def waiting(
    connection: Connection, today: str, scope: str = "", waits: str = "", most: int | None = MOST_WAITING
) -> Sequence[Row[Any]]:
    """Give what waits for the county on an ISO day, the earliest due first, then the longest waiting."""
    narrowed = _waiting(select(*_WHO, _wait.c.waits, _wait.c.since, _wait.c.due), today)
    if scope:
        narrowed = narrowed.where(_line.c.scope == scope)
    if waits:
        narrowed = narrowed.where(_wait.c.waits == waits)
    ordered = narrowed.order_by(_wait.c.due == "", _wait.c.due, _wait.c.since, _line.c.number).limit(most)
    return connection.execute(ordered).all()


def counts(connection: Connection, today: str, scope: str = "") -> Mapping[str, int]:
    """Give how many cases wait for each of the county's steps."""
    query = _waiting(select(_wait.c.waits, func.count().label("count")), today).group_by(_wait.c.waits)
    rows = connection.execute(query.where(_line.c.scope == scope) if scope else query)
    return {row.waits: row[1] for row in rows}


def cases(connection: Connection, wanted: Wanted) -> Found:
    """Give the cases that are wanted, the one that changed last first."""
    query = _lines()
    if wanted.text:
        query = query.where(_named(wanted.text))
    if wanted.scope:
        query = query.where(_line.c.scope == wanted.scope)
    if wanted.state:
        query = query.where(_line.c.state == wanted.state)
    page = query.order_by(_line.c.newest.desc()).offset(wanted.page * PAGE).limit(PAGE + 1)
    rows = connection.execute(page).all()
    return Found(rows[:PAGE], len(rows) > PAGE)


def line_of(connection: Connection, case_id: str) -> Row[Any] | None:
    """Give the line of one case; None where the index has none."""
    return connection.execute(_lines().where(_line.c.id == case_id)).first()


def states(connection: Connection) -> list[str]:
    """Give the states that cases of this county are in."""
    return sorted(connection.execute(select(_line.c.state).where(_line.c.county == COUNTY).distinct()).scalars())


def _lines() -> Select[Any]:
    joined = select(*_WHO).join(_office, _office.c.scope == _line.c.scope, isouter=True)
    return joined.where(_line.c.county == COUNTY)


def _waiting(query: Select[Any], today: str) -> Select[Any]:
    joined = query.select_from(_wait).join(_line, (_line.c.county == _wait.c.county) & (_line.c.id == _wait.c.case))
    with_office = joined.join(_office, _office.c.scope == _line.c.scope)
    return with_office.where(_wait.c.county == COUNTY, _wait.c.after < today)


def _named(text: str) -> ColumnElement[bool]:
    """Give what holds of a case that a text names: an ID number whole, a case number or a name in part."""
    number = id_number.tidy(text)
    people = select(_person.c.case).where(_person.c.county == COUNTY)
    if len(number) in _ID_LENGTHS and number[:-1].isdigit():
        return _line.c.id.in_(people.where(_person.c.id_number == number))
    plain = text.upper().replace(" ", "")
    by_name = _line.c.id.in_(people.where(_person.c.name.contains(text, autoescape=True)))
    if not plain.isascii():
        return or_(by_name, _line.c.applicant.contains(text, autoescape=True))
    return or_(by_name, _line.c.number.contains(plain, autoescape=True), _line.c.number == _with_hyphens(plain))


def _with_hyphens(plain: str) -> str:
    """Give a number as it is stored, for one that was scanned without its hyphens."""
    bare = plain.replace("-", "")
    at = (0, 9, 15, 17, 22, 23)
    return "-".join(bare[start:end] for start, end in itertools.pairwise(at)) if len(bare) == at[-1] else plain
