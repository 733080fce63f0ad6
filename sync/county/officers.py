"""The county's own officers: who they are, what they may do, and the password by which they are known."""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from app import clock
from app.errors import Refused
from app.ids import uuid7
from resources import text
from sync.county import console_schema as tables
from sync.county.deeds import Deeds
from sync.county.site import Site

LEAST_PASSWORD: Final = 10  # characters
_LONGEST_NAME: Final = 40
_LONGEST_PASSWORD: Final = 200
_PLAIN: Final = "abcdefghjkmnpqrstuvwxyz23456789"
# The waits after 1, 2, 3 … wrong passwords in a row, in seconds; the last one stays.
_WAITS_S: Final = (0, 0, 1, 2, 4, 8, 16, 32, 60)
By = tuple[str, str] | None  # id and name of who did it
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

    def add(self, name: str, role: str, password: str, *, by: By = None) -> CountyOfficer:
        """Open an account; Refused officer.name, officer.known, officer.role, officer.password."""
        plain = _name(name)
        row = {"id": uuid7(), "name": plain, "role": _role(role), "password_hash": self._hashed(plain, password)}
        row["created_at"] = self._site.time()
        return self._written("add_officer", by, lambda connection: _add(connection, row))

    def remove(self, name: str, *, by: By = None) -> CountyOfficer:
        """Close an account and end its sessions; what it did stays under its id.

        Refused officer.unknown, officer.self, officer.last.
        """
        at = self._site.time()

        def work(connection: Connection) -> CountyOfficer:
            known = _known(connection, name)
            _check_leaving(connection, known, by)
            _change(connection, known, removed_at=known.removed_at or at, password_hash="")
            _end_sessions(connection, known.id)
            return _of(known)

        return self._written("remove_officer", by, work)

    def set_role(self, name: str, role: str, *, by: By = None) -> CountyOfficer:
        """Let an officer do something else, from the next click on.

        Refused officer.unknown, officer.role, officer.self, officer.last.
        """
        wanted = _role(role)

        def work(connection: Connection) -> CountyOfficer:
            known = _known(connection, name)
            if wanted != known.role:
                _check_leaving(connection, known, by)
                _change(connection, known, role=wanted)
            return replace(_of(known), role=wanted)

        return self._written("set_role", by, work)

    def set_password(self, name: str, password: str, *, keep: str = "", by: By = None) -> CountyOfficer:
        """Give an account another password and end its sessions but `keep`; Refused officer.unknown, officer.password.

        An account that was closed is open again.
        """
        hashed = self._hashed(name.strip(), password)

        def work(connection: Connection) -> CountyOfficer:
            known = _known(connection, name)
            _change(connection, known, password_hash=hashed, removed_at=None)
            connection.execute(delete(tables.sign_in_try).where(tables.sign_in_try.c.name_hash == _digest(known.name)))
            _end_sessions(connection, known.id, keep)
            return _of(known)

        return self._written("set_password", by, work)

    def _written(self, deed: str, by: By, work: Callable[[Connection], CountyOfficer]) -> CountyOfficer:
        """Do it, and write who did it in the same transaction; nothing of an officer who minds their own account."""

        def both(connection: Connection) -> CountyOfficer:
            done = work(connection)
            if by is not None:
                said = text("county", "officer", name=done.name, role=text("county", f"role.{done.role}"))
                Deeds(self._site).keep(connection, by, deed, done.id, said)
            return done

        return self._site.database.write(both).result()

    def all(self) -> tuple[CountyOfficer, ...]:
        """Give all officers, those who left too, by name."""
        with self._site.database.reading() as connection:
            return tuple(map(_of, connection.execute(select(tables.officer).order_by(tables.officer.c.name))))

    def find(self, officer: str) -> CountyOfficer | None:
        """Give an officer by id; None for nobody."""
        return next((one for one in self.all() if one.id == officer), None)

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


def new_password() -> str:
    """Give a password that a person can copy from a screen: four groups of four letters and digits, none alike."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(4))


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


def _check_leaving(connection: Connection, known: Row[Any], by: By) -> None:
    """Refuse what would leave nobody who looks after accounts, or somebody without their own by their own hand."""
    if by is not None and by[0] == known.id:
        raise Refused("officer.self")
    if known.role != CountyRole.IT or known.removed_at:
        return
    table = tables.officer
    others = (table.c.role == CountyRole.IT) & table.c.removed_at.is_(None) & (table.c.id != known.id)
    if connection.execute(select(table.c.id).where(others)).first() is None:
        raise Refused("officer.last")


def _change(connection: Connection, known: Row[Any], **change: str | None) -> None:
    connection.execute(update(tables.officer).where(tables.officer.c.id == known.id).values(change))


def _role(written: str) -> CountyRole:
    if written not in set(CountyRole):
        raise Refused("officer.role")
    return CountyRole(written)


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
