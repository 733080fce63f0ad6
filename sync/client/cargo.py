"""What waits for the county, collected for a bundle: the same signed batches as a push, checkpoints, documents."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Final

import zstandard

from app import clock
from app.domain.sealed import SealedBlob
from app.errors import Refused, Unavailable
from app.store.values import BlobTask, Device
from sync.bundle.manifest import CHECKPOINTS, JOURNAL, Manifest, Member, Reached
from sync.client.plan import in_turn
from sync.client.pushing import Batch
from sync.client.session import COUNTY_KEYS, ENROL, RESTORED, TAKEOVER, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.reading import write_json

COUNTY: Final = "county"  # the purpose of the key that things are sealed to
_MOST_CHECKPOINTS: Final = 1_000
_SLICE: Final = 200  # documents looked up in one job


@dataclass(frozen=True, slots=True)
class Address:
    """Who sends and who may open: the county's `kid` and age key; and how far the window is."""

    device: Device
    receiver: str
    recipient: str
    reached: Reached
    at: str

    def manifest(self, set_id: str, part: int, parts: int, members: tuple[Member, ...]) -> Manifest:
        """Give the signed manifest of a part."""
        device = self.device
        bare = Manifest(device.id, self.receiver, device.epoch, set_id, part, parts, self.at, members, self.reached)
        return bare.signed(device.private_key)


@dataclass(frozen=True, slots=True)
class Text:
    """All text that waits: the journal as pushes one after the other, and checkpoints, held packed.

    `first_seq` and `last_seq` are those of the entries, 0 without any.
    """

    members: tuple[Member, ...] = ()
    first_seq: int = 0
    last_seq: int = 0
    packed: dict[str, tuple[bytes, ...]] = field(default_factory=dict, repr=False)

    @property
    def entries(self) -> int:
        """How many entries these are."""
        return self.last_seq - self.first_seq + 1 if self.last_seq else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give the bytes of one of the members."""
        return (zstandard.decompress(piece) for piece in self.packed[name])


def address_of(session: Session) -> Address:
    """Give who sends to whom; with it a checkpoint over all that waits is made. On the store's thread.

    Refused bundle.not_known_yet before the county has heard of this window, bundle.takeover_first after a restore:
    both need the line once.
    """
    store, device = session.store, session.device()
    if store.setting(ENROL):
        raise Refused("bundle.not_known_yet")
    if store.setting(TAKEOVER) or store.setting(RESTORED):
        raise Refused("bundle.takeover_first")
    keys = [key for key in (store.setting(COUNTY_KEYS) or {}).values() if key["purpose"] == COUNTY and not key["to"]]
    if not keys:
        raise Refused("bundle.not_known_yet")
    newest = max(keys, key=lambda key: str(key["from"]))
    if store.outbox(limit=1):
        with store.work() as work:
            work.checkpoint()
    reached = Reached(device.cursor, store.head()[0], store.delivered_up_to())
    return Address(device, newest["kid"], newest["age_recipient"], reached, clock.text(session.now()))


def text_of(session: Session, address: Address) -> Steps[Text]:
    """Collect all text that waits, in the batches in which it would be pushed."""
    collected: dict[str, _Pieces] = {JOURNAL: _Pieces(), CHECKPOINTS: _Pieces()}
    first = last = 0
    while batch := (yield OnStore(partial(_next, session, address.device, last))):
        yield OnFree(partial(_add_batch, collected[JOURNAL], batch))
        first, last = first or batch.entries[0].seq, batch.last.seq
    lines = yield OnStore(partial(_checkpoints, session, address.device))
    for line in lines:
        collected[CHECKPOINTS].add(line)
    members = tuple(pieces.member(name) for name, pieces in collected.items() if pieces.size)
    return Text(members, first, last, {name: tuple(pieces.packed) for name, pieces in collected.items()})


def documents_of(session: Session) -> tuple[BlobTask, ...]:
    """Give the documents that wait, in the order in which they would be sent. On the store's thread."""
    return in_turn(session.store.blobs_pending(), {}, session.now())


def openers(session: Session, digests: tuple[str, ...]) -> Steps[dict[str, SealedBlob]]:
    """Look up what opens these documents; one that is not there any more is left out."""
    found: dict[str, SealedBlob] = {}
    for at in range(0, len(digests), _SLICE):
        found |= yield OnStore(partial(_sealed, session, digests[at : at + _SLICE]))
    return found


def is_there(session: Session, sealed: SealedBlob) -> bool:
    """Tell whether a document's file is in the vault and not empty; what is in it shows when it is read."""
    try:
        return session.vault.path(sealed).stat().st_size >= sealed.ref.size
    except OSError:
        return False


def unreadable(error: Unavailable) -> str | None:
    """Give the digest of the document that an error is about, None for any other trouble."""
    return str(error.facts["sha256"]) if error.code in {"blob.missing", "blob.damaged"} else None


class _Pieces:
    """Bytes of a member on their way into it: counted, hashed, and packed to be held."""

    def __init__(self) -> None:
        self.packed: list[bytes] = []
        self.size = 0
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self._digest.update(piece)
        self.packed.append(zstandard.compress(piece))

    def member(self, name: str) -> Member:
        return Member(name, self._digest.hexdigest(), self.size)


def _next(session: Session, device: Device, after: int) -> Batch | None:
    entries = session.store.outbox(after=after)
    return Batch(device, entries) if entries else None


def _add_batch(pieces: _Pieces, batch: Batch) -> None:
    pieces.add(batch.body())


def _checkpoints(session: Session, device: Device) -> list[bytes]:
    waiting = [one for one in session.store.checkpoints(unsent=True) if one.device == device.id and one.size]
    return [write_json(_said(asdict(one))) + b"\n" for one in waiting[-_MOST_CHECKPOINTS:]]


def _said(checkpoint: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in checkpoint.items() if name != "countersigned"}


def _sealed(session: Session, digests: tuple[str, ...]) -> dict[str, SealedBlob]:
    found = ((sha256, session.store.blob(sha256)) for sha256 in digests)
    return {sha256: sealed for sha256, sealed in found if sealed is not None}
