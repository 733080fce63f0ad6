"""All pages of the console in one application, mounted beside the API."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sync.county.console.act_page import ActPage
from sync.county.console.assets import Assets
from sync.county.console.case_list import CaseList
from sync.county.console.case_page import CasePage
from sync.county.console.check_page import CheckPage
from sync.county.console.code_page import CodePage
from sync.county.console.county import County
from sync.county.console.gate import Gate
from sync.county.console.grant_pages import GrantPages
from sync.county.console.held_pages import HeldPages
from sync.county.console.lots_page import LotsPage
from sync.county.console.move_page import MovePage
from sync.county.console.officer_pages import OfficerPages
from sync.county.console.pages import ROOT, SAFE_HEADERS, Pages
from sync.county.console.seen_page import SeenPage
from sync.county.console.sessions import Sessions
from sync.county.console.settings_page import SettingsPage
from sync.county.console.sign_in import SignIn
from sync.county.console.window_pages import WindowPages
from sync.county.console.work import Work
from sync.county.desk import Desk

_Handler = Callable[[Request, Exception], Awaitable[Response]]


def console_routes(desk: Desk) -> list[BaseRoute]:
    """Give the routes under /console of a county that serves."""
    county, pages = County.of(desk), Pages()
    gate = Gate(Sessions(desk.site), pages)
    cases = (Work, CaseList, ActPage, MovePage, CasePage, SeenPage, CheckPage, LotsPage, SettingsPage)
    each = (*cases, WindowPages, CodePage, GrantPages, HeldPages, OfficerPages)
    routes = [route for part in each for route in part(gate, pages, county).routes()]
    routes += [*SignIn(gate, pages, county.officers).routes(), *Assets(gate).routes()]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _nowhere(pages), Exception: _mistake(pages)})
    app.router.redirect_slashes = False
    return [Route(ROOT, _home, methods=["GET"]), Mount(ROOT, app)]


async def _home(_: Request) -> Response:
    return RedirectResponse(f"{ROOT}/", 303)


def _nowhere(pages: Pages) -> _Handler:
    async def answer(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return _safe(pages.trouble("missing", status, None))

    return answer


def _mistake(pages: Pages) -> _Handler:
    async def answer(_: Request, _error: Exception) -> Response:
        return _safe(pages.trouble("mistake", 500, None))

    return answer


def _safe(response: Response) -> Response:
    response.headers.update(SAFE_HEADERS)
    return response
