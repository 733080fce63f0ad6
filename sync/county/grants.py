"""The county's grants: who may act as an officer, for which office, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from app import clock
from app.errors import Refused
from app.ids import is_uuid, uuid7
from app.journal import sign
from app.journal.entry import Entry
from sync.county import schema
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site
from sync.protocol import grant_statement

ROLES: Final = ("window", "leader", "inspector")
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
        self._chain = OwnChain(site, ledger)

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

        entry, order = self._chain.write(connection, f"officer:{body['officer']}", "officer.granted", signed)
        return Granted(str(body["officer"]), entry, order)
