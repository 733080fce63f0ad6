"""Many rows at once, as fast as the driver takes them."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Select, Table, insert
from sqlalchemy.engine import Dialect

_PARAMETERS: Final = 500  # below the least limit that a database sets for one statement


def insert_many(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    if not rows:
        return
    sql, names = _statement(table, connection.dialect)
    values: Any = list(rows) if names is None else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(sql, values)


def select_in(
    connection: Connection, query: Select[Any], column: Column[Any], values: Sequence[object]
) -> list[Row[Any]]:
    """Give the rows of `query` whose `column` is one of `values`, however many these are."""
    found: list[Row[Any]] = []
    for at in range(0, len(values), _PARAMETERS):
        found.extend(connection.execute(query.where(column.in_(values[at : at + _PARAMETERS]))))
    return found


def _statement(table: Table, dialect: Dialect) -> tuple[str, list[str] | None]:
    """Give the driver's own text of an insert, and the names of its parameters where it wants them by name."""
    compiled = insert(table).compile(dialect=dialect, column_keys=[column.name for column in table.columns])
    names = None if dialect.positional else [column.name for column in table.columns]
    return str(compiled), names
