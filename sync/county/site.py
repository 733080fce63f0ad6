"""One county on this machine: its folder, database, keys and clock, opened once and handed to every part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from app import clock
from app.errors import Refused, Unavailable
from app.ids import uuid7
from sync.county import schema
from sync.county.blob_store import BlobStore, is_remote, open_store
from sync.county.cause import called
from sync.county.database import COUNTY, Database
from sync.county.keys import Keys, has_keys, open_keys
from sync.enrol_code import random_text

CountyRow = Row[int, int, int, str, int, str, str, str, str | None]
_EPOCH_CHARS = 12
DEFAULT_MIN_CLIENT = "0"
UNFINISHED: Final = "restore.unfinished"  # stands in a data folder until its restore is done


@dataclass(frozen=True, slots=True)
class Site:
    """What the parts of a county server share.

    `blobs` is the folder of unfinished uploads, and of documents too where the store is a folder.
    """

    data: Path
    blobs: Path
    store: BlobStore
    database: Database
    keys: Keys
    now: Callable[[], datetime]

    def time(self) -> str:
        """Give the county's time in the form in which it is stored and sent."""
        return clock.text(self.now())

    def close(self) -> None:
        """Finish waiting writes and let go of the database."""
        self.database.close()


def open_site(data: Path, *, database_url: str = "", blobs: str = "", now: Callable[[], datetime] = clock.now) -> Site:
    """Open the county kept in `data`, made at the first start; Unavailable when folder or database is not to be had.

    `database_url` names another database than the SQLite file in `data`, `blobs` another folder or ``s3://…``.
    """
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
    if (data / UNFINISHED).exists():
        raise Refused("county.half_restored")
    folder = folder_of(data, blobs)
    store = open_store(blobs, folder)
    database = Database(database_url or f"sqlite:///{data / 'county.db'}")
    try:
        keys = _own_keys(database, data / "keys", now())
    except BaseException:
        database.close()
        raise
    return Site(data, folder, store, database, keys, now)


def _own_keys(database: Database, folder: Path, now: datetime) -> Keys:
    """Give the county's keys, and found the county where there is none; Refused county.other_keys for foreign ones."""
    database.create()
    with database.reading() as connection:
        county = state(connection)
    if county is not None and county.kid and not has_keys(folder):
        raise Refused("county.other_keys")  # before keys of its own are made here
    keys = open_keys(folder, now)
    if county is None or not county.kid:
        county = database.write(lambda connection: _found(connection, clock.text(now), keys.kid)).result()
    if county.kid != keys.kid:
        raise Refused("county.other_keys")
    return keys


def folder_of(data: Path, blobs: str) -> Path:
    """Give the folder in which uploads come together."""
    return Path(blobs) if blobs and not is_remote(blobs) else data / "blobs"


def has_county(data: Path) -> bool:
    """Tell whether a county was begun in this folder."""
    return has_keys(data / "keys")


def state(connection: Connection) -> CountyRow | None:
    """Give the county's row as this connection sees it: newest order, epoch, base, own device; None for none."""
    return connection.execute(select(schema.county).where(schema.county.c.id == COUNTY)).first()


def new_epoch() -> str:
    """Give the name of a new epoch: an opaque text that no county had before."""
    return random_text(_EPOCH_CHARS)


def epochs(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Give the epochs that this county has lived through, oldest first, each with its base."""
    rows = connection.execute(select(schema.epoch.c.name, schema.epoch.c.base).order_by(schema.epoch.c.rank))
    return tuple((row.name, row.base) for row in rows)


def begin_epoch(connection: Connection, name: str, base: int) -> None:
    """Note that a new epoch begins with `base` as its newest order."""
    row = {"rank": len(epochs(connection)) + 1, "name": name, "base": base}
    connection.execute(insert(schema.epoch).values(row))


def _found(connection: Connection, now: str, kid: str) -> CountyRow:
    """Begin a county, or name the key of one that did not know it; another process may have been first."""
    found = state(connection)
    if found is None:
        first = new_epoch()
        begin_epoch(connection, first, 0)
        row = {
            "id": COUNTY,
            "schema_version": schema.VERSION,
            "newest": 0,
            "epoch": first,
            "base": 0,
            "device": uuid7(),
            "min_client": DEFAULT_MIN_CLIENT,
            "created_at": now,
            "kid": kid,
        }
        connection.execute(insert(schema.county).values(row))
    elif not found.kid:
        connection.execute(update(schema.county).where(schema.county.c.id == COUNTY).values(kid=kid))
    return connection.execute(select(schema.county).where(schema.county.c.id == COUNTY)).one()
