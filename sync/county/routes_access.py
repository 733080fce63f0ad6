"""Calls by which a device becomes known, gets tokens, and learns where it stands."""

import contextlib
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from app.errors import Unavailable
from sync.county import standing
from sync.county.access import Caller
from sync.county.bodies import read_body
from sync.county.desk import Desk, answer, read_object
from sync.county.gate import address_of, is_loopback
from sync.county.problem import Problem
from sync.county.rates import Buckets, Rate
from sync.county.seen import version_of
from sync.county.window_state import Heard
from sync.crate import MAX_CRATE_BYTES
from sync.packing import dictionaries
from sync.protocol import ASSERTION_TYPE, GRANT, Enrolled
from sync.reading import MAX_JSON_BYTES, NotProtocol
from sync.telling import WINDOW_HEADER, Told

T = TypeVar("T")
_FORM_TYPE = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20
_NO_STORE = {"Cache-Control": "no-store"}
# A county's windows may all sit behind one address, and come back together after an outage.
ASKED: Final = Rate(burst=300, per_s=20)  # calls without a token, of one address
REFUSED: Final = Rate(burst=60, per_s=0.5)  # of which so many may be refused
TOKENS: Final = Rate(burst=30, per_s=0.1)  # of one device, which needs one in a quarter of an hour


class AccessRoutes:
    """Enrolment, takeover, token, and the device's own page."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._asked, self._refused, self._tokens = (Buckets(rate, clock) for rate in (ASKED, REFUSED, TOKENS))

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            Route("/v1/enrol", self._enrol, methods=["POST"]),
            Route("/v1/devices", self._take_over, methods=["POST"]),
            Route("/v1/token", self._token, methods=["POST"]),
            Route("/v1/devices/me", self._me, methods=["GET"]),
        ]

    async def exchange(self, scope: Scope, assertion: str) -> str:
        """Give the token for an assertion that another call brought; limited as at /v1/token."""
        request = Request(scope)
        self._admit(request)
        form = {"grant_type": GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
        agent = request.headers.get("user-agent", "")
        given = await self._tried(request, lambda c: self._given(c, form, agent))
        return str(given["access_token"])

    async def _enrol(self, request: Request) -> Response:
        self._admit(request)
        body = await read_object(request)
        told, is_new = await self._tried(request, lambda c: self._desk.enrolment.enrol(c, body))
        return answer(request, _told(told), 201 if is_new else 200)

    async def _take_over(self, request: Request) -> Response:
        self._admit(request)
        body = await read_object(request)
        told, is_new = await self._tried(request, lambda c: self._desk.enrolment.take_over(c, body))
        return answer(request, _told(told), 201 if is_new else 200)

    async def _token(self, request: Request) -> Response:
        self._admit(request)
        form = _read_form(await read_body(request, MAX_JSON_BYTES))
        agent = request.headers.get("user-agent", "")
        given = await self._tried(request, lambda c: self._given(c, form, agent))
        response = answer(request, given)
        response.headers.update(_NO_STORE)
        return response

    def _given(self, connection: Connection, form: dict[str, str], agent: str) -> dict[str, object]:
        given = self._desk.access.token(connection, form, self._tokens.take)
        caller = self._desk.access.caller(connection, f"Bearer {given['access_token']}")
        self._desk.windows.keep(connection, Heard(caller.device, agent))
        return given

    def _admit(self, request: Request) -> None:
        """Count a call without a token; Problem `busy` (429) for an address that calls or guesses too often."""
        if not is_loopback(address := address_of(request.scope)):  # a proxy on this machine has to limit by itself
            self._refused.check(address)
            self._asked.take(address)

    async def _tried(self, request: Request, work: Callable[[Connection], T]) -> T:
        try:
            return await self._desk.commit(work)
        except Problem as problem:
            if problem.code != "busy":
                self._refused.spend(address_of(request.scope))
            raise

    async def _me(self, request: Request) -> Response:
        agent = request.headers.get("user-agent", "")
        page, device = await self._desk.read(request, lambda c, caller: (self._page(c, caller, agent), caller.device))
        if told := Told.read(request.headers.get(WINDOW_HEADER, "")):
            with contextlib.suppress(Unavailable):  # a window learns where it stands although the disk is full
                await self._desk.commit(lambda c: self._desk.windows.keep(c, Heard(device, agent, told)))
        return answer(request, page)

    def _page(self, connection: Connection, caller: Caller, agent: str) -> dict[str, object]:
        known = standing.of(connection, self._desk.site, caller)
        fits = is_new_enough(agent, str(known["min_client"]))
        return known | {"client_ok": fits, "dictionaries": list(dictionaries()), "crate_bytes": MAX_CRATE_BYTES}


def is_new_enough(agent: str, least: str) -> bool:
    """Tell whether a User-Agent names at least version `least` of the window program, or another program."""
    version = version_of(agent)
    return not version or _numbers(version) >= _numbers(least)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]


def _told(told: Enrolled) -> dict[str, Any]:
    return {
        "device": told.device,
        "device_number": told.device_number,
        "scopes": told.scopes,
        "county_keys": [key.to_dict() for key in told.county_keys],
        "server_epoch": told.server_epoch,
        "server_time": told.server_time,
    }


def _read_form(body: bytes) -> dict[str, str]:
    """Read a form-encoded body; NotProtocol for none, or one that names a field twice."""
    try:
        pairs = parse_qsl(body.decode("ascii"), strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise NotProtocol(_FORM_TYPE) from error
    if len(dict(pairs)) != len(pairs):
        raise NotProtocol("repeated field")
    return dict(pairs)
