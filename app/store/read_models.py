"""All read models together: made anew from entries, and compared with what they should be."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select, union

from app.store import cases, desk_rows, fund_rows, journal
from app.store.schema import FUNDS, READ_MODELS, findable
from app.store.schema import entry as table

_KINDS: Final = ("case", "fund", *desk_rows.SUBJECT_KINDS)


def refold(connection: Connection, subjects: Iterable[str]) -> frozenset[str]:
    """Make the read models of these subjects anew; gives the areas that changed (cases, desk, funds)."""
    known = frozenset(subjects)
    changed = ["cases"] if cases.refold(connection, known) else []
    changed += ["desk"] if desk_rows.refold(connection, known) else []
    changed += ["funds"] if fund_rows.refold(connection, known) else []
    return frozenset(changed)


def all_subjects(connection: Connection) -> list[str]:
    """Give all subjects that have entries or rows in the read models, sorted."""
    found: set[str] = set()
    for kind in _KINDS:
        first, beyond = f"{kind}:", f"{kind};"
        within = select(table.c.subject).where(table.c.subject >= first, table.c.subject < beyond)
        found.update(connection.scalars(within.distinct()))
    in_lists = connection.scalars(union(*(select(model.c.case_id) for model in READ_MODELS)))
    found.update(cases.CASE + case_id for case_id in in_lists)
    others = (*desk_rows.TABLES, *FUNDS, findable)
    found.update(connection.scalars(union(*(select(model.c.subject) for model in others))))
    return sorted(found)


def is_as_folded(connection: Connection, subject: str) -> bool:
    """Tell whether a subject's rows in the read models are those that its entries make."""
    if subject.startswith(fund_rows.FUND):
        return fund_rows.is_as_folded(connection, subject)
    if not subject.startswith(cases.CASE):
        return desk_rows.is_as_folded(connection, subject)
    case_id = subject.removeprefix(cases.CASE)
    return cases.projected(case_id, journal.entries_of(connection, subject)) == cases.held(connection, case_id)
