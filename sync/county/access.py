"""Who may speak: assertions are exchanged for short-lived tokens, and rights are looked up at every call."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, bindparam, delete, insert, select

from app import clock
from app.ids import is_uuid
from app.journal import sign
from app.journal.entry import COUNTY_SCOPE
from sync.county import enrolment, schema
from sync.county.problem import Problem
from sync.county.site import Site
from sync.protocol import ASSERTION_SECONDS, ASSERTION_TYPE, AUDIENCE, GRANT, LEEWAY_SECONDS, TOKEN_SECONDS
from sync.reading import is_storable

if TYPE_CHECKING:
    from jwt.types import Options

_LONGEST_JTI: Final = 128
_LARGEST_TIME: Final = 2**40
_TOKEN_BYTES: Final = 32
_CLAIMS: Final = ["iss", "sub", "aud", "jti", "iat", "exp"]

# Asked at every call, so it is put together once: who holds a token, and what that device may do at this moment.
_WHO: Final = (
    select(schema.device.c.id, schema.device.c.public_key, schema.device.c.number, schema.device_scope.c.scope)
    .join(schema.token, schema.token.c.device == schema.device.c.id)
    .outerjoin(schema.device_scope, schema.device_scope.c.device == schema.device.c.id)
    .where((schema.token.c.token_hash == bindparam("hash")) & (schema.token.c.expires > bindparam("now")))
    .where(schema.device.c.revoked_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A device with a valid token, as the county knows it at this moment."""

    device: str
    public_key: str
    scopes: frozenset[str]
    number: str = ""

    @property
    def office(self) -> str:
        """What takes turns: the office that the device belongs to, or the device where it has none."""
        return min(self.scopes, default=self.device)

    @property
    def readable(self) -> frozenset[str]:
        """The scopes that the device may read: its own and that of the county."""
        return self.scopes | {COUNTY_SCOPE}


class Access:
    """Gives tokens and looks up who holds one."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def token(
        self, connection: Connection, form: Mapping[str, str], limit: Callable[[str], None] = lambda _: None
    ) -> dict[str, object]:
        """Exchange an assertion for a token; Problem `client` for one that is not accepted.

        `limit` is asked for a device once it has proved who it is: nobody else can use up what it may have.
        """
        claims = self._claims(connection, form)
        limit(claims["sub"])
        self._use_up(connection, claims)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        expires = clock.text(self._site.now() + timedelta(seconds=TOKEN_SECONDS))
        row = {"token_hash": _hash(token), "device": claims["sub"], "expires": expires}
        connection.execute(insert(schema.token).values(row))
        return {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}

    def caller(self, connection: Connection, authorization: str) -> Caller:
        """Give the device that holds the token of an Authorization header; Problem `token` when none does."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise no_token()
        rows = connection.execute(_WHO, {"hash": _hash(token.strip()), "now": self._site.time()}).all()
        if not rows:
            raise no_token()
        scopes = frozenset(row.scope for row in rows if row.scope is not None)
        return Caller(rows[0].id, rows[0].public_key, scopes, rows[0].number)

    def _claims(self, connection: Connection, form: Mapping[str, str]) -> dict[str, Any]:
        if form.get("grant_type") != GRANT or form.get("client_assertion_type") != ASSERTION_TYPE:
            raise self._refused()
        assertion = form.get("client_assertion", "")
        try:
            named = jwt.decode(assertion, options={"verify_signature": False})
            device = enrolment.find(connection, named["sub"]) if is_uuid(named.get("sub")) else None
            if device is None or device.revoked_at or jwt.get_unverified_header(assertion).get("kid") != device.kid:
                raise self._refused()
            return self._verified(assertion, device.id, device.public_key)
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise self._refused() from error

    def _verified(self, assertion: str, device: str, public_key: str) -> dict[str, Any]:
        key = Ed25519PublicKey.from_public_bytes(sign.decode(public_key))
        # Times are judged below by the county's own clock, so that they can be tested.
        mine: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "require": _CLAIMS}
        claims = jwt.decode(assertion, key, algorithms=["EdDSA"], audience=AUDIENCE, issuer=device, options=mine)
        issued, expires, jti = claims["iat"], claims["exp"], claims["jti"]
        if not _is_time(issued) or not _is_time(expires) or not _is_name(jti):
            raise self._refused()
        now = self._site.now().timestamp()
        if not issued - LEEWAY_SECONDS <= now < expires + LEEWAY_SECONDS or expires > issued + ASSERTION_SECONDS:
            raise self._refused()
        return dict(claims)

    def _use_up(self, connection: Connection, claims: Mapping[str, Any]) -> None:
        """Refuse an assertion that was used before; forget those that are too old to be accepted anyway."""
        used, tokens, now = schema.assertion, schema.token, self._site.time()
        connection.execute(delete(used).where(used.c.expires < now))
        connection.execute(delete(tokens).where(tokens.c.expires < now))
        mine = (used.c.device == claims["sub"]) & (used.c.jti == claims["jti"])
        if connection.execute(select(used.c.jti).where(mine)).first() is not None:
            raise self._refused()
        until = clock.text(self._site.now() + timedelta(seconds=ASSERTION_SECONDS + 2 * LEEWAY_SECONDS))
        connection.execute(insert(used).values(device=claims["sub"], jti=claims["jti"], expires=until))

    def _refused(self) -> Problem:
        return Problem("client", error="invalid_client", server_time=self._site.time())


def no_token() -> Problem:
    """Give the answer to a call without a valid token."""
    return Problem("token", headers={"WWW-Authenticate": "Bearer"})


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_TIME


def _is_name(jti: object) -> bool:
    return isinstance(jti, str) and len(jti) <= _LONGEST_JTI and is_storable(jti)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
