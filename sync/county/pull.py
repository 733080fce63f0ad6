"""What a device reads of the county's journal: the scopes it may see, by one cursor, and its own chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, union

from sync.county import schema
from sync.county.access import Caller
from sync.county.database import COUNTY
from sync.protocol import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.reading import read_json, write_json


@dataclass(frozen=True, slots=True)
class Ask:
    """A pull as asked for: after which order, how much, up to which own `seq` the short form suffices.

    `scope` and `until` narrow it to one scope up to an order.
    """

    after: int = 0
    limit: int = MAX_BATCH_ENTRIES
    have_seq: int = 0
    scope: str | None = None
    until: int | None = None


def newest(connection: Connection, caller: Caller) -> int:
    """Give the highest order that this device could pull, 0 for none."""
    table = schema.entry
    tops = [
        connection.execute(select(func.max(table.c.order_number)).where(_in_scope(scope))).scalar()
        for scope in caller.readable
    ]
    marks = schema.released
    mine = (marks.c.county == COUNTY) & (marks.c.device == caller.device)
    tops.append(connection.execute(select(func.max(marks.c.order_number)).where(mine)).scalar())
    return max((top for top in tops if top is not None), default=0)


def pull(connection: Connection, caller: Caller, ask: Ask) -> bytes:
    """Give the lines that are asked for, by rising order, as far as limit and 8 MiB allow."""
    scopes = [ask.scope] if ask.scope else sorted(caller.readable)
    wanted = [_orders(scope, ask) for scope in scopes]
    if ask.scope is None:
        wanted.append(_released(caller, ask))
    table = schema.entry
    orders = union(*(part.subquery().select() for part in wanted)).subquery()
    query = select(table).where((table.c.county == COUNTY) & table.c.order_number.in_(select(orders.c.order_number)))
    rows = connection.execute(query.order_by(table.c.order_number).limit(ask.limit))
    return _joined(_pulled_line(row, caller, ask) for row in rows)


def last_order(page: bytes) -> int:
    """Give the order of the last line of a page."""
    return int(read_json(page[page.rfind(b"\n", 0, -1) + 1 :])["order"])


def own(connection: Connection, caller: Caller, after: int, limit: int) -> bytes:
    """Give the device's own entries after a `seq`, whole, with their order or why they have none."""
    table = schema.entry
    mine = (table.c.county == COUNTY) & (table.c.device == caller.device) & (table.c.seq > after)
    return _joined(map(_own_line, connection.execute(select(table).where(mine).order_by(table.c.seq).limit(limit))))


def _in_scope(scope: str) -> Any:
    table = schema.entry
    return (table.c.county == COUNTY) & (table.c.scope == scope) & (table.c.pulled == 1)


def _orders(scope: str, ask: Ask) -> Select[int]:
    order = schema.entry.c.order_number
    wanted = _in_scope(scope) & (order > ask.after)
    if ask.until is not None:
        wanted &= order <= ask.until
    return select(order).where(wanted).order_by(order).limit(ask.limit)


def _released(caller: Caller, ask: Ask) -> Select[int]:
    marks = schema.released
    mine = (marks.c.county == COUNTY) & (marks.c.device == caller.device) & (marks.c.order_number > ask.after)
    if ask.until is not None:
        mine &= marks.c.order_number <= ask.until
    return select(marks.c.order_number).where(mine).order_by(marks.c.order_number).limit(ask.limit)


def _pulled_line(row: Row[Any], caller: Caller, ask: Ask) -> bytes:
    if row.device == caller.device and row.seq <= ask.have_seq:
        return write_json({"order": row.order_number, "device": row.device, "seq": row.seq})
    return _whole(b'{"order":%d' % row.order_number, row)


def _own_line(row: Row[Any]) -> bytes:
    if row.order_number is None:
        return _whole(b'{"withheld":' + write_json(row.withheld), row)
    return _whole(b'{"order":%d' % row.order_number, row)


def _whole(start: bytes, row: Row[Any]) -> bytes:
    return b'%s,"received_at":"%s","entry":%s}' % (start, row.received_at.encode("ascii"), bytes(row.line))


def _joined(lines: Iterable[bytes]) -> bytes:
    """Join lines up to the size of an answer; the first always fits."""
    taken: list[bytes] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > MAX_BATCH_BYTES:
            break
        taken.append(line)
    return b"\n".join([*taken, b""]) if taken else b""


def lines(connection: Connection, device: str) -> Sequence[Row[Any]]:
    """Give all rows of a device by rising `seq`: for verification and for those who compare copies."""
    table = schema.entry
    mine = (table.c.county == COUNTY) & (table.c.device == device)
    return connection.execute(select(table).where(mine).order_by(table.c.seq)).all()
