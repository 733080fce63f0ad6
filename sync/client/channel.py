"""Authorised requests over a line: tokens are taken, renewed and stamped with the county's time here."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Unavailable
from app.ids import uuid7
from app.journal import sign
from sync.client.county import Problem, no_answer
from sync.client.http import Answer, Coming, Line
from sync.protocol import (
    ASSERTION_HEADER,
    ASSERTION_SECONDS,
    ASSERTION_TYPE,
    AUDIENCE,
    GRANT,
    LEEWAY_SECONDS,
    PROBLEM,
    TOKEN_HEADER,
    TOKEN_SECONDS,
)
from sync.reading import Members, NotProtocol, read_json

UNAUTHORISED: Final = 401
_FIRST_ERROR: Final = 400
_BUSY: Final = frozenset({429, 503})
_EARLY: Final = timedelta(seconds=30)  # a token that ends while the request is on its way is no good
_HEAD: Final = "HEAD"  # its refusal has no body, which would say why
_SMALL_BYTES: Final = 64 * 2**10  # a request that may be sent again without harm where its assertion is refused
_NO_TOKEN: Final = "token"  # the problem of a call without a token  # noqa: S105 - a code, no secret
_NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token and the moment (county's time) until which it is used."""

    text: str
    until: datetime


@dataclass(slots=True)
class Channel:
    """What `device` says to the county over `line`, proving itself with its private key (32 raw bytes)."""

    line: Line
    device: str
    private_key: bytes
    _token: Token | None = None
    _brings_assertions: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def raw(self, method: str, path: str, headers: Mapping[str, str] = _NONE, content: bytes | None = None) -> Answer:
        """Send an authorised request and give the answer whatever it is; a token that has ended is renewed once."""
        answer = self._signing_in(method, path, headers, content)
        if answer is None:
            answer = self.line.ask(method, path, {**headers, **self._bearer()}, content)
        if answer.status != UNAUTHORISED:
            return answer
        self._forget()
        return self.line.ask(method, path, {**headers, **self._bearer()}, content)

    def ask(self, method: str, path: str, headers: Mapping[str, str] = _NONE, content: bytes | None = None) -> Answer:
        """Send an authorised request; Problem for a no of the county, Unavailable where there is no answer."""
        return good(self.raw(method, path, headers, content))

    @contextmanager
    def begin(self, path: str, headers: Mapping[str, str]) -> Iterator[Coming]:
        """Read something long, piece by piece; a no is raised as in `ask` before the first piece."""
        with self.line.begin("GET", path, {**headers, **self._bearer()}) as coming:
            if coming.status >= _FIRST_ERROR:
                if coming.status == UNAUTHORISED:
                    self._forget()
                good(Answer(coming.status, coming.headers, b"".join(coming.pieces)))
            yield coming

    def _signing_in(self, method: str, path: str, headers: Mapping[str, str], content: bytes | None) -> Answer | None:
        """Send a small request with an assertion where there is no token, which saves a slow line a round trip.

        None where there is a token, or this way is not the one: then nothing was asked, or it was answered 401.
        """
        with self._lock:
            is_fit = method != _HEAD and len(content or b"") <= _SMALL_BYTES
            if self._has_token() or not (self._brings_assertions and is_fit):
                return None
            brought = {ASSERTION_HEADER: self._assertion(int(self.line.moment().timestamp()))}
            answer = self.line.ask(method, path, {**headers, **brought}, content)
            if token := answer.headers.get(TOKEN_HEADER.lower()):
                self._token = Token(token, self.line.moment() + timedelta(seconds=TOKEN_SECONDS) - _EARLY)
            elif answer.status == UNAUTHORISED:
                self._brings_assertions = problem_of(answer).code != _NO_TOKEN  # a county that does not know this way
                return None
            return answer

    def _has_token(self) -> bool:
        return self._token is not None and self.line.moment() < self._token.until

    def _bearer(self) -> dict[str, str]:
        with self._lock:
            if not (self._token and self._has_token()):
                self._token = self._new_token()
            return {"Authorization": f"Bearer {self._token.text}"}

    def _forget(self) -> None:
        with self._lock:
            self._token = None

    def _new_token(self) -> Token:
        issued = self.line.moment()
        answer = self._assert(issued)
        if answer.status == UNAUTHORISED and self._was_early_or_late(issued, answer):
            answer = self._assert(self.line.moment())
        if answer.status == UNAUTHORISED:
            problem_of(answer)
            raise Unavailable("county.device_refused")
        it = members(good(answer))
        try:
            lasts = timedelta(seconds=it.integer("expires_in", 1))
            return Token(it.text("access_token", 64), self.line.moment() + lasts - _EARLY)
        except NotProtocol as error:
            raise no_answer() from error

    def _assert(self, moment: datetime) -> Answer:
        form = {
            "grant_type": GRANT,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion(int(moment.timestamp())),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.line.ask("POST", "/v1/token", headers, urlencode(form).encode("ascii"))

    def _assertion(self, issued: int) -> str:
        claims = {
            "iss": self.device,
            "sub": self.device,
            "aud": AUDIENCE,
            "jti": uuid7(),
            "iat": issued,
            "exp": issued + ASSERTION_SECONDS,
        }
        key = Ed25519PrivateKey.from_private_bytes(self.private_key)
        return jwt.encode(claims, key, "EdDSA", {"kid": sign.kid(sign.public_key(self.private_key))})

    def _was_early_or_late(self, issued: datetime, answer: Answer) -> bool:
        """Learn the county's time from a refused assertion, and tell whether its time may have been the reason."""
        try:
            self.line.learn_time(members(answer).text("server_time"))
        except NotProtocol as error:
            raise no_answer() from error
        return abs(self.line.moment() - issued) > timedelta(seconds=LEEWAY_SECONDS / 2)


def members(answer: Answer) -> Members:
    """Give the members of an answer's JSON; no answer when it is none."""
    try:
        return Members(read_json(answer.body))
    except NotProtocol as error:
        raise no_answer() from error


def good(answer: Answer) -> Answer:
    """Give a successful answer; raise Problem for a no of the county, Unavailable for a page of somebody else."""
    if answer.status >= _FIRST_ERROR:
        raise _meaning(answer)
    return answer


def _meaning(answer: Answer) -> Problem | Unavailable:
    problem = problem_of(answer)
    if answer.status in _BUSY:
        return Unavailable("county.busy", retry_after_s=float(answer.number("retry-after") or 0))
    return problem


def problem_of(answer: Answer) -> Problem:
    """Read the problem document of an answer; no answer when it has none."""
    try:
        value = read_json(answer.body)
        code = Members(value).text("type")
    except NotProtocol as error:
        raise no_answer() from error
    if not code.startswith(PROBLEM):
        raise no_answer()
    found: dict[str, Any] = value
    return Problem(answer.status, code.removeprefix(PROBLEM), found)
