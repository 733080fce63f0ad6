"""The end of this device's own chain: where the next entry stands, and the checkpoints over it."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry
from app.journal.merkle import Frontier
from app.store import schema
from app.store.schema import checkpoint as table
from app.store.values import Checkpoint, Device

_CHAIN = select(schema.chain).where(schema.chain.c.device == bindparam("device"))
_ADDED = insert(schema.chain)
_KEPT = _ADDED.on_conflict_do_update(
    index_elements=["device"], set_={name: _ADDED.excluded[name] for name in ("size", "peaks", "head", "at")}
)
_AT_SIZE = select(table).where(table.c.device == bindparam("device"), table.c.size == bindparam("size"))
_NEW_CHECKPOINT = insert(table)
# No LIMIT: SQLite plans a statement anew whenever a bound limit changes, and `first` stops after one row.
_FROM_SIZE = (
    select(table).where(table.c.device == bindparam("device"), table.c.size >= bindparam("size")).order_by(table.c.size)
)


@dataclass(frozen=True, slots=True)
class Chain:
    """How long the chain is, its Merkle frontier, the hash and the time of its last entry."""

    device: str
    frontier: Frontier = field(default_factory=Frontier)
    head: str = ZERO_HASH
    at: str = ""

    @property
    def size(self) -> int:
        """How many entries there are: the `seq` of the last."""
        return self.frontier.size

    def grown(self, entry: Entry) -> "Chain":
        """Give the chain with one more entry."""
        return replace(self, frontier=self.frontier.add(entry.hash), head=entry.hash, at=entry.at)


def load(connection: Connection, device_id: str) -> Chain:
    """Give the chain of a device as it stands in the store; an empty one for a new device."""
    row = connection.execute(_CHAIN, {"device": device_id}).first()
    if row is None:
        return Chain(device_id)
    return Chain(device_id, Frontier(row.size, tuple(json.loads(row.peaks))), row.head, row.at)


def save(connection: Connection, chain: Chain) -> None:
    """Keep where the chain stands now."""
    row = {"size": chain.size, "peaks": json.dumps(chain.frontier.peaks), "head": chain.head, "at": chain.at}
    connection.execute(_KEPT, row | {"device": chain.device})


def make_checkpoint(connection: Connection, device: Device, chain: Chain, at: str) -> Checkpoint:
    """Sign the root over the whole chain and keep it; the one that is there already, if nothing was added since."""
    known = connection.execute(_AT_SIZE, {"device": device.id, "size": chain.size}).first()
    if known:
        return _checkpoint(known)
    root = chain.frontier.root()
    signature = sign.sign(device.private_key, sign.statement("checkpoint", device.id, chain.size, root))
    kid = sign.kid(sign.public_key(device.private_key))
    made = Checkpoint(device.id, chain.size, root, at, signature, kid)
    row = {"device": made.device, "size": made.size, "root": root, "at": at, "signature": signature, "kid": kid}
    connection.execute(_NEW_CHECKPOINT, row)
    return made


def checkpoints(
    connection: Connection, device_id: str | None = None, *, unsent: bool = False
) -> tuple[Checkpoint, ...]:
    """Give the checkpoints of one device or all, by rising size; only those without the county's word, if `unsent`."""
    query = select(table).order_by(table.c.device, table.c.size)
    if device_id:
        query = query.where(table.c.device == device_id)
    if unsent:
        query = query.where(table.c.countersigned.is_(None))
    return tuple(map(_checkpoint, connection.execute(query)))


def countersign(connection: Connection, device_id: str, size: int, answer: dict[str, Any]) -> None:
    """Keep the county's answer to a checkpoint."""
    held = (table.c.device == device_id, table.c.size == size)
    connection.execute(table.update().where(*held).values(countersigned=json.dumps(answer)))


def covering(connection: Connection, device_id: str, seq: int) -> Checkpoint | None:
    """Give the first checkpoint that covers an entry."""
    row = connection.execute(_FROM_SIZE, {"device": device_id, "size": seq}).first()
    return _checkpoint(row) if row else None


def _checkpoint(row: Row[Any]) -> Checkpoint:
    answer = json.loads(row.countersigned) if row.countersigned else None
    return Checkpoint(row.device, row.size, row.root, row.at, row.signature, row.kid, answer)
