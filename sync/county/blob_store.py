"""Where documents lie, each under its SHA-256, whole and durable or not at all: a folder, or an object store."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from app.errors import Unavailable
from sync.county.cause import called
from sync.county.keys import sync_folder

CHUNK: Final = 2**20
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_S3: Final = "s3://"


class BlobStore(Protocol):
    """What the county asks of a place for documents. OSError or Unavailable when the place is in trouble."""

    def prepare(self) -> None:
        """Make ready what can be made ready without the network; Unavailable when that fails."""

    def put(self, finished: Path, sha256: str) -> None:
        """Store a finished file, on disk already; durable when this returns. Repeating it is harmless and mends."""

    def put_all(self, finished: Mapping[str, Path]) -> None:
        """Store several finished files by their SHA-256, as `put` does with one."""

    def size(self, sha256: str) -> int | None:
        """Give the size of a document in bytes, None where there is none."""

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give the bytes from `start` up to `end`, in pieces of at most 1 MiB; FileNotFoundError where it is absent."""

    def names(self) -> Iterator[str]:
        """Give the SHA-256 of everything that lies here."""

    def is_well(self) -> bool:
        """Tell whether the place answers at this moment."""


def open_store(place: str, folder: Path) -> BlobStore:
    """Give the store of an address: ``s3://bucket/prefix``, or `folder` where none is given."""
    if not is_remote(place):
        return FolderStore(folder)
    from sync.county.object_store import ObjectStore  # noqa: PLC0415 - loaded only by a county with an object store

    return ObjectStore(place)


def is_remote(place: str) -> bool:
    """Tell whether an address names an object store and no folder."""
    return place.startswith(_S3)


def is_name(name: str) -> bool:
    """Tell whether this is the name of a document, a SHA-256 as lower-case hex."""
    return _DIGEST.fullmatch(name) is not None


def digest_in(store: BlobStore, sha256: str) -> str | None:
    """Read a document whole and give the SHA-256 (hex) that it has; None where there is none."""
    size = store.size(sha256)
    if size is None:
        return None
    digest = hashlib.sha256()
    for part in store.read(sha256, 0, size):
        digest.update(part)
    return digest.hexdigest()


class FolderStore:
    """Documents as files. A file stands under its name only when it is whole and on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self) -> None:
        """Make the folder."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Unavailable("county.folder", reason=called(error)) from error

    def put(self, finished: Path, sha256: str) -> None:
        """Give a finished file its name, unless a whole copy is there already.

        The file keeps its old name beside it until the database knows the blob: killed between the two, nothing
        is lost. Both names are one file.
        """
        self.put_all({sha256: finished})

    def put_all(self, finished: Mapping[str, Path]) -> None:
        """Give several finished files their names; the disk is waited for when all have theirs."""
        for folder in {self._name(sha256, file) for sha256, file in finished.items()}:
            sync_folder(folder)

    def size(self, sha256: str) -> int | None:
        """Give the size of a document, None where there is none."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Give a range in pieces; what is cut short meanwhile is an OSError."""
        with self._path(sha256).open("rb") as file:
            file.seek(start)
            while start < end:
                part = file.read(min(end - start, CHUNK))
                if not part:
                    raise OSError("the document is shorter than it was")
                start += len(part)
                yield part

    def names(self) -> Iterator[str]:
        """Give the names of all documents; drafts and unfinished uploads are none."""
        for home in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield from (path.name for path in sorted(home.iterdir()) if is_name(path.name))

    def is_well(self) -> bool:
        """Tell whether the folder takes a file."""
        try:
            with tempfile.TemporaryFile(dir=self._folder) as file:
                file.write(b"1")
        except OSError:
            return False
        return True

    def _name(self, sha256: str, finished: Path) -> Path:
        """Give a file its name, and say in which folder that stands."""
        path = self._path(sha256)
        if not path.parent.is_dir():
            path.parent.mkdir(exist_ok=True)
            sync_folder(self._folder)
        if not (path.is_file() and digest_of(path) == sha256):
            draft = path.with_name(f".{finished.name}")
            draft.unlink(missing_ok=True)
            os.link(finished, draft)
            draft.replace(path)
        return path.parent

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def digest_of(path: Path) -> str:
    """Give the SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
