"""How a device becomes known: enrol codes, enrolment, takeover by a new id, revocation."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from app import clock
from app.errors import Refused
from app.journal import sign
from app.journal.canonical import NotCanonical
from sync import enrol_code
from sync.county import incident, schema
from sync.county.problem import Problem
from sync.county.site import Site, state
from sync.enrol_code import EnrolCode
from sync.protocol import Enrolled, takeover_statement
from sync.reading import Members, NotProtocol

_LAST_NUMBER: Final = 32 * 32 - 1
_DIVISION_DIGITS: Final = (6, 9, 12)
_KEY_BYTES: Final = 32
_RECIPIENT: Final = ("age1", 200)


@dataclass(frozen=True, slots=True)
class Applicant:
    """What a device says of itself when it enrols or takes over."""

    device: str
    name: str
    public_key: str
    age_recipient: str

    @classmethod
    def read(cls, value: object) -> "Applicant":
        """Read the members; NotProtocol when one is absent or of a wrong form."""
        it = Members(value)
        applicant = cls(it.uuid("device"), it.text("name"), it.text("public_key"), it.text("age_recipient"))
        prefix, longest = _RECIPIENT
        if not applicant.age_recipient.startswith(prefix) or len(applicant.age_recipient) > longest:
            raise NotProtocol("age_recipient")
        if not _is_key(applicant.public_key):
            raise NotProtocol("public_key")
        return applicant


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code just made: what IT types into the window, for which office, under which number, until when."""

    code: str
    scope: str
    device_number: str
    expires: str


