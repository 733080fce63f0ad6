"""A copy of the whole county in a folder, made while it serves, and a county made of such a copy."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select, update

from app.errors import Refused, Unavailable
from app.ids import uuid7
from sync.county import schema
from sync.county.blob_store import BlobStore, digest_of, is_remote, open_store
from sync.county.cause import called
from sync.county.database import COUNTY, Database
from sync.county.keys import sync_folder
from sync.county.site import UNFINISHED, Site, begin_epoch, folder_of, new_epoch, state
from sync.county.transfer import copy_in, copy_out

MANIFEST: Final = "backup.json"
_FORMAT: Final = 1
_DATABASE: Final = "county.db"
_NUMBERS_SKIPPED: Final = 32  # device numbers that may have been given out after the copy was made


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds, and the documents that were not there to be copied."""

    folder: str
    newest: int
    blobs: int
    bytes: int
    missing: tuple[str, ...]


def back_up(site: Site, target: Path) -> Copied:
    """Copy database, documents and keys into an empty folder, consistent although the server runs.

    The database first, the documents after it: a document is in place before a row names it and is never
    taken away, so whatever the copy names is there. The copy is a SQLite file whatever the database is, so that it
    can be restored to either. Refused for a folder with content.
    """
    if target.exists() and any(target.iterdir()):
        raise Refused("county.folder_not_empty")
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy_database(site, target / _DATABASE)
        shutil.copytree(site.data / "keys", target / "keys")
        copied = _copy_blobs(site, target)
        manifest = {"format": _FORMAT, "made_at": site.time(), "newest": copied.newest, "files": _digests(target)}
        (target / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        _sync_all(target)
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
    return copied


def restore(source: Path, data: Path, *, database_url: str = "", blobs: str = "") -> str:
    """Make a county of a backup in an empty folder and give its new epoch; Refused when the copy is not whole.

    The county goes on under a new epoch and a new device of its own, because what came after the copy is lost here
    and may be found again at the windows. `database_url` and `blobs` are as for `open_site`; a database must be empty.
    """
    if data.exists() and any(data.iterdir()):
        raise Refused("county.folder_not_empty")
    _check_whole(source)
    database = Database(database_url or f"sqlite:///{data / _DATABASE}")
    try:
        _check_empty(database)
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / UNFINISHED).touch()
        _put_blobs(source / "blobs", open_store(blobs, folder_of(data, blobs)), folder_of(data, blobs), blobs)
        epoch = _fill(database, source / _DATABASE, data)
        shutil.copytree(source / "keys", data / "keys")
        _sync_all(data)
        (data / UNFINISHED).unlink()
        sync_folder(data)
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
    finally:
        database.close()
    return epoch


def _check_whole(source: Path) -> None:
    try:
        manifest = json.loads((source / MANIFEST).read_text("utf-8"))
        if manifest["format"] != _FORMAT or manifest["files"] != _digests(source):
            raise Refused("county.backup_broken")
    except (OSError, ValueError, KeyError) as error:
        raise Refused("county.backup_broken") from error


def _check_empty(database: Database) -> None:
    if database.path is None:
        database.create()
        with database.reading() as connection:
            is_empty = state(connection) is None
    else:
        is_empty = not database.path.exists()
    if not is_empty:
        raise Refused("county.database_not_empty")


def _fill(database: Database, copy: Path, data: Path) -> str:
    """Let a database go on from a copy, under a new epoch; all of it in one transaction, or nothing."""
    if database.path is not None:
        shutil.copyfile(copy, database.path)
        database.create()
        return database.write(_begin_epoch).result()
    draft = data / f".{_DATABASE}"
    shutil.copyfile(copy, draft)  # it may be of an older schema, and the backup stays as it is

    def fill(connection: Connection) -> str:
        if state(connection) is not None:
            raise Refused("county.database_not_empty")
        copy_in(draft, connection)
        return _begin_epoch(connection)

    try:
        return database.write(fill).result()
    finally:
        for left in data.glob(f"{draft.name}*"):
            left.unlink()


def _begin_epoch(connection: Connection) -> str:
    epoch, table, offices = new_epoch(), schema.county, schema.office
    county = state(connection)
    base = county.newest if county else 0
    begin_epoch(connection, epoch, base)
    values = {"epoch": epoch, "base": base, "device": uuid7()}
    connection.execute(update(table).where(table.c.id == COUNTY).values(values))
    connection.execute(update(offices).values(last_number=offices.c.last_number + _NUMBERS_SKIPPED))
    return epoch


def _copy_database(site: Site, target: Path) -> None:
    """Copy a SQLite file page by page, any other database row by row."""
    if site.database.path is None:
        copy_out(site.database, target)
        return
    from app.sqlite import sqlite  # noqa: PLC0415 - only this command copies a file

    connection = sqlite.connect(str(site.database.path), isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite.Error as error:
        raise Unavailable("county.database", reason=called(error)) from error
    finally:
        connection.close()


def _copy_blobs(site: Site, target: Path) -> Copied:
    copy = Database(f"sqlite:///{target / _DATABASE}")
    with copy.reading() as connection:
        names = connection.execute(select(schema.blob.c.sha256)).scalars().all()
        county = state(connection)
    copy.close()
    (target / "blobs").mkdir()
    sizes = {name: _copy_blob(site.store, name, target / "blobs" / name[:2]) for name in names}
    missing = tuple(name for name, size in sizes.items() if size is None)
    whole = [size for size in sizes.values() if size is not None]
    return Copied(str(target), county.newest if county else 0, len(whole), sum(whole), missing)


def _copy_blob(store: BlobStore, name: str, home: Path) -> int | None:
    size = store.size(name)
    if size is None:
        return None
    home.mkdir(exist_ok=True)
    with (home / name).open("wb") as file:
        for part in store.read(name, 0, size):
            file.write(part)
    return size


def _put_blobs(source: Path, store: BlobStore, folder: Path, place: str) -> None:
    if not is_remote(place):
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return
    for path in sorted(source.glob("??/*")):
        store.put(path, path.name)


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in sorted(files)}


def _sync_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
