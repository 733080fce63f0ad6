"""Several small documents in one request: each is stored as soon as it has come whole, all are noted in one commit."""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, select

from app.domain.fact import BlobRef
from app.durable import sync_files
from sync.county import naming, schema
from sync.county.access import Caller
from sync.county.blobs import Blobs, find_many, length_on_disk
from sync.county.bulk import select_in
from sync.county.site import Site
from sync.county.uploads import Upload, Uploads, Wish, of_row
from sync.crate import Begun, Standing


class Crates:
    """What a device wants to know before it packs a crate, and what becomes of one."""

    def __init__(self, site: Site, blobs: Blobs, uploads: Uploads) -> None:
        self._site, self._blobs, self._uploads = site, blobs, uploads

    def standing(self, connection: Connection, caller: Caller, asked: list[str]) -> tuple[list[BlobRef], list[Upload]]:
        """Give what the database knows: the documents that the device may read, and its uploads that were begun."""
        readable = naming.readable(connection, caller, asked)
        table = schema.upload
        mine = (table.c.device == caller.device) & (table.c.done == 0) & (table.c.expires > self._site.time())
        rows = select_in(connection, select(table).where(mine), table.c.sha256, asked)
        begun = {row.sha256: of_row(row) for row in rows}
        return find_many(connection, sorted(readable)), list(begun.values())

    def seen(self, refs: list[BlobRef], begun: list[Upload]) -> Standing:
        """Give how far it is true: only what the store has whole, and what of an upload is on disk."""
        whole = frozenset(ref.sha256 for ref in refs if self._site.store.size(ref.sha256) == ref.size)
        found = []
        for upload in begun:
            with contextlib.suppress(FileNotFoundError):
                if 0 < (offset := length_on_disk(self._uploads.path(upload))) < upload.length:
                    found.append(Begun(upload.sha256, f"/v1/uploads/{upload.id}", offset))
        return Standing(whole, tuple(one for one in found if one.sha256 not in whole))

    def draft(self, content: bytes, sha256: str) -> Path | None:
        """Write a document down, not yet for good; None where it has not that digest."""
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        draft = self._blobs.draft()
        try:
            draft.write_bytes(content)
        except OSError:
            drop([draft])
            raise
        return draft

    def place(self, drafts: Mapping[BlobRef, Path]) -> None:
        """Put documents into the store; durable when this returns."""
        try:
            sync_files(drafts.values())
            self._blobs.place_all({ref.sha256: draft for ref, draft in drafts.items()})
        finally:
            drop(drafts.values())

    def note(self, connection: Connection, device: str, kept: list[BlobRef]) -> None:
        """Note that documents of a crate are in place."""
        self._blobs.keep_all(connection, device, kept)

    def begin(self, connection: Connection, device: str, ref: BlobRef) -> Upload:
        """Begin an upload for a document of which a line that was cut brought only a part."""
        return self._uploads.create(connection, device, Wish(ref.sha256, ref.media_type, ref.size))

    def append(self, upload: Upload, content: bytes) -> None:
        """Put what came of it on disk."""
        self._uploads.append(upload, content)


def drop(drafts: Iterable[Path]) -> None:
    """Take drafts away; those that are stored have their own names."""
    for draft in drafts:
        draft.unlink(missing_ok=True)
