"""All rows of a county from one database into another, SQLite or PostgreSQL, as they stood at one moment."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy import text as sql

from sync.county import schema
from sync.county.bulk import insert_many
from sync.county.database import Database

_ROWS_AT_ONCE: Final = 1_000


def copy_out(source: Database, file: Path) -> None:
    """Write a county into a new SQLite file, while its server runs; whole when this returns."""
    copy = Database(f"sqlite:///{file}")
    try:
        copy.create()
        with source.reading() as rows:
            copy.write(lambda connection: _copy(rows, connection)).result()
    finally:
        copy.close()


def copy_in(file: Path, target: Connection) -> None:
    """Write the county of a SQLite file of this schema into an empty database, in the transaction of `target`."""
    copy = Database(f"sqlite:///{file}")
    try:
        copy.create()
        with copy.reading() as rows:
            _copy(rows, target)
    finally:
        copy.close()
    if target.dialect.name == "postgresql":
        _count_on(target)


def _copy(source: Connection, target: Connection) -> None:
    for table in schema.metadata.sorted_tables:
        rows = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
        for some in rows.partitions():
            insert_many(target, table, [tuple(row) for row in some])


def _count_on(connection: Connection) -> None:
    """Let the numbers that PostgreSQL gives out begin behind those that were copied."""
    last = connection.execute(select(func.max(schema.incident.c.id))).scalar()
    if last is not None:
        connection.execute(sql("SELECT setval(pg_get_serial_sequence('incident', 'id'), :last)"), {"last": last})
