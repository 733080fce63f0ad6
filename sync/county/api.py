"""The county over HTTP: all routes in one ASGI application, and what becomes of errors."""

import asyncio
import contextlib
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Refused, Unavailable
from sync.county.cause import of_log
from sync.county.console.app import console_routes
from sync.county.desk import Desk, problem
from sync.county.gate import Gate, Limits
from sync.county.problem import Problem, busy
from sync.county.routes_access import AccessRoutes
from sync.county.routes_blobs import BlobRoutes
from sync.county.routes_crates import CrateRoutes
from sync.county.routes_dictionaries import DictionaryRoutes
from sync.county.routes_events import EventRoutes
from sync.county.routes_health import HealthRoutes
from sync.county.routes_journal import JournalRoutes
from sync.county.routes_uploads import UploadRoutes
from sync.county.seen import seen
from sync.county.sign_in import SignIn
from sync.county.site import Site
from sync.county.watch import Watch
from sync.reading import NotProtocol

_OF_STATUS: Final = {404: "not_found", 405: "method"}
_log = logging.getLogger(__name__)
_Handler = Callable[[Request, Exception], Awaitable[Response]]


class Api:
    """The ASGI application of one county. `finish` lets nobody in any more, so that the server can end gracefully."""

    def __init__(self, site: Site, *, metrics_token: str = "", limits: Limits | None = None) -> None:
        desk = Desk(site)
        self._site, self._metrics = site, desk.metrics
        self.lanes = desk.lanes
        self._events = EventRoutes(desk)
        access = AccessRoutes(desk)
        parts = access, JournalRoutes(desk), UploadRoutes(desk), CrateRoutes(desk), BlobRoutes(desk)
        others = self._events, DictionaryRoutes(desk), HealthRoutes(desk, metrics_token)
        routes = [route for part in (*parts, *others) for route in part.routes()]
        self.routes = tuple(routes)
        pages = console_routes(desk)
        app = Starlette(routes=[*routes, *pages], exception_handlers=_handlers(), lifespan=self._lifespan)
        app.router.redirect_slashes = False  # an address that is not ours is not found; nobody is sent elsewhere
        self._gate = Gate(SignIn(_guarded(app), access.exchange), desk.metrics, limits)
        self._app = Watch(self._gate, desk.metrics, dict(_templates([*routes, *pages])))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, as ASGI asks."""
        await self._app(scope, receive, send)

    async def finish(self, within_s: float) -> None:
        """End the event streams, turn new requests away, and wait for those under way, at most `within_s` seconds."""
        self._events.stop()
        await self._gate.close(within_s)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()

        def wake() -> None:
            self._metrics.committed()
            with contextlib.suppress(RuntimeError):  # the loop may end while the writer still commits
                loop.call_soon_threadsafe(self._events.wake)

        self._site.database.committed = wake
        yield
        self._site.database.committed = lambda: None


def _templates(routes: Sequence[BaseRoute], before: str = "") -> Iterator[tuple[Any, str]]:
    """Give the template of each route's address by its endpoint: what a log may hold, whoever the page is about."""
    for route in routes:
        if isinstance(route, Mount):
            yield from _templates(route.routes, before + route.path)
        elif isinstance(route, Route):
            yield route.endpoint, before + route.path


def _handlers() -> dict[type[Exception] | int, _Handler]:
    async def of_problem(request: Request, error: Exception) -> Response:
        return _told(request, error if isinstance(error, Problem) else Problem("internal"))

    async def of_reading(request: Request, error: Exception) -> Response:
        return _told(request, Problem("malformed", detail=str(error)))

    async def of_world(request: Request, error: Exception) -> Response:
        _log.warning("not available: %s, request %s", of_log(error), seen(request.scope).id)
        return _told(request, busy())

    async def of_mistake(request: Request, _error: Exception) -> Response:
        return _told(request, Problem("internal"))

    async def of_cut(request: Request, _error: Exception) -> Response:
        return _told(request, Problem("malformed"))  # where the line is gone nobody is left to read it

    return {
        Problem: of_problem,
        NotProtocol: of_reading,
        Unavailable: of_world,
        Refused: of_world,
        OSError: of_world,
        HTTPException: _of_route,
        ClientDisconnect: of_cut,
        Exception: of_mistake,
    }


def _told(request: Request, error: Problem) -> Response:
    seen(request.scope).code = error.code
    return problem(error)


async def _of_route(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return _told(request, Problem(_OF_STATUS.get(status, "malformed"), status, headers))


class Unfinished(RuntimeError):
    """An answer broke off; the server must cut the line, so that the client sees it."""


def _guarded(app: ASGIApp) -> ASGIApp:
    """Log where a mistake of ours happened, without any value; the error's own words may name a person."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        is_finished = False

        async def sent(message: Message) -> None:
            nonlocal is_finished
            await send(message)
            is_finished = message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - the last place where it can be told apart from its words
            places = traceback.format_list(traceback.extract_tb(error.__traceback__))
            _log.error("%s %s\n%s", type(error).__name__, scope.get("path", ""), "".join(places))
            if not is_finished:
                raise Unfinished from None

    return serve
