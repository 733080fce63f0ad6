"""What windows relayed of authors who will not come back: it counts once an administrator confirms that one is gone.

The entries keep their names and hashes and get an order. What nobody relayed stays missing in the author's chain, so
they stand beyond it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, select

from app.errors import Refused
from sync.county import enrolment, naming, schema
from sync.county.batch import Verified
from sync.county.database import COUNTY
from sync.county.deeds import Deeds
from sync.county.enrolment import Enrolment
from sync.county.ledger import Head, Ledger, advance, head_of


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote entries that others relayed; `number` and `office` are empty for a device that is not known here.

    `is_county` is set for the county itself, as it was before it was restored; `relayers` are the ids of the windows.
    """

    device: str
    number: str
    office: str
    is_county: bool
    is_shut_out: bool
    entries: int
    newest_at: str
    relayers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of a confirmation: entries with an order, those withheld, and those that fit nowhere and stay aside."""

    author: Author
    entries: int
    withheld: int
    left: int


def authors(connection: Connection) -> list[Author]:
    """Give the authors of all that lies aside, the one that came last first."""
    table = schema.relayed
    asked = select(table.c.device, func.count().label("entries"), func.max(table.c.received_at).label("newest_at"))
    rows = connection.execute(asked.group_by(table.c.device)).all()
    found = [_author(connection, row) for row in rows]
    return sorted(found, key=lambda one: (one.newest_at, one.device), reverse=True)


def author(connection: Connection, device: str) -> Author:
    """Give one of them; Refused relay.nothing where nothing of it lies aside."""
    for one in authors(connection):
        if one.device == device:
            return one
    raise Refused("relay.nothing")


class Counting:
    """Counts what an author left, and shuts it out: who is gone does not come back."""

    def __init__(self, enrolment: Enrolment, ledger: Ledger, deeds: Deeds) -> None:
        self._enrolment, self._ledger, self._deeds = enrolment, ledger, deeds

    def confirm(
        self, connection: Connection, device: str, who: tuple[str, str], reason: str = "", seen: int | None = None
    ) -> Counted:
        """Do it in a transaction; Refused relay.nothing, or relay.more where there are not the `seen` entries."""
        known = author(connection, device)
        if seen is not None and seen != known.entries:
            raise Refused("relay.more", count=known.entries)
        if enrolment.find(connection, device) is not None:
            self._enrolment.shut_out(connection, device)
        rows = _aside(connection, device)
        fitting = _fitting(connection, device, rows)
        outcomes = self._ledger.count(connection, fitting)
        _open_blobs(connection, fitting, rows)
        advance(connection, device, head_of(connection, device))
        _forget(connection, device, fitting)
        self._deeds.keep(connection, who, "gone", device, reason)
        withheld = sum(order is None for _, order, _ in outcomes)
        return Counted(known, len(outcomes) - withheld, withheld, len(rows) - len(fitting))


def _author(connection: Connection, row: Row[Any]) -> Author:
    device, office, scope, table = schema.device, schema.office, schema.device_scope, schema.relayed
    asked = select(device.c.number, device.c.revoked_at, office.c.name, office.c.division)
    joined = asked.join(scope, scope.c.device == device.c.id).join(office, office.c.scope == scope.c.scope)
    known = connection.execute(joined.where(device.c.id == row.device)).first()
    by = select(table.c.relayed_by).where(table.c.device == row.device).distinct().order_by(table.c.relayed_by)
    return Author(
        row.device,
        known.number if known else "",
        (known.name or known.division) if known else "",
        known is None and head_of(connection, row.device).acked_seq > 0,
        bool(known and known.revoked_at),
        row.entries,
        row.newest_at,
        tuple(connection.execute(by).scalars()),
    )


def _aside(connection: Connection, device: str) -> Sequence[Row[Any]]:
    table = schema.relayed
    return connection.execute(select(table).where(table.c.device == device).order_by(table.c.seq)).all()


def _fitting(connection: Connection, device: str, rows: Sequence[Row[Any]]) -> list[Verified]:
    """Give the entries that fit: alone at their place, and next to what is known of the chain, or beside a gap."""
    by_seq: dict[int, list[Verified]] = defaultdict(list)
    for row in rows:
        by_seq[int(row.seq)].append(naming.of_line(row))
    head = head_of(connection, device)
    hashes = {head.acked_seq: head.hash}
    prevs: dict[int, str] = {}
    for counted in _beyond(connection, device, head):
        hashes[counted.seq], prevs[counted.seq] = counted.hash, counted.prev
    found = []
    for seq, there in by_seq.items():
        entry = there[0]
        fits = len(there) == 1 and seq not in hashes and seq > head.acked_seq
        if fits and hashes.get(seq - 1, entry.prev) == entry.prev and prevs.get(seq + 1, entry.hash) == entry.hash:
            hashes[seq] = entry.hash
            found.append(entry)
    return found


def _forget(connection: Connection, device: str, counted: Sequence[Verified]) -> None:
    table = schema.relayed
    for entry in counted:
        connection.execute(delete(table).where((table.c.device == device) & (table.c.seq == entry.seq)))


def _beyond(connection: Connection, device: str, head: Head) -> Iterable[Verified]:
    """Give what was counted of this author before and stands beyond its chain."""
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.device == device) & (table.c.seq > head.acked_seq)
    return [naming.of_line(row) for row in connection.execute(select(table).where(here).order_by(table.c.seq))]


def _open_blobs(connection: Connection, counted: Sequence[Verified], rows: Sequence[Row[Any]]) -> None:
    """Let the documents be read where those could read them who relayed the entries: the author brings none."""
    relayers = {int(row.seq): row.relayed_by for row in rows}
    for relayer in sorted(set(relayers.values())):
        mine = [msgspec.structs.replace(entry, device=relayer) for entry in counted if relayers[entry.seq] == relayer]
        naming.open_blobs(connection, mine)
