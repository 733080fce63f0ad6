"""Entries that others offer after the county was restored: kept aside until their author pushes them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.journal.entry import Entry, NotAnEntry
from sync.county import schema
from sync.county.access import Caller
from sync.county.database import COUNTY
from sync.county.problem import Problem
from sync.county.site import Site, state
from sync.protocol import MAX_BATCH_ENTRIES, RelayHeader, digest_of_hashes, entry_of
from sync.reading import Members, NotProtocol, lines_of, read_json

_KEPT, _KNOWN, _REFUSED = "kept", "known", "refused"


@dataclass(frozen=True, slots=True)
class Offered:
    """An entry as it was offered: its name, and None for `entry` where it is not whole in itself."""

    device: str
    seq: int
    hash: str
    entry: Entry | None


def read_relay(body: bytes, caller: Caller) -> list[Offered]:
    """Read a relay; Problem `malformed`, `too_large`, `device`, `signature` or `envelope` when it is none."""
    if body.count(b"\n") > MAX_BATCH_ENTRIES + 1:
        raise Problem("too_large")
    try:
        first, *lines = lines_of(body)
        header = RelayHeader.read(read_json(first))
        values = [read_json(line) for line in lines]
    except (NotProtocol, ValueError) as error:
        raise Problem("malformed") from error
    if header.count != len(lines):
        raise Problem("malformed")
    if header.device != caller.device:
        raise Problem("device")
    offered = [_offered(value) for value in values]
    if header.hash != digest_of_hashes(one.hash for one in offered) or not header.is_signed(caller.public_key):
        raise Problem("signature")
    return offered


def keep(connection: Connection, site: Site, caller: Caller, offered: Sequence[Offered]) -> dict[str, object]:
    """Keep what the county lacks and say of each entry what became of it."""
    county = state(connection)
    last: dict[str, int] = {}
    relayed: list[tuple[str, int, str]] = []
    for one in offered:
        rising = last.get(one.device, 0) < one.seq
        last[one.device] = max(one.seq, last.get(one.device, 0))
        fits = rising and one.entry is not None and one.entry.scope in caller.readable
        outcome = _kept(connection, site, caller, one.entry) if fits and one.entry else _REFUSED
        relayed.append((one.device, one.seq, outcome))
    return {"server_epoch": county.epoch if county else "", "relayed": relayed}


def _offered(value: object) -> Offered:
    try:
        it = Members(value)
        name = it.uuid("device"), it.integer("seq", 1), it.digest("hash")
    except NotProtocol as error:
        raise Problem("envelope") from error
    try:
        return Offered(*name, entry_of(value))
    except NotAnEntry:
        return Offered(*name, None)


def _kept(connection: Connection, site: Site, caller: Caller, entry: Entry) -> str:
    known = _stored(connection, entry)
    if known is not None:
        return _KNOWN if known.hash == entry.hash else _REFUSED
    table = schema.relayed
    same = (table.c.device == entry.device) & (table.c.seq == entry.seq) & (table.c.hash == entry.hash)
    if connection.execute(select(table.c.seq).where(same)).first() is not None:
        return _KNOWN
    row = {
        "device": entry.device,
        "seq": entry.seq,
        "hash": entry.hash,
        "line": entry.to_line(),
        "relayed_by": caller.device,
        "received_at": site.time(),
    }
    connection.execute(insert(table).values(row))
    return _KEPT


def _stored(connection: Connection, entry: Entry) -> Row[Any] | None:
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.device == entry.device) & (table.c.seq == entry.seq)
    return connection.execute(select(table.c.hash).where(here)).first()
