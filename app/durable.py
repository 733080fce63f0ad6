"""Files that are whole or absent after any crash, and what an error of the disk means to an officer."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import Unavailable

_CODES = {
    errno.ENOSPC: "store.disk_full",
    errno.EDQUOT: "store.disk_full",
    errno.EFBIG: "store.disk_full",
    errno.EROFS: "store.read_only",
    errno.EACCES: "store.read_only",
    errno.EPERM: "store.read_only",
    errno.ENOENT: "store.gone",
    errno.ENOTDIR: "store.gone",
    errno.ENODEV: "store.gone",
    errno.ENXIO: "store.gone",
    errno.ESTALE: "store.gone",
    errno.ENOTCONN: "store.gone",
    errno.EIO: "store.io",
}


def explained(error: OSError) -> Unavailable | None:
    """Give what a disk's error means, or None when it is not the disk's fault."""
    code = _CODES.get(error.errno or 0)
    return Unavailable(code) if code else None


@contextlib.contextmanager
def disk() -> Iterator[None]:
    """Turn the disk's errors inside the block into Unavailable; all others pass."""
    try:
        yield
    except OSError as error:
        known = explained(error)
        if known is None:
            raise
        raise known from error


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that after a crash the file is the old or the new one; Unavailable otherwise."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with disk():
        try:
            write_new(draft, content)
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to be written piece by piece, which is at `path` when the block ends well; else nothing changed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with disk():
        try:
            with draft.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_files(paths: Iterable[Path]) -> None:
    """Bring files that were written to the disk; where they are many, mostly with the first."""
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def write_new(path: Path, content: bytes) -> None:
    """Make a file readable by this user only, with `content` on the disk; OSError where it exists or the disk fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - the handle is already open, with its rights
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's own list of names to the disk (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
