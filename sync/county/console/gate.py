"""The one way to every page: who is it, may they, was it their own hand; and what becomes of errors."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused, Unavailable
from sync.county.console.form import MOST_BYTES, Form, TooLarge, read_form
from sync.county.console.pages import ROOT, SAFE_HEADERS, Call, Pages, go
from sync.county.console.sessions import Sessions, Visitor
from sync.county.officers import CountyRole

COOKIE: Final = "yimen-console"
CSRF: Final = "csrf"
EVERYBODY: Final = frozenset(CountyRole)
CASES: Final = frozenset({CountyRole.CASE_WORKER, CountyRole.LEADER})
LEADERS: Final = frozenset({CountyRole.LEADER})
IT: Final = frozenset({CountyRole.IT})
GRANTING: Final = frozenset({CountyRole.LEADER, CountyRole.IT})  # who may act where is rights, not cases
Page = Callable[[Call], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


class Missing(Exception):
    """There is nothing at this address, or nothing that this officer may know of."""


class Gate:
    """Makes routes of pages. A page runs in a thread of its own and may wait for the database."""

    def __init__(self, sessions: Sessions, pages: Pages) -> None:
        self.sessions = sessions
        self._pages = pages

    def route(
        self,
        path: str,
        page: Page,
        roles: frozenset[CountyRole] = CASES,
        *,
        posts: bool = False,
        most_bytes: int = MOST_BYTES,
    ) -> Route:
        """Give the route of a page for officers of these roles: of GET, or of a form that it sends."""

        async def endpoint(request: Request) -> Response:
            visitor = await run_in_threadpool(self.visitor, request)
            if visitor is None:
                return _to_sign_in(request)
            if visitor.role not in roles:
                return self._pages.trouble("forbidden", 403, visitor)
            form = await read_form(request, most_bytes, self.sessions.today) if posts else Form({}, {})
            if posts and not (
                is_from_here(request) and hmac.compare_digest(form.text(CSRF).encode(), visitor.csrf.encode())
            ):
                return self._pages.trouble("csrf", 403, visitor)
            return await run_in_threadpool(page, Call(request, visitor, form))

        return Route(path, self.safe(endpoint), methods=["POST"] if posts else ["GET"])

    def visitor(self, request: Request) -> Visitor | None:
        """Give who is signed in, None for nobody."""
        token = request.cookies.get(COOKIE, "")
        return self.sessions.find(token) if token else None

    def safe(self, endpoint: Endpoint) -> Endpoint:
        """Give an endpoint whose errors become pages and whose answers carry what browsers are to enforce."""

        async def guarded(request: Request) -> Response:
            try:
                response = await endpoint(request)
            except (Refused, Unavailable) as error:
                response = self._pages.refusal(error, await run_in_threadpool(self._known, request))
            except Missing:
                response = self._pages.trouble("missing", 404, await run_in_threadpool(self._known, request))
            except TooLarge:
                response = self._pages.trouble("too_large", 413, None)
                response.headers["Connection"] = "close"  # what is still on its way is not read
            except HTTPException as error:
                response = self._pages.trouble("malformed", error.status_code, None)
            for name, value in SAFE_HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return guarded

    def _known(self, request: Request) -> Visitor | None:
        try:
            return self.visitor(request)
        except Unavailable:
            return None


def is_from_here(request: Request) -> bool:
    """Tell whether a form was sent from a page of this server, as far as the browser says where from."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def _to_sign_in(request: Request) -> Response:
    """Send to the sign-in, and back here after it; only what was read can be come back to."""
    path = request.url.path.removeprefix(ROOT) or "/"
    wanted = f"{path}?{request.url.query}" if request.url.query else path
    back = f"?next={quote(wanted)}" if request.method == "GET" and path != "/" else ""
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": f"{ROOT}/sign-in", "Cache-Control": "no-store"})
    return go(f"/sign-in{back}")
