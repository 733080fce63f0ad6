"""The county's own officers: who they are, what they may do, and the password by which they are known."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from app import clock
from app.errors import Refused
from app.ids import uuid7
from sync.county import console_schema as tables
from sync.county.site import Site

LEAST_PASSWORD: Final = 10  # characters
_LONGEST_NAME: Final = 40
_LONGEST_PASSWORD: Final = 200
# The waits after 1, 2, 3 … wrong passwords in a row, in seconds; the last one stays.
_WAITS_S: Final = (0, 0, 1, 2, 4, 8, 16, 32, 60)
HASHER = PasswordHasher()  # Argon2id, 64 MiB, 3 passes: RFC 9106, low memory


class CountyRole(StrEnum):
    """What an officer of the county does. IT keeps the windows going and never sees a case."""

    CASE_WORKER = "case_worker"
    LEADER = "leader"
    IT = "it"


@dataclass(frozen=True, slots=True)
class CountyOfficer:
    """An officer as others name them; `removed_at` is empty while they have an account."""

    id: str
    name: str
    role: CountyRole
    created_at: str = ""
    removed_at: str = ""


class Officers:
    """The register of the county's officers."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def add(self, name: str, role: str, password: str) -> CountyOfficer:
        """Open an account; Refused officer.name, officer.known, officer.role, officer.password."""
        plain = _name(name)
        if role not in set(CountyRole):
            raise Refused("officer.role")
        row = {"id": uuid7(), "name": plain, "role": role, "password_hash": self._hashed(plain, password)}
        row["created_at"] = self._site.time()
        return self._site.database.write(lambda connection: _add(connection, row)).result()

    def remove(self, name: str) -> CountyOfficer:
        """Close an account and end its sessions; what it did stays under its id. Refused officer.unknown."""
        at = self._site.time()

        def work(connection: Connection) -> CountyOfficer:
            known = _known(connection, name)
            change = {"removed_at": known.removed_at or at, "password_hash": ""}
            connection.execute(update(tables.officer).where(tables.officer.c.id == known.id).values(change))
            _end_sessions(connection, known.id)
            return _of(known)

        return self._site.database.write(work).result()

    def set_password(self, name: str, password: str, *, keep: str = "") -> CountyOfficer:
        """Give an account another password and end its sessions but `keep`; Refused officer.unknown, officer.password.

        An account that was closed is open again.
        """
        hashed = self._hashed(name.strip(), password)

        def work(connection: Connection) -> CountyOfficer:
            known = _known(connection, name)
            change = {"password_hash": hashed, "removed_at": None}
            connection.execute(update(tables.officer).where(tables.officer.c.id == known.id).values(change))
            connection.execute(delete(tables.sign_in_try).where(tables.sign_in_try.c.name_hash == _digest(known.name)))
            _end_sessions(connection, known.id, keep)
            return _of(known)

        return self._site.database.write(work).result()

    def all(self) -> tuple[CountyOfficer, ...]:
        """Give all officers, those who left too, by name."""
        with self._site.database.reading() as connection:
            return tuple(map(_of, connection.execute(select(tables.officer).order_by(tables.officer.c.name))))

    def recognise(self, name: str, password: str) -> CountyOfficer:
        """Give who has this name and password; Refused officer.wait, officer.wrong, both alike for unknown names.

        A try is counted before it is judged, so that neither a crash nor many tries at once save a wait.
        """
        plain = unicodedata.normalize("NFC", name.strip())[:_LONGEST_NAME]
        tried = self._site.database.write(lambda connection: self._begin(connection, plain)).result()
        if tried:
            raise Refused("officer.wait", seconds=tried)
        with self._site.database.reading() as connection:
            row = _find(connection, plain)
        usable = row is not None and row.removed_at is None
        if not self._fits(row.password_hash if row and usable else self._decoy(), password) or not (row and usable):
            raise Refused("officer.wrong")
        done = delete(tables.sign_in_try).where(tables.sign_in_try.c.name_hash == _digest(plain))
        self._site.database.write(lambda connection: connection.execute(done).rowcount).result()
        return _of(row)

    def _begin(self, connection: Connection, name: str) -> int:
        """Count a try and give 0, or give how many seconds are still to be waited."""
        table, mine, now = tables.sign_in_try, _digest(name), self._site.now()
        row = connection.execute(select(table).where(table.c.name_hash == mine)).first()
        failures = row.failures if row else 0
        wait = timedelta(seconds=_WAITS_S[min(failures, len(_WAITS_S)) - 1] if failures else 0)
        # A clock that was set back must neither shorten the wait nor prolong it without end.
        left = min(clock.parse(row.at) + wait - now, wait) if row else timedelta()
        if left > timedelta():
            return -(-left // timedelta(seconds=1))
        connection.execute(delete(table).where(table.c.name_hash == mine))
        connection.execute(insert(table).values(name_hash=mine, failures=failures + 1, at=clock.text(now)))
        return 0

    def _hashed(self, name: str, password: str) -> str:
        if not LEAST_PASSWORD <= len(password) <= _LONGEST_PASSWORD or name in password:
            raise Refused("officer.password", least=LEAST_PASSWORD)
        return HASHER.hash(_prepared(password))

    def _decoy(self) -> str:
        """Give the hash of a password that nobody has: who is not known is refused as slowly as who is."""
        return HASHER.hash(uuid7())

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return HASHER.verify(hashed, _prepared(password[:_LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False


def id_of(connection: Connection, name: str) -> str:
    """Give the id of the officer who has an account under a name; empty where nobody has."""
    row = _find(connection, name)
    return str(row.id) if row and row.removed_at is None else ""


def names(connection: Connection) -> dict[str, str]:
    """Give the names of all officers by id, those who left too: entries name them."""
    return {row.id: row.name for row in connection.execute(select(tables.officer.c.id, tables.officer.c.name))}


def _add(connection: Connection, row: dict[str, Any]) -> CountyOfficer:
    if _find(connection, row["name"]) is not None:
        raise Refused("officer.known", name=row["name"])
    connection.execute(insert(tables.officer).values(row))
    return CountyOfficer(row["id"], row["name"], CountyRole(row["role"]), row["created_at"])


def _known(connection: Connection, name: str) -> Row[Any]:
    row = _find(connection, unicodedata.normalize("NFC", name.strip()))
    if row is None:
        raise Refused("officer.unknown", name=name.strip())
    return row


def _find(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(tables.officer).where(tables.officer.c.name == name)).first()


def _of(row: Row[Any]) -> CountyOfficer:
    return CountyOfficer(row.id, row.name, CountyRole(row.role), row.created_at, row.removed_at or "")


def _end_sessions(connection: Connection, officer: str, keep: str = "") -> None:
    table = tables.session
    connection.execute(delete(table).where((table.c.officer == officer) & (table.c.token_hash != keep)))


def _name(written: str) -> str:
    plain = unicodedata.normalize("NFC", written.strip())
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable():
        raise Refused("officer.name", most=_LONGEST_NAME)
    return plain


def _prepared(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
