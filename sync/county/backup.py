"""A copy of the whole county in a folder, made while it serves, and a county made of such a copy."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, select, update

from app.errors import Refused, Unavailable
from app.ids import uuid7
from sync.county import schema
from sync.county.blobs import Blobs, digest_of
from sync.county.database import COUNTY, Database
from sync.county.keys import sync_folder
from sync.county.site import Site, begin_epoch, new_epoch, state

MANIFEST: Final = "backup.json"
_FORMAT: Final = 1
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
    taken away, so whatever the copy names is there. Refused for a folder with content or another database.
    """
    source = site.database.path
    if source is None:
        raise Refused("county.backup_elsewhere")
    if target.exists() and any(target.iterdir()):
        raise Refused("county.folder_not_empty")
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy_database(source, target / "county.db")
        shutil.copytree(site.data / "keys", target / "keys")
        copied = _copy_blobs(site, target)
        manifest = {"format": _FORMAT, "made_at": site.time(), "newest": copied.newest, "files": _digests(target)}
        (target / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        _sync_all(target)
    except OSError as error:
        raise Unavailable("county.folder", reason=type(error).__name__) from error
    return copied


def restore(source: Path, data: Path) -> str:
    """Make a county of a backup in an empty folder and give its new epoch; Refused when the copy is not whole.

    The county goes on under a new epoch and a new device of its own, because what came after the copy is lost here
    and may be found again at the windows.
    """
    if data.exists() and any(data.iterdir()):
        raise Refused("county.folder_not_empty")
    try:
        manifest = json.loads((source / MANIFEST).read_text("utf-8"))
        if manifest["format"] != _FORMAT or manifest["files"] != _digests(source):
            raise Refused("county.backup_broken")
        shutil.copytree(source, data, dirs_exist_ok=True)
        (data / MANIFEST).unlink()
    except (OSError, ValueError, KeyError) as error:
        raise Refused("county.backup_broken") from error
    return _begin_epoch(Database(f"sqlite:///{data / 'county.db'}"))


def _begin_epoch(database: Database) -> str:
    epoch, table, offices = new_epoch(), schema.county, schema.office

    def begin(connection: Any) -> None:
        county = state(connection)
        base = county.newest if county else 0
        begin_epoch(connection, epoch, base)
        values = {"epoch": epoch, "base": base, "device": uuid7()}
        connection.execute(update(table).where(table.c.id == COUNTY).values(values))
        connection.execute(update(offices).values(last_number=offices.c.last_number + _NUMBERS_SKIPPED))

    database.write(begin).result()
    database.close()
    return epoch


def _copy_database(source: Path, target: Path) -> None:
    from app.sqlite import sqlite  # noqa: PLC0415 - only this command copies a file

    connection = sqlite.connect(str(source), isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite.Error as error:
        raise Unavailable("county.database", reason=type(error).__name__) from error
    finally:
        connection.close()


def _copy_blobs(site: Site, target: Path) -> Copied:
    engine = create_engine(f"sqlite:///{target / 'county.db'}")
    with engine.connect() as connection:
        names = connection.execute(select(schema.blob.c.sha256)).scalars().all()
        county = state(connection)
    engine.dispose()
    blobs, size, missing = Blobs(site), 0, []
    for name in names:
        if not blobs.path(name).is_file():
            missing.append(name)
            continue
        home = target / "blobs" / name[:2]
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(blobs.path(name), home / name)
        size += (home / name).stat().st_size
    newest = county.newest if county else 0
    return Copied(str(target), newest, len(names) - len(missing), size, tuple(missing))


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
