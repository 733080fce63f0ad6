"""Documents at the county: what the store has, what the database knows of it, and who may read it."""

import contextlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from app.domain.fact import BlobRef
from app.errors import Unavailable
from sync.county import naming, schema
from sync.county.access import Caller
from sync.county.bulk import insert_many, select_in
from sync.county.cause import called
from sync.county.problem import Problem
from sync.county.site import Site

_DRAFT: Final = "draft-"
_DRAFT_LIVES_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Span:
    """Which bytes of a blob are asked for: `start` inclusive, `end` exclusive; `whole` when no range was asked."""

    start: int
    end: int
    whole: bool

    @property
    def length(self) -> int:
        """How many bytes these are."""
        return self.end - self.start


class Blobs:
    """The county's documents. One is shown only after its digest was found right and the store has it for good."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.unfinished = site.blobs / "unfinished"

    def prepare(self) -> None:
        """Make the folders; Unavailable when that cannot be done."""
        try:
            self.unfinished.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Unavailable("county.folder", reason=called(error)) from error
        self._site.store.prepare()
        self._sweep()

    def draft(self) -> Path:
        """Give a new name among the unfinished for what is being stored; one that outlives its day is swept."""
        return self.unfinished / f"{_DRAFT}{secrets.token_hex(12)}"

    def place(self, finished: Path, sha256: str) -> None:
        """Put a finished file into the store; it is durable there when this returns, and unknown until `keep`."""
        self._site.store.put(finished, sha256)

    def place_all(self, finished: Mapping[str, Path]) -> None:
        """Put finished files into the store, by their SHA-256; all are durable there when this returns."""
        self._site.store.put_all(finished)

    def keep(self, connection: Connection, device: str, sha256: str, size: int, media_type: str) -> None:
        """Note that a placed blob is here and that `device` brought it."""
        table, owners = schema.blob, schema.blob_owner
        if find(connection, sha256) is None:
            row = {"sha256": sha256, "size": size, "media_type": media_type, "received_at": self._site.time()}
            connection.execute(insert(table).values(row))
        mine = (owners.c.sha256 == sha256) & (owners.c.device == device)
        if connection.execute(select(owners.c.device).where(mine)).first() is None:
            connection.execute(insert(owners).values(sha256=sha256, device=device))

    def keep_all(self, connection: Connection, device: str, refs: Sequence[BlobRef]) -> None:
        """Note that placed blobs are here and that `device` brought them."""
        table, owners = schema.blob, schema.blob_owner
        by_name = {ref.sha256: ref for ref in refs}
        mine = select(owners.c.sha256).where(owners.c.device == device)
        known = {ref.sha256 for ref in find_many(connection, list(by_name))}
        owned = {row.sha256 for row in select_in(connection, mine, owners.c.sha256, list(by_name))}
        now = self._site.time()
        new = [(ref.sha256, ref.size, ref.media_type, now) for ref in by_name.values() if ref.sha256 not in known]
        insert_many(connection, table, new)
        insert_many(connection, owners, [(sha256, device) for sha256 in by_name if sha256 not in owned])

    def readable(self, connection: Connection, caller: Caller, sha256: str) -> Row[Any]:
        """Give the row of a blob that the device may read; Problem `not_found`, alike for hidden and absent."""
        row = find(connection, sha256)
        if row is None or not naming.is_readable(connection, caller, sha256):
            raise Problem("not_found")
        return row

    def is_there(self, row: Row[Any]) -> bool:
        """Tell whether the store has a blob whole; one that was lost or cut its device sends again, which mends it."""
        return self._site.store.size(row.sha256) == int(row.size)

    def parts(self, sha256: str, span: Span) -> Iterator[bytes]:
        """Give a range of a blob in pieces of at most 1 MiB."""
        return self._site.store.read(sha256, span.start, span.end)

    def _sweep(self) -> None:
        """Remove what a county that was killed left behind."""
        for draft in self.unfinished.glob(f"{_DRAFT}*"):
            with contextlib.suppress(FileNotFoundError):
                if draft.stat().st_mtime < time.time() - _DRAFT_LIVES_S:
                    draft.unlink()

    def is_well(self) -> bool:
        """Tell whether unfinished uploads and documents can be kept at this moment."""
        try:
            with tempfile.TemporaryFile(dir=self.unfinished) as file:
                file.write(b"1")
        except OSError:
            return False
        return self._site.store.is_well()


def find(connection: Connection, sha256: str) -> Row[Any] | None:
    """Give the row of a blob, or None."""
    return connection.execute(select(schema.blob).where(schema.blob.c.sha256 == sha256)).first()


def find_many(connection: Connection, hashes: Sequence[str]) -> list[BlobRef]:
    """Give those of `hashes` that the county has."""
    rows = select_in(connection, select(schema.blob), schema.blob.c.sha256, hashes)
    return [BlobRef(row.sha256, row.size, row.media_type) for row in rows]


def on_disk(path: Path, content: bytes) -> int:
    """Append `content` to a file, put it on disk, and give the file's length; FileNotFoundError without the file."""
    with path.open("rb+", buffering=0) as file:
        file.seek(0, os.SEEK_END)
        waiting = memoryview(content)
        while waiting:
            waiting = waiting[file.write(waiting) :]
        os.fsync(file.fileno())
        return file.tell()


def length_on_disk(path: Path) -> int:
    """Give the length of a file of which every byte is on disk when this returns; FileNotFoundError without it."""
    with path.open("rb+", buffering=0) as file:
        os.fsync(file.fileno())
        return file.seek(0, os.SEEK_END)


def read_range(header: str | None, size: int) -> Span:
    """Read a Range header of one range; Problem 416 beyond the end. What is no single range is as if absent."""
    everything = Span(0, size, whole=True)
    unit, _, asked = (header or "").partition("=")
    first, dash, last = asked.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or not _is_place(first) or not _is_place(last):
        return everything
    if not first:
        return _tail(int(last), size) if last else everything
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return everything
    return _bounded(start, end, size)


def _tail(length: int, size: int) -> Span:
    return _bounded(max(0, size - length), size, size)


def _bounded(start: int, end: int, size: int) -> Span:
    if start >= size or start >= end:
        raise Problem("range", headers={"Content-Range": f"bytes */{size}"})
    return Span(start, end, whole=False)


def _is_place(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= len(str(2**63)))
