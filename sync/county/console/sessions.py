"""Who is signed in: sessions in the database, which end by themselves, after a pause and after a day's work."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from app import clock
from sync.county import console_schema as tables
from sync.county.officers import CountyRole
from sync.county.site import Site

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=10)
_NOTED_EVERY: Final = timedelta(minutes=1)  # a click is written down no more often, which costs a minute of `IDLE`
_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """An officer who is signed in; `csrf` is the secret that their forms carry, `session` names the session."""

    id: str
    name: str
    role: CountyRole
    session: str
    csrf: str

    @property
    def sees_cases(self) -> bool:
        """Whether cases may be shown to them."""
        return self.role is not CountyRole.IT


class Sessions:
    """Begins sessions, finds them again and ends them."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @property
    def today(self) -> date:
        """The county's calendar day."""
        return clock.local_date(self._site.now())

    def begin(self, officer: str) -> str:
        """Begin a session and give its token, which only the officer's browser knows; what has ended is forgotten."""
        token, now = secrets.token_urlsafe(_BYTES), self._site.time()
        row = {"token_hash": digest(token), "officer": officer, "csrf": secrets.token_urlsafe(_BYTES)}
        row |= {"begun_at": now, "used_at": now}

        def work(connection: Connection) -> None:
            self._forget_ended(connection)
            connection.execute(insert(tables.session).values(row))

        self._site.database.write(work).result()
        return token

    def find(self, token: str) -> Visitor | None:
        """Give whose session a token is, None where it has ended or never was; it begins its pause anew."""
        session, officer, now = tables.session, tables.officer, self._site.now()
        query = select(officer.c.id, officer.c.name, officer.c.role, session).join(
            officer, officer.c.id == session.c.officer
        )
        with self._site.database.reading() as connection:
            here = (session.c.token_hash == digest(token)) & officer.c.removed_at.is_(None)
            row = connection.execute(query.where(here)).first()
        if row is None or not _lives(row.begun_at, row.used_at, now):
            return None
        if clock.parse(row.used_at) + _NOTED_EVERY < now:
            used = update(session).where(session.c.token_hash == row.token_hash).values(used_at=clock.text(now))
            self._site.database.write(lambda connection: connection.execute(used).rowcount).result()
        return Visitor(row.id, row.name, CountyRole(row.role), row.token_hash, row.csrf)

    def end(self, session: str) -> None:
        """End a session by its name."""
        gone = delete(tables.session).where(tables.session.c.token_hash == session)
        self._site.database.write(lambda connection: connection.execute(gone).rowcount).result()

    def _forget_ended(self, connection: Connection) -> None:
        table, now = tables.session, self._site.now()
        idle, old = clock.text(now - IDLE), clock.text(now - LONGEST)
        connection.execute(delete(table).where((table.c.used_at < idle) | (table.c.begun_at < old)))


def digest(token: str) -> str:
    """Give the name of a token's session: the database does not hold what a browser could be given."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _lives(begun_at: str, used_at: str, now: datetime) -> bool:
    return now - clock.parse(begun_at) < LONGEST and now - clock.parse(used_at) < IDLE
