"""Encrypted documents, each with a key of its own, under names that say nothing.

A file is a header (magic, plain size) and pieces of 64 KiB, each AES-256-GCM. A key seals one document
once, so the number of the piece is its nonce; number, size and "last" are authenticated with every piece.
"""

import contextlib
import hashlib
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.fact import BlobRef
from app.domain.sealed import SealedBlob
from app.durable import disk, sync_folder, write_new
from app.errors import Unavailable

PIECE: Final = 64 * 2**10
TAG: Final = 16
_MAGIC: Final = b"YMBLOB01"
_HEADER: Final = struct.Struct(">8sQ")
_BOUND: Final = struct.Struct(">8sQQ?")


class BlobVault:
    """The folder of encrypted documents. Threads may share one vault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh: set[str] = set()

    @property
    def folder(self) -> Path:
        """Where the encrypted files lie."""
        return self._folder

    def put(self, content: bytes, media_type: str) -> SealedBlob:
        """Encrypt a document and give what opens it again; it is on the disk by then.

        Unavailable store.disk_full, store.read_only, store.gone, store.io: nothing is kept.
        """
        ref = BlobRef(hashlib.sha256(content).hexdigest(), len(content), media_type)
        key, name = secrets.token_bytes(32), secrets.token_hex(16)
        file = f"{name[:2]}/{name}"
        self._fresh.add(file)
        with disk():
            self._write(self._folder / file, _sealed(key, content))
        return SealedBlob(ref, file, key)

    def open(self, sealed: SealedBlob) -> bytes:
        """Give the plain document; Unavailable blob.missing or blob.damaged."""
        content = self.read_range(sealed, 0, sealed.ref.size)
        if hashlib.sha256(content).hexdigest() != sealed.ref.sha256:
            raise Unavailable("blob.damaged", sha256=sealed.ref.sha256)
        return content

    def read_range(self, sealed: SealedBlob, start: int, end: int) -> bytes:
        """Give the plain bytes from `start` up to, not including, `end`; Unavailable blob.missing or blob.damaged.

        Only the pieces that hold them are read and checked; a file of a wrong length is damaged as a whole.
        """
        path = self._folder / sealed.file
        with disk():
            try:
                with path.open("rb") as file:
                    return _opened(file, sealed, min(start, sealed.ref.size), min(end, sealed.ref.size))
            except FileNotFoundError as error:
                raise Unavailable("blob.missing", sha256=sealed.ref.sha256) from error
            except (InvalidTag, _NotABlob) as error:
                raise Unavailable("blob.damaged", sha256=sealed.ref.sha256) from error

    def path(self, sealed: SealedBlob) -> Path:
        """Give where the encrypted file lies, for a backup that copies it as it is."""
        return self._folder / sealed.file

    def remove(self, file: str) -> None:
        """Remove a document's file; nothing happens when it is gone already."""
        with disk():
            (self._folder / file).unlink(missing_ok=True)

    def sweep(self, keep: set[str]) -> int:
        """Remove all files but those in `keep` and those that this vault wrote itself; give their number.

        A document that was just written is not yet in any list, so this program's own are left to the next start.
        """
        return sum(self.sweeping(keep))

    def sweeping(self, keep: set[str]) -> Iterator[int]:
        """Do what `sweep` does folder by folder, a few milliseconds each; gives how many files went."""
        with disk():
            folders = sorted(self._folder.glob("??"))
        for folder in folders:
            with disk():
                orphans = [path for path in folder.iterdir() if not self._is_needed(path, keep)]
                for path in orphans:
                    path.unlink(missing_ok=True)
            yield len(orphans)

    def _is_needed(self, path: Path, keep: set[str]) -> bool:
        file = f"{path.parent.name}/{path.name}"
        return file in keep or file in self._fresh

    def files(self) -> Iterator[str]:
        """Give the name of every file in the vault, as in `SealedBlob.file`."""
        for path in self._folder.glob("??/*"):
            yield f"{path.parent.name}/{path.name}"

    def _write(self, path: Path, content: bytes) -> None:
        for folder in (self._folder, path.parent):
            # Never the folder above: a disk that was pulled out must not come back as an empty folder.
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                sync_folder(folder.parent)
        try:
            write_new(path, content)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


class _NotABlob(ValueError):
    """The file is no document of this vault, or not whole."""


def _pieces(size: int) -> int:
    """Give how many pieces a document of `size` bytes has; an empty one has one, so that it too is authenticated."""
    return max(1, -(-size // PIECE))


def _bound(index: int, size: int) -> bytes:
    return _BOUND.pack(_MAGIC, index, size, index == _pieces(size) - 1)


def _sealed(key: bytes, content: bytes) -> bytes:
    cipher, size = AESGCM(key), len(content)
    parts = [_HEADER.pack(_MAGIC, size)]
    for index in range(_pieces(size)):
        piece = content[index * PIECE : (index + 1) * PIECE]
        parts.append(cipher.encrypt(_nonce(index), piece, _bound(index, size)))
    return b"".join(parts)


def _opened(file: BinaryIO, sealed: SealedBlob, start: int, end: int) -> bytes:
    size = sealed.ref.size
    if file.read(_HEADER.size) != _HEADER.pack(_MAGIC, size):
        raise _NotABlob
    if file.seek(0, 2) != _HEADER.size + size + TAG * _pieces(size):
        raise _NotABlob
    cipher, first, last = AESGCM(sealed.key), start // PIECE, max(start, end - 1) // PIECE
    file.seek(_HEADER.size + first * (PIECE + TAG))
    plain = b"".join(
        cipher.decrypt(_nonce(index), file.read(PIECE + TAG), _bound(index, size))
        for index in range(first, min(last + 1, _pieces(size)))
    )
    return plain[start - first * PIECE : max(start, end) - first * PIECE]


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")
