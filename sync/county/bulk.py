"""Many rows at once, as fast as the driver takes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Select,
    Table,
    Text,
    any_,
    insert,
    literal,
)
from sqlalchemy.exc import DBAPIError

_PARAMETERS: Final = 500  # below the least limit that a database sets for one statement


def insert_many(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns; none of them is there already.

    The writer's lock is held and the caller has looked, so a repeat needs no ON CONFLICT; a row that is there all the
    same is an IntegrityError.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    connection.exec_driver_sql(_insert(table), list(rows))


def select_in(
    connection: Connection, query: Select[Any], column: Column[Any], values: Sequence[object]
) -> list[Row[Any]]:
    """Give the rows of `query` whose `column`, a text, is one of `values`, however many these are."""
    if connection.dialect.name == "postgresql":
        return list(connection.execute(query.where(column == any_(literal(list(values), ARRAY(Text))))))
    found: list[Row[Any]] = []
    for at in range(0, len(values), _PARAMETERS):
        found.extend(connection.execute(query.where(column.in_(values[at : at + _PARAMETERS]))))
    return found


@lru_cache
def _insert(table: Table) -> str:
    """Give SQLite's own text of an insert of all columns."""
    from sqlalchemy.dialects.sqlite import dialect  # noqa: PLC0415 - a county on PostgreSQL does not need it

    return str(insert(table).compile(dialect=dialect(), column_keys=[column.name for column in table.columns]))


def _copy(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """COPY in PostgreSQL's binary form: twice as fast as a pipelined insert, measured in tests/bench."""
    words, types = _copying(table)
    driver: Any = connection.connection.driver_connection
    with _wrapped(connection, words), driver.cursor() as cursor, cursor.copy(words) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


@lru_cache
def _copying(table: Table) -> tuple[str, tuple[str, ...]]:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)', tuple(map(_type_of, table.columns))


def _type_of(column: Column[Any]) -> str:
    kinds = ((BigInteger, "int8"), (Integer, "int4"), (LargeBinary, "bytea"))
    return next((name for kind, name in kinds if isinstance(column.type, kind)), "text")


@contextmanager
def _wrapped(connection: Connection, words: str) -> Iterator[None]:
    """Let an error of the driver travel as SQLAlchemy's, as after any other statement."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise DBAPIError.instance(words, None, error, driver.Error, dialect=connection.dialect) from error
