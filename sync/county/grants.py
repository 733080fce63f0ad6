"""The county's grants: who may act as an officer, for which office, until when; and taking them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from app import clock
from app.domain.officer import ALONE, MOST_DAYS, Role, roles_of
from app.errors import Refused
from app.ids import is_uuid, uuid7
from app.journal import sign
from app.journal.entry import Entry
from app.journal.officer import GRANTED, REVOKED
from sync.county import schema
from sync.county.grant_rows import granted_in
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site
from sync.protocol import grant_statement, revoke_statement

ROLES: Final = tuple(role.value for role in Role)
_LONGEST: Final = 40  # characters of a name


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant, or its end, as it was written: the entry and its place in the county's order."""

    officer: str
    entry: Entry
    order: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be granted: whom, which roles, for how long; `stands_for` is the id of the colleague on leave."""

    division: str
    name: str
    roles: Sequence[str]
    officer: str = ""
    days: int = MOST_DAYS
    stands_for: str = ""


class Grants:
    """Writes grants with the county's own device and key."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._chain = OwnChain(site, ledger)

    def grant(self, wanted: Wanted) -> Granted:
        """Let an officer act for an office from today on.

        Refused county.role, county.roles_apart, county.grant_days, county.officer, county.no_office,
        county.stands_for where nobody of the office has that id.
        """
        return self._site.database.write(lambda connection: self.granted(connection, wanted)).result()

    def granted(self, connection: Connection, wanted: Wanted) -> Granted:
        """Write a grant inside a transaction that is open already; Refused as `grant`."""
        roles = _roles(wanted.roles)
        if not 1 <= wanted.days <= MOST_DAYS:
            raise Refused("county.grant_days", most=MOST_DAYS)
        name = wanted.name.strip()
        if not name or len(name) > _LONGEST or (wanted.officer and not is_uuid(wanted.officer)):
            raise Refused("county.officer")
        scope, today = _scope(connection, wanted.division), clock.local_date(self._site.now())
        body = {
            "officer": wanted.officer or uuid7(),
            "name": name,
            "roles": list(roles),
            "valid_from": today.isoformat(),
            "valid_to": (today + timedelta(days=wanted.days - 1)).isoformat(),
            "scope": scope,
        }
        if wanted.stands_for:
            body |= {"for": wanted.stands_for, "for_name": _other(connection, scope, body["officer"], wanted)}
        return self._written(connection, GRANTED, body)

    def revoke(self, division: str, officer: str, reason: str) -> Granted:
        """Take back all grants of an officer for an office; it holds where the entry has arrived.

        Refused county.no_office, county.not_granted, county.no_reason.
        """
        return self._site.database.write(
            lambda connection: self.revoked(connection, _scope(connection, division), officer, reason)
        ).result()

    def revoked(self, connection: Connection, scope: str, officer: str, reason: str) -> Granted:
        """Write the end of grants inside a transaction that is open already; Refused as `revoke`."""
        if not reason.strip():
            raise Refused("county.no_reason")
        known = granted_in(connection, officer)
        if not any(one.scope == scope and not one.revoked_on for one in known):
            raise Refused("county.not_granted")
        today = clock.local_date(self._site.now()).isoformat()
        body = {"officer": officer, "scope": scope, "revoked_on": today, "reason": reason.strip()}
        return self._written(connection, REVOKED, body)

    def _written(self, connection: Connection, kind: str, body: Mapping[str, Any]) -> Granted:
        keys, statement = self._site.keys, {GRANTED: grant_statement, REVOKED: revoke_statement}[kind]

        def signed(device: str, seq: int) -> dict[str, Any]:
            return {**body, "signature": sign.sign(keys.private, statement(device, seq, body)), "kid": keys.kid}

        entry, order = self._chain.write(connection, f"officer:{body['officer']}", kind, signed)
        return Granted(str(body["officer"]), entry, order)


def _roles(written: Sequence[str]) -> tuple[str, ...]:
    roles = roles_of(written)
    if not roles or set(roles) - set(ROLES):
        raise Refused("county.role")
    if len(roles) > 1 and ALONE & set(roles):
        raise Refused("county.roles_apart")
    return roles


def _scope(connection: Connection, division: str) -> str:
    offices = schema.office
    scope: str | None = connection.execute(select(offices.c.scope).where(offices.c.division == division)).scalar()
    if scope is None:
        raise Refused("county.no_office")
    return scope


def _other(connection: Connection, scope: str, officer: object, wanted: Wanted) -> str:
    """Give the name of the colleague on leave, who must have been granted something in the same office."""
    names = [one.name for one in granted_in(connection, wanted.stands_for) if one.scope == scope]
    if not names or wanted.stands_for == officer:
        raise Refused("county.stands_for")
    return names[-1]
