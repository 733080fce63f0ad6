"""The county's answer on a stick: what it has of a device, and what that device would pull."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, select

from app.ids import uuid7
from sync.bundle.file import write_bundle
from sync.bundle.manifest import ACKS, JOURNAL, Manifest, Member, Reached
from sync.county import enrolment, pull, schema, standing
from sync.county.access import Caller
from sync.county.blobs import Blobs
from sync.county.bulk import select_in
from sync.county.importing import Brought
from sync.county.ledger import Ledger
from sync.county.problem import Problem
from sync.county.site import Site, state
from sync.reading import write_json

ENDING: Final = ".age"
_NAME: Final = 6  # characters of ids in a file's name
_PIECE: Final = 2**18


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device's bundles ask: how far it is at least, the documents that they held, its signed checkpoints."""

    caller: Caller
    reached: Reached
    blobs: tuple[str, ...]
    signed: tuple[dict[str, object], ...]

    @classmethod
    def of(cls, brought: Iterable[Brought]) -> "Asked":
        """Join the bundles of one device."""
        all_of_it = list(brought)
        stands = [one.manifest.reached for one in all_of_it]
        least = Reached(*(min(getattr(one, name) for one in stands) for name in Reached.__slots__))
        blobs = dict.fromkeys(member.sha256 for one in all_of_it for member in one.manifest.blobs())
        signed = tuple(word for one in all_of_it for word in one.told.signed)
        return cls(all_of_it[0].caller, least, tuple(blobs), signed)


class Answering:
    """Writes answers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._blobs = Blobs(site)
        self._ledger = Ledger(site)

    def write(self, asked: Asked, folder: Path) -> Path:
        """Write the answer to a device into a folder and give its file; Unavailable stick.*."""
        site, caller = self._site, asked.caller
        with tempfile.TemporaryFile(dir=self._blobs.unfinished) as journal:
            with site.database.reading() as connection:
                recipient, sender, epoch = _parties(connection, caller.device)
                size, digest = self._collect(connection, asked, journal)
                acks = write_json(self._acks(connection, asked))
            members = (Member(ACKS, hashlib.sha256(acks).hexdigest(), len(acks)), Member(JOURNAL, digest, size))
            bare = Manifest(sender, caller.device, epoch, uuid7(), 1, 1, site.time(), members)
            path = folder / f"yimen-answer-{caller.device[-_NAME:]}-{bare.set_id[-_NAME:]}{ENDING}"

            def content(member: Member) -> Iterable[bytes]:
                return [acks] if member.name == ACKS else _read(journal)

            write_bundle(path, bare.signed(site.keys.private), content, recipient)
        return path

    def _collect(self, connection: Connection, asked: Asked, journal: IO[bytes]) -> tuple[int, str]:
        """Put into a file what the device would pull, page by page; gives its bytes and digest."""
        digest = hashlib.sha256()
        ask = pull.Ask(after=asked.reached.cursor, have_seq=asked.reached.have_seq)
        while (page := pull.pull(connection, asked.caller, ask)).count:
            journal.write(page.lines)
            digest.update(page.lines)
            ask = replace(ask, after=page.last)
        return journal.tell(), digest.hexdigest()

    def _acks(self, connection: Connection, asked: Asked) -> dict[str, Any]:
        caller, site = asked.caller, self._site
        known = standing.of(connection, site, caller)
        answer = self._ledger.answer_since(connection, caller.device, asked.reached.delivered)
        return (
            asdict(answer)
            | known
            | {
                "client_ok": True,
                "after": asked.reached.cursor,
                "head": pull.newest(connection, caller),
                "blobs": self._whole(connection, asked.blobs),
                "checkpoints": list(asked.signed),
            }
        )

    def _whole(self, connection: Connection, digests: tuple[str, ...]) -> list[str]:
        """Give those of the documents that lie here whole."""
        table = schema.blob
        rows = select_in(connection, select(table.c.sha256, table.c.size), table.c.sha256, digests)
        return sorted(row.sha256 for row in rows if self._blobs.is_there(row))


def _parties(connection: Connection, device: str) -> tuple[str, str, str]:
    """Give the age key of a device, the county's own device, and the epoch."""
    row, county = enrolment.find(connection, device), state(connection)
    if row is None or county is None:
        raise Problem("device")
    return row.age_recipient, county.device, county.epoch


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