class Enrolment:
    """The register of devices."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def new_code(self, division: str, name: str = "") -> NewCode:
        """Make a one-time code for an office, which is made at its first; Refused for a bad division or no number."""
        if not is_division(division):
            raise Refused("county.division")
        return self._site.database.write(lambda connection: self.make_code(connection, division, name)).result()

    def enrol(self, connection: Connection, value: object) -> tuple[Enrolled, bool]:
        """Enrol a device by its code; gives what it is told and whether that is new. Problem `code` otherwise."""
        applicant = Applicant.read(value)
        row = self._code_row(connection, Members(value).text("code"))
        if row.device is not None:
            if (row.device, row.public_key) != (applicant.device, applicant.public_key):
                raise Problem("code")
            return self._told(connection, applicant.device), False
        if row.expires <= self._site.time():
            raise Problem("code")
        self._add(connection, applicant, row.device_number, [row.scope])
        used = {"device": applicant.device, "public_key": applicant.public_key}
        codes = schema.enrol_code
        connection.execute(update(codes).where(codes.c.code_hash == row.code_hash).values(used))
        return self._told(connection, applicant.device), True

    def take_over(self, connection: Connection, value: Mapping[str, Any]) -> tuple[Enrolled, bool]:
        """Let a device go on under a new id, by the signature of its old key; gives what it is told and if new."""
        applicant, it = Applicant.read(value), Members(value)
        replaces, from_seq = it.uuid("replaces"), it.integer("from_seq", 1)
        old = find(connection, replaces)
        if old is None or not _is_signed(old, value, it):
            raise Problem("signature")
        if old.revoked_at:
            raise Problem("revoked")
        known = find(connection, applicant.device)
        if known is not None:
            same = (known.replaces, known.from_seq, known.public_key) == (replaces, from_seq, applicant.public_key)
            if not same:
                raise Problem("device")
            return self._told(connection, applicant.device), False
        scopes = scopes_of(connection, replaces)
        number = self._next_number(connection, scopes[0])
        self._add(connection, applicant, number, scopes, replaces=replaces, from_seq=from_seq)
        incident.record(connection, self._site.time(), "takeover", applicant.device, f"{replaces} from {from_seq}")
        return self._told(connection, applicant.device), True

    def revoke(self, device: str) -> str:
        """Shut a device out, from its next call on; gives the time. Refused when there is no such device."""
        return self._site.database.write(lambda connection: self.shut_out(connection, device)).result()

    def cancel(self, connection: Connection, code_hash: str) -> str:
        """Take back a code that nobody used; gives the office's scope. Refused county.no_code."""
        codes = schema.enrol_code
        here = (codes.c.code_hash == code_hash) & codes.c.device.is_(None) & (codes.c.expires > self._site.time())
        scope = connection.execute(select(codes.c.scope).where(here)).scalar()
        if scope is None:
            raise Refused("county.no_code")
        connection.execute(update(codes).where(here).values(expires=self._site.time()))
        return str(scope)

    def shut_out(self, connection: Connection, device: str) -> str:
        """Do the same inside a transaction."""
        row = find(connection, device)
        if row is None:
            raise Refused("county.no_device")
        at = row.revoked_at or self._site.time()
        devices = schema.device
        connection.execute(update(devices).where(devices.c.id == device).values(revoked_at=at))
        return str(at)

    def make_code(self, connection: Connection, division: str, name: str) -> NewCode:
        """Do the same inside a transaction, for a division that is one."""
        scope = self._office(connection, division, name)
        number = self._next_number(connection, scope)
        code = EnrolCode(scope, number, self._site.keys.ca_pin, enrol_code.new_secret())
        expires = clock.text(self._site.now() + timedelta(days=enrol_code.VALID_DAYS))
        row = {"code_hash": _hash(code.plain), "scope": scope, "device_number": number, "expires": expires}
        connection.execute(insert(schema.enrol_code).values(row))
        return NewCode(code.text, scope, number, expires)

    def _office(self, connection: Connection, division: str, name: str) -> str:
        offices = schema.office
        row = connection.execute(select(offices).where(offices.c.division == division)).first()
        if row is not None:
            if name and name != row.name:
                connection.execute(update(offices).where(offices.c.scope == row.scope).values(name=name))
            return str(row.scope)
        scope = f"t-{enrol_code.random_text(6)}"
        made = {"scope": scope, "division": division, "name": name, "last_number": -1, "created_at": self._site.time()}
        connection.execute(insert(offices).values(made))
        return scope

    def _next_number(self, connection: Connection, scope: str) -> str:
        offices = schema.office
        here = offices.c.scope == scope
        last = connection.execute(select(offices.c.last_number).where(here)).scalar_one()
        if last >= _LAST_NUMBER:
            raise Refused("county.numbers_used_up")
        connection.execute(update(offices).where(here).values(last_number=last + 1))
        return enrol_code.number_text(last + 1, 2)

    def _code_row(self, connection: Connection, written: str) -> Row[Any]:
        try:
            plain = EnrolCode.read(written).plain
        except NotProtocol as error:
            raise Problem("code") from error
        codes = schema.enrol_code
        row = connection.execute(select(codes).where(codes.c.code_hash == _hash(plain))).first()
        if row is None:
            raise Problem("code")
        return row

    def _add(
        self, connection: Connection, applicant: Applicant, number: str, scopes: list[str], **origin: str | int
    ) -> None:
        county = state(connection)
        if find(connection, applicant.device) is not None or (county and county.device == applicant.device):
            raise Problem("device")
        row = {
            "id": applicant.device,
            "number": number,
            "name": applicant.name,
            "public_key": applicant.public_key,
            "kid": sign.kid(applicant.public_key),
            "age_recipient": applicant.age_recipient,
            "enrolled_at": self._site.time(),
            **origin,
        }
        connection.execute(insert(schema.device).values(row))
        connection.execute(
            insert(schema.device_scope), [{"device": applicant.device, "scope": scope} for scope in scopes]
        )

    def _told(self, connection: Connection, device: str) -> Enrolled:
        row, county = find(connection, device), state(connection)
        if row is None or county is None:
            raise Problem("device")
        scopes = tuple(scopes_of(connection, device))
        return Enrolled(device, row.number, scopes, tuple(self._site.keys.told()), county.epoch, self._site.time())


def is_division(code: str) -> bool:
    """Tell whether a text has the form of a division code."""
    return code.isascii() and code.isdigit() and len(code) in _DIVISION_DIGITS


def find(connection: Connection, device: str) -> Row[Any] | None:
    """Give the row of a device, or None."""
    return connection.execute(select(schema.device).where(schema.device.c.id == device)).first()


def scopes_of(connection: Connection, device: str) -> list[str]:
    """Give the scopes that a device may write, sorted."""
    scopes = schema.device_scope
    return sorted(connection.execute(select(scopes.c.scope).where(scopes.c.device == device)).scalars())


def _is_key(text: str) -> bool:
    try:
        return len(sign.decode(text)) == _KEY_BYTES
    except ValueError:
        return False


def _is_signed(old: Row[Any], value: Mapping[str, Any], it: Members) -> bool:
    try:
        statement = takeover_statement(value)
    except NotCanonical as error:
        raise NotProtocol("takeover") from error
    return it.text("kid") == old.kid and sign.is_signed(old.public_key, statement, it.text("signature"))


def _hash(plain: str) -> str:
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
