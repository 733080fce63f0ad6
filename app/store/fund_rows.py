"""The read models of the funds: how each stands, and its ledger line by line."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, select

from app.domain.fund import Fund
from app.domain.fund_ledger import OPENED, TOPPED_UP, Line
from app.journal.fund import fold_fund
from app.store import journal
from app.store.fund_schema import fund, fund_line
from app.store.fund_values import FundRow
from app.store.schema import FUNDS
from app.store.values import StoredEntry

FUND: Final = "fund:"
Rows = dict[Table, tuple[dict[str, Any], ...]]


def refold(connection: Connection, subjects: Iterable[str]) -> bool:
    """Make the rows of these subjects anew; True when there was a fund among them."""
    ours = [subject for subject in sorted(subjects) if subject.startswith(FUND)]
    for subject in ours:
        for table, rows in projected(subject, journal.entries_of(connection, subject)).items():
            connection.execute(delete(table).where(table.c.subject == subject))
            if rows:
                connection.execute(table.insert(), list(rows))
    return bool(ours)


def projected(subject: str, stored: Iterable[StoredEntry]) -> Rows:
    """Give the rows that a fund's entries make."""
    found = fold_fund(subject.removeprefix(FUND), stored)
    if found is None:
        return {fund: (), fund_line: ()}
    lines = tuple(_line_row(subject, turn, line) for turn, line in enumerate(found.lines, 1))
    return {fund: (_row(subject, found),), fund_line: lines}


def is_as_folded(connection: Connection, subject: str) -> bool:
    """Tell whether a fund's rows are those that its entries make."""
    wanted = projected(subject, journal.entries_of(connection, subject))
    return wanted == {table: _held(connection, table, subject) for table in FUNDS}


def every(connection: Connection) -> tuple[FundRow, ...]:
    """Give all funds, the first opened first."""
    query = select(fund).order_by(fund.c.opened_on, fund.c.subject)
    return tuple(FundRow(**row) for row in connection.execute(query).mappings())


def lines(connection: Connection, subject: str, month: str) -> tuple[int, tuple[Line, ...]]:
    """Give what was left before a month (``2026-11``), and the lines of it in the order of the ledger."""
    ours = fund_line.c.subject == subject
    before = select(func.coalesce(func.sum(fund_line.c.change_fen), 0)).where(ours, fund_line.c.day < month)
    within = select(fund_line).where(ours, fund_line.c.day >= month, fund_line.c.day < f"{month}~")
    found = connection.execute(within.order_by(fund_line.c.turn)).mappings()
    return connection.execute(before).scalar_one(), tuple(_line(dict(row)) for row in found)


def _held(connection: Connection, table: Table, subject: str) -> tuple[dict[str, Any], ...]:
    query = select(table).where(table.c.subject == subject).order_by(*table.primary_key)
    return tuple(map(dict, connection.execute(query).mappings()))


def _row(subject: str, found: Fund) -> dict[str, Any]:
    opened = found.opened
    came = [line for line in found.lines if line.kind in {OPENED, TOPPED_UP} and line.now_fen]
    return {
        "subject": subject,
        "name": opened.name if opened else "",
        "keeper": opened.keeper if opened else "",
        "opened_on": opened.opened_on if opened else "",
        "balance_fen": found.balance_fen,
        "came_on": came[-1].day if came else "",
        "came_fen": came[-1].now_fen if came else 0,
        "trouble": found.trouble,
    }


def _line_row(subject: str, turn: int, line: Line) -> dict[str, Any]:
    return {
        "subject": subject,
        "turn": turn,
        "line": line.id,
        "kind": line.kind,
        "day": line.day,
        "change_fen": line.change_fen,
        "balance_fen": line.balance_fen,
        "now_fen": line.now_fen,
        "note": line.note,
        "case_id": line.case,
        "number": line.number,
        "of": line.of,
        "by": line.by,
    }


def _line(row: dict[str, Any]) -> Line:
    names = {"id": "line", "case": "case_id"}
    return Line(**{name: row[names.get(name, name)] for name in Line.__slots__})
