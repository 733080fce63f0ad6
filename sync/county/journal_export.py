"""A window's journal as the county holds it, in one file, with every word that the county said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from app.durable import whole_file
from app.errors import Refused
from app.journal.entry import ZERO_HASH
from app.journal.evidence import FORMAT, Sealed
from sync.county import enrolment, schema
from sync.county.database import COUNTY
from sync.county.deeds import Deeds
from sync.county.ledger import head_of
from sync.county.site import Site, state

_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: how many entries and countersignatures, up to which entry the newest reaches, whose keys."""

    entries: int
    countersigned: int
    witnessed: int
    window_kid: str
    county_key: str


def export(site: Site, device: str, file: Path, reason: str, who: tuple[str, str]) -> Taken:
    """Write the journal of a window; that it was taken out is a deed. Refused export.reason_missing, county.no_device.

    What the county counts behind a gap in the chain, because its author is gone, is not in it.
    """
    if not reason.strip():
        raise Refused("export.reason_missing")
    with site.database.reading() as connection:
        window = enrolment.find(connection, device)
        if window is None:
            raise Refused("county.no_device")
    deeds = Deeds(site)
    site.database.write(lambda connection: deeds.keep(connection, who, "export", device, reason)).result()
    with site.database.reading() as connection, whole_file(file) as out:
        return _write(site, connection, Sealed(out), window, (reason, who[1]))


def _write(site: Site, connection: Connection, sealed: Sealed, window: Any, why: tuple[str, str]) -> Taken:
    head, county = head_of(connection, window.id), state(connection)
    own = county.device if county else ""
    chains = [
        {
            "device": window.id,
            "public_key": window.public_key,
            "kid": window.kid,
            "entries": head.acked_seq,
            "head_hash": head.hash,
        },
        {"device": own, "public_key": site.keys.public, "kid": site.keys.kid, "entries": 0, "head_hash": ZERO_HASH},
    ]  # fmt: skip - two chains
    keys = [{"kid": site.keys.kid, "public_key": site.keys.public}]
    told = {"at": site.time(), "by": why[1], "officer": "", "reason": why[0], "office": "", "scope": ""}
    sealed.line({"format": FORMAT, **told, "devices": chains, "county_keys": keys})
    sealed.entries(_lines(connection, window.id, head.acked_seq))
    words = list(_words(connection, window.id))
    for word in words:
        sealed.point("countersign", word)
    sealed.close(own, site.keys.private)
    newest = max((word["size"] for word in words), default=0)
    return Taken(head.acked_seq, len(words), newest, window.kid, site.keys.public)


def _lines(connection: Connection, device: str, until: int) -> Iterator[bytes]:
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.device == device) & (table.c.seq <= until)
    rows = select(table.c.line).where(here).order_by(table.c.seq)
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(rows):
        yield bytes(row.line)


def _words(connection: Connection, device: str) -> Iterator[dict[str, Any]]:
    table = schema.checkpoint
    for row in connection.execute(select(table).where(table.c.device == device).order_by(table.c.size)).mappings():
        yield dict(row)
