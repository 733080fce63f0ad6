"""A copy of the database for a backup: one state of it, marked so that it works on only as a new device."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.store import devices, documents, pages
from app.store.append import RESTORED
from app.store.engine import IMMEDIATE, Database
from app.store.errors import world


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy needs beside it: `documents` that go into the backup; those left out are at the county."""

    documents: tuple[SealedBlob, ...]
    left_out: int
    left_out_bytes: int


def take(database: Database, target: Path, *, full: bool) -> Copy:
    """Copy the database to `target`, encrypted with the same key, while others read and write it.

    The copy is marked as restored. Documents that the county has are left out unless `full`. Unavailable
    store.damaged when the copy does not prove itself, and what the disk says.
    """
    with world(target.parent), contextlib.closing(database.connect()) as source:
        source.execute("VACUUM INTO ?", (str(target),))
    copied = database.at(target)
    with world(target.parent):
        made = _mark(copied, full=full)
        _check(copied)
    return made


def _mark(copied: Database, *, full: bool) -> Copy:
    engine = copied.engine()
    try:
        with engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
            devices.set_setting(connection, RESTORED, True)
            documents.forget_unnamed(connection)
            at_county = frozenset() if full else documents.at_county(connection)
            left = [sealed for sealed in documents.every(connection) if sealed.ref.sha256 in at_county]
            documents.leave_out(connection, at_county)
            kept = documents.every(connection)
    finally:
        engine.dispose()
    return Copy(kept, len(left), sum(sealed.ref.size for sealed in left))


def _check(copied: Database) -> None:
    with contextlib.closing(copied.connect()) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bad = pages.altered(connection, copied.path) or pages.structure_faults(connection)
        # One file without a WAL beside it: it travels alone.
        connection.execute("PRAGMA journal_mode = DELETE")
    if bad:
        raise Unavailable("store.damaged")
