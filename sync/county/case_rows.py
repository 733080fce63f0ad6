"""The rows of subjects in the ledger, by the index of subjects."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.county import schema
from sync.county.bulk import select_in
from sync.county.database import COUNTY

CASE = "case:"


def of_subject(connection: Connection, subject: str) -> Sequence[Row[Any]]:
    """Give the ordered rows of a subject by rising order."""
    return of_subjects(connection, [subject]).get(subject, [])


def of_subjects(connection: Connection, subjects: Sequence[str]) -> Mapping[str, Sequence[Row[Any]]]:
    """Give the ordered rows of several subjects, each by rising order; a subject without rows is absent."""
    table = schema.entry
    query = select(table).where((table.c.county == COUNTY) & table.c.order_number.is_not(None))
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in sorted(select_in(connection, query, table.c.subject, subjects), key=lambda row: int(row.order_number)):
        found[row.subject].append(row)
    return found
