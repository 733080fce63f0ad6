"""Checkpoints: the county compares a device's Merkle root with its own and puts its signature beside it."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.journal import sign
from app.journal.merkle import Frontier, grown
from sync.county import incident, schema
from sync.county.access import Caller
from sync.county.database import COUNTY
from sync.county.ledger import head_of
from sync.county.problem import UNPROCESSABLE, Problem
from sync.county.site import Site
from sync.protocol import countersign_statement
from sync.reading import Members


class Checkpoints:
    """Signs what it has found to be equal."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def countersign(
        self, connection: Connection, caller: Caller, value: Mapping[str, Any]
    ) -> dict[str, object] | Problem:
        """Give the county's signature over a root; a Problem is returned where IT is told of a different one."""
        it = Members(value)
        device, size, root = it.uuid("device"), it.integer("size", 1), it.digest("root")
        statement = sign.statement("checkpoint", device, size, root)
        if device != caller.device:
            raise Problem("device")
        kid, signature = it.text("kid"), it.text("signature")
        if kid != sign.kid(caller.public_key) or not sign.is_signed(caller.public_key, statement, signature):
            raise Problem("signature", status=UNPROCESSABLE)
        head = head_of(connection, device)
        if size > head.acked_seq:
            raise Problem("gap", acked_seq=head.acked_seq, head_hash=head.hash)
        frontier = frontier_at(connection, device, size)
        if frontier.root() != root:
            incident.record(connection, self._site.time(), "root", device, f"size {size}, {root}")
            return Problem("root", size=size)
        return self._signed(connection, device, frontier)

    def _signed(self, connection: Connection, device: str, frontier: Frontier) -> dict[str, object]:
        """Sign a root, or give again what was signed for it the first time."""
        table, size, root = schema.checkpoint, frontier.size, frontier.root()
        first = connection.execute(select(table).where((table.c.device == device) & (table.c.size == size))).first()
        if first is not None:
            return _answer(first)
        at, keys = self._site.time(), self._site.keys
        signature = sign.sign(keys.private, countersign_statement(device, size, root, at))
        made = {"device": device, "size": size, "root": root, "at": at, "signature": signature, "kid": keys.kid}
        connection.execute(insert(table).values(peaks=json.dumps(frontier.peaks), **made))
        return made


def frontier_at(connection: Connection, device: str, size: int) -> Frontier:
    """Give the Merkle frontier over a device's first `size` entries, grown from the last one signed before."""
    table, entries = schema.checkpoint, schema.entry
    signed = select(table).where((table.c.device == device) & (table.c.size <= size))
    last = connection.execute(signed.order_by(table.c.size.desc()).limit(1)).first()
    start = Frontier(last.size, tuple(json.loads(last.peaks))) if last else Frontier()
    rest = (entries.c.county == COUNTY) & (entries.c.device == device) & entries.c.seq.between(start.size + 1, size)
    hashes = connection.execute(select(entries.c.hash).where(rest).order_by(entries.c.seq)).scalars()
    return grown(hashes, start)


def _answer(row: Row[Any]) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("device", "size", "root", "at", "signature", "kid")}
