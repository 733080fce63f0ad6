"""What the county itself writes into the journal: who may act as an officer, for which office, until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from app import clock
from app.errors import Refused
from app.ids import is_uuid, uuid7
from app.journal import sign
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Entry, Place, write
from sync.county import schema
from sync.county.batch import verified
from sync.county.database import COUNTY
from sync.county.ledger import Ledger, head_of
from sync.county.site import Site, state
from sync.protocol import entry_of, grant_statement
from sync.reading import read_json

ROLES: Final = ("window", "leader")
MOST_DAYS: Final = 30  # an officer's grant is renewed at least this often


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant as it was written: the entry and its place in the county's order."""

    officer: str
    entry: Entry
    order: int


class Grants:
    """Writes grants with the county's own device and key."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._ledger = ledger

    def grant(
        self, division: str, name: str, role: str, *, officer: str | None = None, days: int = MOST_DAYS
    ) -> Granted:
        """Let an officer act for an office from today on for `days`; Refused for what cannot be granted."""
        if role not in ROLES:
            raise Refused("county.role")
        if not 1 <= days <= MOST_DAYS:
            raise Refused("county.grant_days", most=MOST_DAYS)
        if not name.strip() or (officer is not None and not is_uuid(officer)):
            raise Refused("county.officer")
        who = officer or uuid7()
        today = clock.local_date(self._site.now())
        body = {
            "officer": who,
            "name": name,
            "roles": [role],
            "valid_from": today.isoformat(),
            "valid_to": (today + timedelta(days=days - 1)).isoformat(),
        }
        write_it = self._site.database.write(lambda connection: self._granted(connection, division, body))
        return write_it.result()

    def _granted(self, connection: Connection, division: str, body: Mapping[str, Any]) -> Granted:
        offices = schema.office
        scope = connection.execute(select(offices.c.scope).where(offices.c.division == division)).scalar()
        if scope is None:
            raise Refused("county.no_office")

        def signed(device: str, seq: int) -> dict[str, Any]:
            plain = {**body, "scope": scope}
            keys = self._site.keys
            return plain | {"signature": sign.sign(keys.private, grant_statement(device, seq, plain)), "kid": keys.kid}

        entry, order = self._write(connection, f"officer:{body['officer']}", "officer.granted", signed)
        return Granted(str(body["officer"]), entry, order)

    def _write(
        self, connection: Connection, subject: str, kind: str, body_at: Callable[[str, int], dict[str, Any]]
    ) -> tuple[Entry, int]:
        """Append an entry to the county's own chain; `body_at` gets the device and `seq` that it will have."""
        county = state(connection)
        device = county.device if county else ""
        head = head_of(connection, device)
        place = Place(
            device=device,
            seq=head.acked_seq + 1,
            prev=head.hash,
            parents=heads_of(connection, subject),
            at=self._site.time(),
            clock="ok",
            actor=device,  # the county itself: its administrators are not officers of the journal yet
            grant=ZERO_HASH,
            scope=COUNTY_SCOPE,
        )
        entry = write(place, subject, kind, 1, body_at(device, place.seq))
        return entry, self._ledger.write_own(connection, verified(entry))


def heads_of(connection: Connection, subject: str) -> tuple[str, ...]:
    """Give the hashes of a subject's ordered entries that no other of them names as a parent."""
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.subject == subject) & table.c.order_number.is_not(None)
    lines = connection.execute(select(table.c.line).where(here)).scalars()
    entries = [entry_of(read_json(bytes(line))) for line in lines]
    joined = {parent for entry in entries for parent in entry.parents}
    return tuple(sorted(entry.hash for entry in entries if entry.hash not in joined))
