"""What a device reads of the county's journal: the scopes it may see, by one cursor, and its own chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, select, union

from sync.county import schema
from sync.county.access import Caller
from sync.county.database import COUNTY
from sync.protocol import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.reading import write_json

_PAGE_ROWS: Final = 250
_PAGE_BYTES: Final = 2**18  # about so much of an answer is in memory at a time

# Asked at every pull and by every event stream, so they are put together once.
_TOP: Final = select(func.max(schema.entry.c.order_number)).where(
    (schema.entry.c.county == COUNTY) & (schema.entry.c.scope == bindparam("scope")) & (schema.entry.c.pulled == 1)
)
_TOP_RELEASED: Final = select(func.max(schema.released.c.order_number)).where(
    (schema.released.c.county == COUNTY) & (schema.released.c.device == bindparam("device"))
)


@dataclass(frozen=True, slots=True)
class Page:
    """Some whole lines of an answer, how many they are, the place of the last, and whether the answer ends there."""

    lines: bytes
    count: int
    last: int
    is_end: bool


NOTHING: Final = Page(b"", 0, 0, is_end=True)


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
    tops = [connection.execute(_TOP, {"scope": scope}).scalar() for scope in caller.readable]
    tops.append(connection.execute(_TOP_RELEASED, {"device": caller.device}).scalar())
    return max((top for top in tops if top is not None), default=0)


def pull(connection: Connection, caller: Caller, ask: Ask, room: int = MAX_BATCH_BYTES) -> Page:
    """Give the next lines that are asked for, by rising order; `room` is how many bytes the answer may still have."""
    asked = min(ask.limit, _PAGE_ROWS)
    scopes = [ask.scope] if ask.scope else sorted(caller.readable)
    wanted = [_orders(scope, ask, asked) for scope in scopes]
    if ask.scope is None:
        wanted.append(_released(caller, ask, asked))
    table = schema.entry
    orders = union(*(part.subquery().select() for part in wanted)).subquery()
    query = select(table).where((table.c.county == COUNTY) & table.c.order_number.in_(select(orders.c.order_number)))
    rows = connection.execute(query.order_by(table.c.order_number).limit(asked))
    return _page(((row.order_number, _pulled_line(row, caller, ask)) for row in rows), ask.limit, room)


def own(connection: Connection, caller: Caller, ask: Ask, room: int = MAX_BATCH_BYTES) -> Page:
    """Give the device's own entries after the `seq` `ask.after`, whole, with their order or why they have none."""
    table = schema.entry
    mine = (table.c.county == COUNTY) & (table.c.device == caller.device) & (table.c.seq > ask.after)
    rows = connection.execute(select(table).where(mine).order_by(table.c.seq).limit(min(ask.limit, _PAGE_ROWS)))
    return _page(((row.seq, _own_line(row)) for row in rows), ask.limit, room)


def _in_scope(scope: str) -> Any:
    table = schema.entry
    return (table.c.county == COUNTY) & (table.c.scope == scope) & (table.c.pulled == 1)


def _orders(scope: str, ask: Ask, most: int) -> Select[int]:
    order = schema.entry.c.order_number
    wanted = _in_scope(scope) & (order > ask.after)
    if ask.until is not None:
        wanted &= order <= ask.until
    return select(order).where(wanted).order_by(order).limit(most)


def _released(caller: Caller, ask: Ask, most: int) -> Select[int]:
    marks = schema.released
    mine = (marks.c.county == COUNTY) & (marks.c.device == caller.device) & (marks.c.order_number > ask.after)
    if ask.until is not None:
        mine &= marks.c.order_number <= ask.until
    return select(marks.c.order_number).where(mine).order_by(marks.c.order_number).limit(most)


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


def _page(found: Iterable[tuple[int, bytes]], limit: int, room: int) -> Page:
    """Take lines until a page is full, or the answer is: by `limit`, or by `room`, which its first line always has."""
    taken: list[bytes] = []
    size = last = 0
    for place, line in found:
        size += len(line) + 1
        if size > room and (taken or room < MAX_BATCH_BYTES):
            return Page(_joined(taken), len(taken), last, is_end=True)
        taken.append(line)
        last = place
        if size >= _PAGE_BYTES:
            return Page(_joined(taken), len(taken), last, is_end=len(taken) == limit)
    return Page(_joined(taken), len(taken), last, is_end=len(taken) < _PAGE_ROWS or len(taken) == limit)


def _joined(lines: list[bytes]) -> bytes:
    return b"\n".join([*lines, b""]) if lines else b""


def lines(connection: Connection, device: str) -> Sequence[Row[Any]]:
    """Give all rows of a device by rising `seq`: for verification and for those who compare copies."""
    table = schema.entry
    mine = (table.c.county == COUNTY) & (table.c.device == device)
    return connection.execute(select(table).where(mine).order_by(table.c.seq)).all()
