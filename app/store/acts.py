"""Who did what when: the rows of `act`, page by page."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from app.journal.fold import Stored
from app.store import act_rows, journal
from app.store.act_schema import act
from app.store.schema import entry as table

NAME: Final = "acts"  # of the table, among what is made from entries
_MOST_SUBJECTS: Final = 500


@dataclass(frozen=True, slots=True)
class Acts:
    """Which acts are asked for; what is empty asks for all.

    `kinds` are kinds of entries, or with a dot at the end how they begin; with `other` it is all but these.
    `subjects` are what they are about, or whose data they looked at. `since` and `until` are moments: from, before.
    """

    officer: str = ""
    subjects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    other: bool = False


def page(connection: Connection, asked: Acts, limit: int, before: tuple[str, str] | None) -> tuple[Stored, ...]:
    """Give entries, the latest first: the newest, or those before the (at, hash) of one that was seen."""
    where = _where(asked)
    if before:
        at, name = before
        where.append(or_(act.c.at < at, and_(act.c.at == at, act.c.hash < name)))
    names = select(act.c.at, act.c.hash).where(*where).order_by(act.c.at.desc(), act.c.hash.desc()).limit(limit)
    found = [row.hash for row in connection.execute(names)]
    rows = {row.hash: row for row in connection.execute(select(table).where(table.c.hash.in_(found)))}
    return tuple(journal.stored(rows[name]) for name in found if name in rows)


def count(connection: Connection, asked: Acts, most: int = 0) -> int:
    """Count the entries that answer; with `most` no further than that."""
    found = select(act.c.hash).where(*_where(asked))
    within = (found.limit(most) if most else found).subquery()
    return connection.scalar(select(func.count()).select_from(within)) or 0


def actors(connection: Connection) -> tuple[str, ...]:
    """Give the ids of all officers that wrote something that is held here."""
    return tuple(connection.scalars(select(act.c.actor).distinct().order_by(act.c.actor)))


def as_many(connection: Connection) -> bool:
    """Tell whether there are as many rows as entries: cheap enough for every start."""
    held = select(func.count()).select_from(table)
    return connection.scalar(held) == connection.scalar(select(func.count()).select_from(act))


def differing(connection: Connection) -> int:
    """Count the entries whose row lacks or says something else, and the rows without an entry."""
    wrong = 0
    rows = {row.hash: tuple(row) for row in connection.execute(select(act))}
    for held in connection.execute(select(table).execution_options(yield_per=_MOST_SUBJECTS)):
        row = act_rows.row_of(journal.stored(held).entry)
        wrong += rows.pop(held.hash, None) != tuple(row[column.name] for column in act.c)
    return wrong + len(rows)


def make_anew(connection: Connection) -> None:
    """Make all rows anew from the entries."""
    connection.execute(act.delete())
    for held in connection.execute(select(table).execution_options(yield_per=_MOST_SUBJECTS)).partitions():
        act_rows.add(connection, [journal.stored(row).entry for row in held])


def _where(asked: Acts) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if asked.officer:
        where.append(act.c.actor == asked.officer)
    if asked.subjects:
        names = list(asked.subjects[:_MOST_SUBJECTS])
        where.append(or_(act.c.subject.in_(names), act.c.about.in_(names)))
    if asked.kinds:
        begins = [act.c.kind.between(kind, kind[:-1] + "/") for kind in asked.kinds if kind.endswith(".")]
        any_of = or_(act.c.kind.in_([kind for kind in asked.kinds if not kind.endswith(".")]), *begins)
        where.append(~any_of if asked.other else any_of)
    if asked.since:
        where.append(act.c.at >= asked.since)
    if asked.until:
        where.append(act.c.at < asked.until)
    return where
