"""Which errors of the database are the world's fault. Everything else is a bug and travels untouched."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from app import durable
from app.errors import Unavailable
from app.sqlite import sqlite

# Primary result codes of SQLite, and the extended ones that say something else.
_CODES: Final = {
    3: "store.read_only",  # PERM
    5: "store.busy",  # BUSY
    6: "store.busy",  # LOCKED
    8: "store.read_only",  # READONLY
    10: "store.io",  # IOERR
    11: "store.damaged",  # CORRUPT
    13: "store.disk_full",  # FULL
    14: "store.gone",  # CANTOPEN
    26: "store.damaged",  # NOTADB
}
_EXTENDED: Final = {
    8 | 4 << 8: "store.gone",  # READONLY_DBMOVED
    10 | 19 << 8: "store.disk_full",  # IOERR_SHMSIZE: the shared memory file could not grow
}
_PRIMARY: Final = 0xFF
_NO_ROOM: Final = 256 * 2**10


def explained(error: BaseException) -> Unavailable | None:
    """Give what an error of the store means to an officer, or None when it is a bug."""
    if isinstance(error, OSError):
        return durable.explained(error)
    number = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if number is None:
        return None
    code = _EXTENDED.get(number) or _CODES.get(number & _PRIMARY)
    return Unavailable(code) if code else None


@contextlib.contextmanager
def world(folder: Path) -> Iterator[None]:
    """Turn the errors of a database in `folder` inside the block into Unavailable; all others pass."""
    try:
        yield
    except (DBAPIError, sqlite.Error) as error:
        known = explained(error)
        if known is None:
            raise
        raise _looked_at(known, folder) from error


def why_not_rekeyed(path: Path) -> Unavailable:
    """Tell why a database took no other key: it needs as much room again as it has, or the disk has an error."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < path.stat().st_size + _NO_ROOM:
            return Unavailable("store.disk_full")
    return Unavailable("store.io")


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _looked_at(known: Unavailable, folder: Path) -> Unavailable:
    """Look at the folder where SQLite's word says less than the truth.

    Where a file beside the database cannot grow it speaks of an I/O error, where none can be made of one that
    cannot be opened.
    """
    with contextlib.suppress(OSError):
        if known.code == "store.io" and shutil.disk_usage(folder).free < _NO_ROOM:
            return Unavailable("store.disk_full")
        if known.code == "store.gone" and folder.is_dir() and not _is_writable(folder):
            return Unavailable("store.read_only")
    return known
