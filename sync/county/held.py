"""What was stored without an order, as an administrator looks at it: by window and subject, and its release."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.errors import Refused
from sync.county import schema
from sync.county.database import COUNTY
from sync.county.ledger import Ledger

_OF_GROUP = (schema.entry.c.device, schema.entry.c.subject, schema.entry.c.scope, schema.entry.c.withheld)


@dataclass(frozen=True, slots=True)
class Held:
    """Entries of one window about one subject that wait together: `first` to `last` are their `seq`.

    `target` names the office where they want to stand, `home` the one where the subject stands already; both are empty
    where it is none of this county's. Nothing here tells what the entries say.
    """

    device: str
    first: int
    last: int
    entries: int
    reason: str
    is_case: bool
    target: str
    home: str
    received_at: str
    number: str
    office: str
    is_shut_out: bool


def groups(connection: Connection) -> list[Held]:
    """Give all that waits, the longest waiting first."""
    table = schema.entry
    told = (
        func.min(table.c.seq).label("first"),
        func.max(table.c.seq).label("last"),
        func.count().label("entries"),
        func.min(table.c.received_at).label("received_at"),
    )
    waits = (table.c.county == COUNTY) & table.c.order_number.is_(None)
    rows = connection.execute(select(*_OF_GROUP, *told).where(waits).group_by(*_OF_GROUP)).all()
    if not rows:
        return []
    offices, writers = _offices(connection), _writers(connection)
    found = [_held(connection, row, offices, writers.get(row.device)) for row in rows]
    return sorted(found, key=lambda one: (one.received_at, one.device, one.first))


def group(connection: Connection, device: str, first: int) -> Held:
    """Give the group that begins at an entry; Refused county.not_withheld where none does."""
    for one in groups(connection):
        if (one.device, one.first) == (device, first):
            return one
    raise Refused("county.not_withheld")


def release(connection: Connection, ledger: Ledger, device: str, first: int, seen: int) -> int:
    """Give a group its orders, in the order in which it was written; gives how many these are.

    Refused county.not_withheld, or county.more_withheld where it is not the `seen` entries any more.
    """
    one = group(connection, device, first)
    if one.entries != seen:
        raise Refused("county.more_withheld", count=one.entries)
    table = schema.entry
    start = connection.execute(_at(device, first)).one()
    same = (table.c.subject == start.subject) & (table.c.scope == start.scope) & (table.c.withheld == start.withheld)
    mine = (table.c.county == COUNTY) & (table.c.device == device) & table.c.order_number.is_(None)
    seqs = connection.execute(select(table.c.seq).where(mine & same).order_by(table.c.seq)).scalars().all()
    for seq in seqs:
        ledger.release(connection, device, seq)
    return len(seqs)


def _at(device: str, seq: int) -> Any:
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.device == device) & (table.c.seq == seq)
    return select(table.c.subject, table.c.scope, table.c.withheld).where(here)


def _held(connection: Connection, row: Row[Any], offices: dict[str, str], writer: Any) -> Held:
    table = schema.subject
    here = select(table.c.scope).where((table.c.county == COUNTY) & (table.c.subject == row.subject))
    home = connection.execute(here).scalar() or ""
    return Held(
        row.device, int(row.first), int(row.last), row.entries, row.withheld, row.subject.startswith("case:"),
        offices.get(row.scope, ""), offices.get(home, ""), row.received_at,
        writer.number if writer else "", offices.get(writer.scope, "") if writer else "",
        bool(writer and writer.revoked_at),
    )  # fmt: skip


def _offices(connection: Connection) -> dict[str, str]:
    table = schema.office
    rows = connection.execute(select(table.c.scope, table.c.name, table.c.division))
    return {row.scope: row.name or row.division for row in rows}


def _writers(connection: Connection) -> dict[str, Any]:
    device, scope = schema.device, schema.device_scope
    asked = select(device.c.id, device.c.number, device.c.revoked_at, scope.c.scope)
    return {row.id: row for row in connection.execute(asked.join(scope, scope.c.device == device.c.id))}
