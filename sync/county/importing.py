"""Bundles that windows brought on a stick: the same ledger, documents and checkpoints as over the line."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Connection

from app.errors import Refused, Unavailable
from sync.bundle.file import read_bundle
from sync.bundle.manifest import ACKS, JOURNAL, Manifest, Member
from sync.county import enrolment, incident
from sync.county.access import Caller
from sync.county.blob_store import digest_in
from sync.county.blobs import Blobs
from sync.county.bundle_text import BundleText, Told
from sync.county.cause import called
from sync.county.problem import Problem
from sync.county.site import Site

_GROUP: Final = 100  # documents noted in one transaction


class Revoked(Exception):
    """A bundle of a device that was shut out: an administrator has to release it."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__(manifest.sender)
        self.manifest = manifest


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a bundle of `caller`: what its text told, how many documents are new, whether it was released."""

    manifest: Manifest
    caller: Caller
    told: Told
    blobs: int
    is_released: bool


class Importing:
    """Takes bundles in. A repeat, in any order and mixed with the line, gives the same county."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._blobs = Blobs(site)
        self._blobs.prepare()

    def take(self, path: Path, *, release: bool = False) -> Brought:
        """Take a bundle in; Refused bundle.*, Unavailable, or Revoked unless `release`.

        Every member is stored only after it was proved. Where the file breaks off, what was stored before stays,
        and Refused bundle.broken_off says how much that is.
        """
        with contextlib.closing(_Taking(self._site, self._blobs, release=release)) as taking:
            try:
                manifest = read_bundle(path, self._site.keys.age_identity, taking)
            except Refused as refused:
                taking.flush()
                if refused.code != "bundle.damaged" or not (taking.blobs or taking.told.entries):
                    raise
                raise Refused("bundle.broken_off", entries=taking.told.entries, blobs=taking.blobs) from refused
            taking.flush()
            return Brought(manifest, taking.caller, taking.told, taking.blobs, taking.is_released)


class _Taking:
    """Receives one bundle."""

    caller: Caller

    def __init__(self, site: Site, blobs: Blobs, *, release: bool) -> None:
        self._site, self._store, self._release = site, blobs, release
        self._draft: tuple[Path, BinaryIO] | None = None
        self._placed: list[tuple[Member, Path | None]] = []
        self.told, self.blobs, self.is_released = Told(), 0, False

    def accept(self, manifest: Manifest) -> None:
        """Look at who sent it, and whether that one may."""
        with self._site.database.reading() as connection:
            device = enrolment.find(connection, manifest.sender)
            scopes = frozenset(enrolment.scopes_of(connection, manifest.sender))
        if device is None:
            raise Refused("bundle.unknown_device")
        if manifest.receiver != self._site.keys.kid:
            raise Refused("bundle.not_for_us")
        if not manifest.is_signed(device.public_key):
            raise Refused("bundle.signature")
        if any(member.name == ACKS for member in manifest.members):
            raise Refused("bundle.newer")
        self.is_released = bool(device.revoked_at)
        if self.is_released and not self._release:
            raise Revoked(manifest)
        self.caller = Caller(device.id, device.public_key, scopes)
        if self.is_released:
            detail = f"set {manifest.set_id} part {manifest.part}"
            self._note("bundle_released", device.id, detail)

    def begin(self, member: Member) -> None:
        """Begin a file for a member; none for a document that is here already."""
        if member.is_blob and self._has(member):
            return
        path = self._store.draft()
        with _county_disk():
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            self._draft = path, os.fdopen(handle, "w+b")

    def more(self, piece: bytes) -> None:
        """Put the next bytes into it."""
        if self._draft is not None:
            with _county_disk():
                self._draft[1].write(piece)

    def end(self, member: Member) -> None:
        """Store a member that was proved."""
        if self._draft is None:
            self._placed.append((member, None))
        elif member.is_blob:
            self._place(member, *self._draft)
        else:
            self._read_text(member, *self._draft)
        self._draft = None
        if len(self._placed) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Note the documents that are in place."""
        placed, self._placed = self._placed, []

        def note(connection: Connection) -> None:
            for member, _ in placed:
                self._store.keep(connection, self.caller.device, member.sha256, member.size, member.media_type)

        if placed:
            self._site.database.write(note).result()
        for path in (path for _, path in placed if path is not None):
            path.unlink(missing_ok=True)
            self.blobs += 1

    def close(self) -> None:
        """Let go of a file that was begun; note what was placed before the reading broke off."""
        if self._draft is not None:
            path, file = self._draft
            file.close()
            path.unlink(missing_ok=True)
        self.flush()

    def _has(self, member: Member) -> bool:
        store = self._site.store
        with _county_disk():
            return store.size(member.sha256) == member.size and digest_in(store, member.sha256) == member.sha256

    def _place(self, member: Member, path: Path, file: BinaryIO) -> None:
        with _county_disk():
            with file:
                file.flush()
                os.fsync(file.fileno())
            self._store.place(path, member.sha256)
        self._placed.append((member, path))

    def _read_text(self, member: Member, path: Path, file: BinaryIO) -> None:
        text = BundleText(self._site, self.caller, self.told)
        try:
            with file:
                file.seek(0)
                (text.push if member.name == JOURNAL else text.countersign)(file)
        except Problem as problem:
            self.told.trouble = self.told.trouble or problem.code
        finally:
            path.unlink(missing_ok=True)

    def _note(self, kind: str, device: str, detail: str) -> None:
        def note(connection: Connection) -> None:
            incident.record(connection, self._site.time(), kind, device, detail)

        self._site.database.write(note).result()


@contextlib.contextmanager
def _county_disk() -> Iterator[None]:
    """Tell trouble of the county's own disk from that of the stick."""
    try:
        yield
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
