"""The database file itself: which of its pages were altered, and whether its structure holds."""

import struct
from pathlib import Path
from typing import Any, Final

from app.store.engine import PAGE_BYTES, damaged_pages

_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_LOOKS: Final = 3


def altered(connection: Any, path: Path) -> tuple[int, ...]:
    """Give the pages of the file that do not prove themselves, by number.

    A page that also stands in the WAL is left out: a checkpoint that was cut off may have torn it, and it
    is the WAL's that counts. Beside a running window the file moves, so only what is found each time counts.
    """
    found = _suspects(connection, path)
    for _ in range(_LOOKS - 1):
        if not found:
            break
        found &= _suspects(connection, path)
    return tuple(sorted(found))


def structure_faults(connection: Any) -> tuple[str, ...]:
    """Give what SQLite's own check finds in trees and indexes, in its words; nothing when all is well."""
    found = [str(words) for (words,) in connection.execute("PRAGMA integrity_check(20)").fetchall()]
    return () if found == ["ok"] else tuple(found)


def _suspects(connection: Any, path: Path) -> set[int]:
    before = _in_wal(path)
    bad = set(damaged_pages(connection))
    return bad - before - _in_wal(path) if bad else bad


def _in_wal(path: Path) -> set[int]:
    wal = path.with_name(f"{path.name}-wal")
    try:
        content = wal.read_bytes()
    except FileNotFoundError:
        return set()
    starts = range(_WAL_HEADER, len(content) - _FRAME_HEADER + 1, _FRAME_HEADER + PAGE_BYTES)
    return {struct.unpack_from(">I", content, start)[0] for start in starts}
