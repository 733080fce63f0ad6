"""The tar that a backup is: written and read member by member, each with its digest."""

import contextlib
import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Self

from app.errors import Refused, Unavailable

MARK: Final = "yimen-backup"
KEYS: Final = "keys.json"
SETTINGS: Final = "settings.toml"
DATABASE: Final = "yimen.db"
MANIFEST: Final = "manifest.json"
BLOBS: Final = "blobs/"
_NAME: Final = re.compile(
    r"yimen-backup|keys\.json|settings\.toml|yimen\.db|manifest\.json|blobs/[0-9a-f]{2}/[0-9a-f]{32}"
)
_PIECE: Final = 2**20


class Packer:
    """A backup in the making; on the disk when the block ends."""

    def __init__(self, path: Path) -> None:
        self.members: list[dict[str, Any]] = []
        self._path = path

    def __enter__(self) -> Self:
        self._file = self._path.open("xb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def __exit__(self, *_error: object) -> None:
        with self._file:
            self._tar.close()
            self._file.flush()
            os.fsync(self._file.fileno())

    def add(self, name: str, content: bytes) -> None:
        """Add a member."""
        self._add(name, len(content), io.BytesIO(content), hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """Add a file that nobody is writing to."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._add(name, path.stat().st_size, file, digest)

    def _add(self, name: str, size: int, content: IO[bytes], digest: str) -> None:
        header = tarfile.TarInfo(name)
        header.size, header.mode = size, 0o600
        self._tar.addfile(header, content)
        self.members.append({"name": name, "size": size, "sha256": digest})


@dataclass(frozen=True, slots=True)
class Member:
    """A member while the tar stands at it."""

    name: str
    size: int
    stream: IO[bytes]

    def content(self) -> bytes:
        """Give the member's bytes."""
        with _damage_is_said():
            return self.stream.read()

    def digested(self, target: Path | None) -> dict[str, Any]:
        """Read the member, into a new file at `target` if one is given, and give it as the manifest names it."""
        digest = hashlib.sha256()
        with _damage_is_said(), contextlib.ExitStack() as stack:
            file = stack.enter_context(_new_file(target)) if target else None
            for piece in iter(lambda: self.stream.read(_PIECE), b""):
                digest.update(piece)
                if file:
                    file.write(piece)
            if file:
                file.flush()
                os.fsync(file.fileno())
        return {"name": self.name, "size": self.size, "sha256": digest.hexdigest()}


def members(path: Path) -> Iterator[Member]:
    """Give the members of a backup in turn; Refused backup.not_a_backup, Unavailable backup.damaged."""
    seen: set[str] = set()
    try:
        with tarfile.open(path, "r:") as tar, _damage_is_said():
            for header in tar:
                stream = tar.extractfile(header) if header.isreg() else None
                if stream is None or header.name in seen or not _NAME.fullmatch(header.name):
                    raise Refused("backup.not_a_backup")
                seen.add(header.name)
                yield Member(header.name, header.size, stream)
    except tarfile.TarError as error:
        raise Refused("backup.not_a_backup") from error


@contextlib.contextmanager
def _damage_is_said() -> Iterator[None]:
    """Turn what a broken tar raises inside the block into Unavailable backup.damaged."""
    try:
        yield
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise Unavailable("backup.damaged") from error


def remove(*paths: Path) -> None:
    """Remove files and folders, whether they are there or not."""
    for path in paths:
        for beside in (path, path.with_name(f"{path.name}-journal"), path.with_name(f"{path.name}-wal")):
            if beside.is_dir():
                shutil.rmtree(beside, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)


def _new_file(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("xb")
