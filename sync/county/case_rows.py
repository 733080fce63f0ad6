"""The rows of one subject, found without reading the whole ledger: by the index of cases, and by what came after it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.county import console_schema, schema
from sync.county.bulk import select_in
from sync.county.database import COUNTY

CASE = "case:"


def up_to(connection: Connection) -> int:
    """Give the newest order that the index of cases holds, 0 before it was begun."""
    table = console_schema.indexed
    return connection.execute(select(table.c.up_to).where(table.c.county == COUNTY)).scalar() or 0


def of_subject(connection: Connection, subject: str) -> Sequence[Row[Any]]:
    """Give the ordered rows of a subject by rising order; only those of cases stand in the index."""
    table, known = schema.entry, up_to(connection) if subject.startswith(CASE) else 0
    here = (table.c.county == COUNTY) & (table.c.subject == subject) & (table.c.order_number > known)
    later = connection.execute(select(table).where(here).order_by(table.c.order_number)).all()
    return [*(_indexed(connection, subject) if known else ()), *later]


def orders_of(connection: Connection, subjects: Sequence[str]) -> dict[str, list[int]]:
    """Give the orders that the index holds, by subject."""
    table = console_schema.case_entry
    query = select(table.c.subject, table.c.order_number).where(table.c.county == COUNTY)
    found: dict[str, list[int]] = {}
    for row in select_in(connection, query, table.c.subject, subjects):
        found.setdefault(row.subject, []).append(row.order_number)
    return found


def at_orders(connection: Connection, orders: Sequence[int]) -> list[Row[Any]]:
    """Give the rows of these orders, rising."""
    table = schema.entry
    query = select(table).where(table.c.county == COUNTY)
    rows = select_in(connection, query, table.c.order_number, orders)
    return sorted(rows, key=lambda row: int(row.order_number))


def _indexed(connection: Connection, subject: str) -> list[Row[Any]]:
    return at_orders(connection, orders_of(connection, [subject]).get(subject, []))
