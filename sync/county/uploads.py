"""Resumable uploads (tus 1.0.0) on disk: how far one has come is the length of its file, and nothing else."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from app import clock
from sync.county import schema
from sync.county.blob_store import digest_of
from sync.county.blobs import Blobs, length_on_disk, on_disk
from sync.county.problem import Problem
from sync.county.site import Site
from sync.protocol import MAX_BLOB_BYTES, read_metadata
from sync.reading import NotProtocol, is_storable

if TYPE_CHECKING:
    from tempfile import SpooledTemporaryFile

VALID_DAYS: Final = 7
ALGORITHMS: Final = ("sha256", "sha1")
_ID_BYTES: Final = 18
_SWEPT_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """A blob that a device wants to send."""

    sha256: str
    media_type: str
    length: int


@dataclass(frozen=True, slots=True)
class Checksum:
    """What an Upload-Checksum promises of one piece."""

    algorithm: str
    digest: bytes

    def fits(self, piece: "SpooledTemporaryFile[bytes]") -> bool:
        """Tell whether a piece, read from its start, has the digest."""
        piece.seek(0)
        return hashlib.file_digest(piece, self.algorithm).digest() == self.digest


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that a device has begun; `done` when its blob is in place."""

    id: str
    device: str
    sha256: str
    media_type: str
    length: int
    expires: str
    done: bool


@dataclass(frozen=True, slots=True)
class Come:
    """How far an upload has come on disk; `is_right` tells, once all of it is there, whether it has its digest."""

    offset: int
    is_right: bool | None = None


class Uploads:
    """Uploads that devices have begun. Each is its own device's alone: another's does not exist for it."""

    def __init__(self, site: Site, blobs: Blobs) -> None:
        self._site = site
        self._blobs = blobs

    def create(self, connection: Connection, device: str, wish: Wish) -> Upload:
        """Begin an upload; its empty file is made with it."""
        self._sweep(connection)
        expires = clock.text(self._site.now() + timedelta(days=VALID_DAYS))
        blob = wish.sha256, wish.media_type, wish.length
        upload = Upload(secrets.token_urlsafe(_ID_BYTES), device, *blob, expires, done=False)
        self.path(upload).touch(mode=0o600)
        connection.execute(insert(schema.upload).values(asdict(upload) | {"done": 0}))
        return upload

    def stand(self, device: str, name: str) -> tuple[Upload, Come]:
        """Give a device's own upload and how far it has come; Problem `not_found` for any other or a lost one."""
        with self._site.database.reading() as connection:
            upload = self._find(connection, device, name)
        if upload.done:
            return upload, Come(upload.length)
        try:
            return upload, self._judged(upload, length_on_disk(self.path(upload)))
        except FileNotFoundError as error:
            raise Problem("not_found") from error

    def append(self, upload: Upload, content: bytes) -> Come:
        """Put more bytes of an upload on disk. With the last one its digest is looked at."""
        return self._judged(upload, on_disk(self.path(upload), content))

    def place(self, upload: Upload) -> None:
        """Put an upload that is right into the store; its file stays until the database knows the blob."""
        self._blobs.place(self.path(upload), upload.sha256)

    def finish(self, connection: Connection, upload: Upload) -> None:
        """Note that an upload's blob is in place."""
        self._blobs.keep(connection, upload.device, upload.sha256, upload.length, upload.media_type)
        connection.execute(update(schema.upload).where(schema.upload.c.id == upload.id).values(done=1))

    def drop(self, upload: Upload) -> None:
        """Take away the upload's own name of a file that is known as a blob now."""
        self.path(upload).unlink(missing_ok=True)

    def discard(self, connection: Connection, upload: Upload) -> None:
        """Forget an upload and what has come of it."""
        connection.execute(delete(schema.upload).where(schema.upload.c.id == upload.id))
        self.drop(upload)

    def path(self, upload: Upload) -> Path:
        """Give the file that keeps what has come of an upload."""
        return self._blobs.unfinished / upload.id

    def _find(self, connection: Connection, device: str, name: str) -> Upload:
        if not is_storable(name):
            raise Problem("not_found")
        table = schema.upload
        mine = (table.c.id == name) & (table.c.device == device) & (table.c.expires > self._site.time())
        row = connection.execute(select(table).where(mine)).first()
        if row is None:
            raise Problem("not_found")
        return of_row(row)

    def _judged(self, upload: Upload, offset: int) -> Come:
        if offset < upload.length:
            return Come(offset)
        return Come(offset, is_right=digest_of(self.path(upload)) == upload.sha256)

    def _sweep(self, connection: Connection) -> None:
        table = schema.upload
        old = select(table).where(table.c.expires <= self._site.time()).limit(_SWEPT_AT_ONCE)
        for row in connection.execute(old).all():
            self.discard(connection, of_row(row))


def of_row(row: Row[Any]) -> Upload:
    """Give the upload of a row."""
    return Upload(row.id, row.device, row.sha256, row.media_type, row.length, row.expires, done=bool(row.done))


def read_wish(headers: Mapping[str, str]) -> Wish:
    """Read what a creation asks for; Problem `malformed` or `too_large`."""
    length = read_number(headers.get("upload-length"))
    if length > MAX_BLOB_BYTES:
        raise Problem("too_large", headers={"Tus-Max-Size": str(MAX_BLOB_BYTES)})
    try:
        sha256, media_type = read_metadata(headers.get("upload-metadata", ""))
    except NotProtocol as error:
        raise Problem("malformed") from error
    return Wish(sha256, media_type, length)


def read_checksum(header: str | None) -> Checksum | None:
    """Read an Upload-Checksum; None where there is none, Problem `malformed` for one that cannot be judged."""
    if header is None:
        return None
    algorithm, _, written = header.strip().partition(" ")
    try:
        digest = base64.b64decode(written, validate=True)
    except ValueError as error:
        raise Problem("malformed") from error
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise Problem("malformed")
    return Checksum(algorithm, digest)


def read_number(text: str | None) -> int:
    """Read a whole number of a header; Problem `malformed` for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len(str(2**53)):
        raise Problem("malformed")
    return int(text)


def http_date(moment: str) -> str:
    """Give a time of the protocol as HTTP headers write it."""
    return format_datetime(clock.parse(moment), usegmt=True)
