"""Counts and states that several tables answer together."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from app.store import chain, schema
from app.store.journal import LIVE
from app.store.schema import case_summary
from app.store.schema import entry as table
from app.store.values import Today

_ACCEPTED = "case.accepted"
_CASE = "case:"

_ACCEPTANCE = (
    select(table.c.device, table.c.seq)
    .where(table.c.subject == bindparam("subject"), table.c.kind == _ACCEPTED)
    .order_by(table.c.id)
)


def today(connection: Connection, day: str) -> Today:
    """Give the counts of an ISO day."""

    def count(*conditions: object) -> int:
        return connection.scalar(select(func.count()).select_from(case_summary).where(*conditions)) or 0  # type: ignore[arg-type]  # conditions on columns

    due_on = case_summary.c.due_on
    return Today(
        accepted=count(case_summary.c.accepted_on == day),
        drafts=connection.scalar(select(func.count()).select_from(schema.draft)) or 0,
        tasks=connection.scalar(select(func.count(schema.task.c.case_id.distinct()))) or 0,
        due=count(due_on == day),
        overdue=count(due_on < day, due_on != ""),
    )


def receipt_code(connection: Connection, subject: str) -> tuple[int, str]:
    """Give size and code of the first checkpoint over the acceptance of `subject`; (0, "") where there is none."""
    row = connection.execute(_ACCEPTANCE, {"subject": subject}).first()
    found = chain.covering(connection, row.device, row.seq) if row else None
    return (found.size, found.code) if found else (0, "")


def delivery(connection: Connection, case_ids: Iterable[str]) -> dict[str, str]:
    """Give waiting, delivered or complete for each case."""
    names = {_CASE + case_id: case_id for case_id in case_ids}
    waiting = _waiting(connection, names)
    incomplete = _incomplete(connection, names)
    return {
        case_id: "waiting" if subject in waiting else "delivered" if subject in incomplete else "complete"
        for subject, case_id in names.items()
    }


def _waiting(connection: Connection, subjects: Iterable[str]) -> frozenset[str]:
    named = (table.c.subject.in_(list(subjects)), table.c.own == 1, table.c.delivered_at.is_(None))
    counted = table.c.given_up.in_((LIVE, 1))
    return frozenset(connection.scalars(select(table.c.subject).where(*named, counted).distinct()))


def _incomplete(connection: Connection, subjects: Iterable[str]) -> frozenset[str]:
    name, blob = schema.blob_name, schema.blob
    query = select(name.c.subject).join(blob, blob.c.sha256 == name.c.sha256)
    open_ones = (name.c.subject.in_(list(subjects)), name.c.own == 1, blob.c.complete_at.is_(None))
    return frozenset(connection.scalars(query.where(*open_ones).distinct()))
