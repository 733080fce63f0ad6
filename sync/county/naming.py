"""Who may read which blob: its uploaders, and the scopes in which someone who could read it named it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, or_, select, update

from app.journal.entry import COUNTY_SCOPE
from sync.county import enrolment, schema
from sync.county.access import Caller
from sync.county.batch import Verified, verified
from sync.county.bulk import insert_many, select_in
from sync.county.database import COUNTY
from sync.county.site import state
from sync.protocol import entry_of
from sync.reading import read_json


def of_line(row: Row[Any]) -> Verified:
    """Give the stored entry of a row in the form in which it was taken."""
    return verified(entry_of(read_json(bytes(row.line))))


def open_blobs(connection: Connection, ordered: Sequence[Verified]) -> None:
    """Keep which blobs newly ordered entries of one device name, and whether it could read them already."""
    named = {(sha256, entry.scope) for entry in ordered for sha256 in entry.named}
    if not named:
        return
    device = ordered[0].device
    open_to = _readable_now(connection, device, {sha256 for sha256, _ in named})
    known = _known(connection, device, {sha256 for sha256, _ in named})
    new = [(COUNTY, *pair, device, int(pair[0] in open_to)) for pair in sorted(named - known)]
    insert_many(connection, schema.naming, new)
    table = schema.naming
    for sha256, scope in sorted(named & known):
        if sha256 in open_to:
            mine = (table.c.county == COUNTY) & (table.c.sha256 == sha256) & (table.c.device == device)
            connection.execute(update(table).where(mine & (table.c.scope == scope)).values(opened=1))


def is_readable(connection: Connection, caller: Caller, sha256: str) -> bool:
    """Tell whether a device may read a blob that the county has."""
    return bool(readable(connection, caller, [sha256]))


def readable(connection: Connection, caller: Caller, hashes: Sequence[str]) -> set[str]:
    """Give those of `hashes` that the county has and the device may read."""
    return _readable(connection, caller.device, caller.readable, hashes)


def _readable_now(connection: Connection, device: str, hashes: Iterable[str]) -> set[str]:
    county = state(connection)
    if county is not None and county.device == device:
        return set(hashes)  # what the county names is open wherever it is named
    scopes = {*enrolment.scopes_of(connection, device), COUNTY_SCOPE}
    return _readable(connection, device, scopes, list(hashes))


def _readable(connection: Connection, device: str, scopes: Iterable[str], hashes: Sequence[str]) -> set[str]:
    blobs = schema.blob
    may = or_(_owned(device), _opened_in(scopes))
    return {row.sha256 for row in select_in(connection, select(blobs.c.sha256).where(may), blobs.c.sha256, hashes)}


def _owned(device: str) -> ColumnElement[bool]:
    owners = schema.blob_owner
    return exists().where((owners.c.sha256 == schema.blob.c.sha256) & (owners.c.device == device))


def _opened_in(scopes: Iterable[str]) -> ColumnElement[bool]:
    table, owners = schema.naming, schema.blob_owner
    uploaded = exists().where((owners.c.sha256 == table.c.sha256) & (owners.c.device == table.c.device))
    here = (table.c.county == COUNTY) & (table.c.sha256 == schema.blob.c.sha256) & table.c.scope.in_(sorted(scopes))
    return exists().where(here & or_(table.c.opened == 1, uploaded))


def _known(connection: Connection, device: str, hashes: Iterable[str]) -> set[tuple[str, str]]:
    table = schema.naming
    mine = select(table.c.sha256, table.c.scope).where((table.c.county == COUNTY) & (table.c.device == device))
    return {(row.sha256, row.scope) for row in select_in(connection, mine, table.c.sha256, list(hashes))}
