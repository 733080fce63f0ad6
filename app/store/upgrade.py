"""A newer program takes a store over: on a copy that is looked at first, with a way back until somebody works in it.

At every moment one whole database lies at its place, written by one program: the old one until the copy is found
good, then the new one. The old one stays beside it (``yimen.db.v5``: the schema it has) until `stay`, so that the
program of before finds it again when the new one does not get as far as that.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.durable import disk, sync_folder
from app.errors import Unavailable
from app.sqlite import sqlite
from app.store import schema
from app.store.engine import Database, damaged_pages
from app.store.errors import world

# The copy, what the migration writes beside it, and some room for what goes on meanwhile.
_COPIES: Final = 2
_SPARE_BYTES: Final = 64 * 2**20
_PIECE_BYTES: Final = 2**20
# What must be there afterwards as it was before, by number of rows. Other tables follow from these.
_NEVER_FEWER: Final = ("entry", "draft", "draft_blob", "tray", "blob", "device", "checkpoint", "setting")


def before(path: Path, version: int) -> Path:
    """Give where the database of an older schema waits beside `path`."""
    return path.with_name(f"{path.name}.v{version}")


def on_a_copy(database: Database, version: int, migrate: Callable[[Database], None]) -> None:
    """Bring a database that nobody has open from schema `version` to the program's, or leave all as it was.

    Unavailable upgrade.no_room (`mib`: how much is wanted), upgrade.failed when the copy is not whole afterwards,
    store.busy beside a program that reads, store.damaged, store.* of the disk.
    """
    path = database.path
    copy = path.with_name(f".{path.name}.upgrading")
    _put_away(copy)
    _settle(database)
    _look_for_room(path)
    try:
        with disk():
            _copy(path, copy)
        twin = database.at(copy)
        migrate(twin)
        _settle(twin)
        with world(path.parent):
            _compare(database, twin)
        with disk():
            _keep(path, before(path, version))
            copy.replace(path)
            sync_folder(path.parent)
    finally:
        _put_away(copy)


def go_back(database: Database) -> bool:
    """Put back the database as this program's schema left it, where a newer program took it over and did nothing.

    False where there is none: a newer program has worked in it, or it was never ours.
    """
    kept = before(database.path, schema.VERSION)
    if not kept.is_file() or database.read_only:
        return False
    _settle(database)
    with disk():
        sync_folder(database.path.parent)  # a WAL that came back after a power cut would spoil what lies here then
        kept.replace(database.path)
        sync_folder(database.path.parent)
    return True


def stay(path: Path) -> None:
    """Give up the way back: from now on the database has what the one of before has not, or has another key."""
    with contextlib.suppress(OSError):  # what stays is put away by the next one who writes
        for version in range(1, schema.VERSION):
            before(path, version).unlink(missing_ok=True)


def _look_for_room(path: Path) -> None:
    with disk():
        wanted = _COPIES * path.stat().st_size + _SPARE_BYTES
        if shutil.disk_usage(path.parent).free < wanted:
            raise Unavailable("upgrade.no_room", mib=wanted // 2**20)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        target.chmod(0o600)
        while piece := read.read(_PIECE_BYTES):
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())


def _keep(path: Path, kept: Path) -> None:
    """Let the file have a second name; where a disk knows no second names, a second file."""
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(path)
    except OSError:
        draft = kept.with_name(f".{kept.name}.part")
        _copy(path, draft)
        draft.replace(kept)
    sync_folder(path.parent)  # and the WAL is gone for good before another file takes its place


def _settle(database: Database) -> None:
    """Bring all into the file itself and leave nothing beside it that another file at its place would be given."""
    with world(database.path.parent):
        connection = database.connect()
        try:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        if busy:
            raise Unavailable("store.busy")
    with disk():
        for name in _beside(database.path):
            name.unlink(missing_ok=True)


def _compare(old: Database, new: Database) -> None:
    """Look whether the migrated copy is whole and has all that the old one has; Unavailable upgrade.failed."""
    with contextlib.closing(old.connect()) as was, contextlib.closing(new.connect()) as now:
        whole = not damaged_pages(now) and not now.execute("PRAGMA foreign_key_check").fetchall()
        if not whole or any(_rows(now, table) < _rows(was, table) for table in _NEVER_FEWER):
            raise Unavailable("upgrade.failed")


def _rows(connection: Any, table: str) -> int:
    try:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name from above
    except sqlite.OperationalError:  # a table that came later
        return 0
    return int(count)


def _put_away(path: Path) -> None:
    with disk():
        for name in (path, *_beside(path)):
            name.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
