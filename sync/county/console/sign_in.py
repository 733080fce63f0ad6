"""Signing in and out, and a new password."""

from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county.console import words
from sync.county.console.form import read_form
from sync.county.console.gate import COOKIE, EVERYBODY, Gate, is_from_here
from sync.county.console.pages import ROOT, Call, Pages, go
from sync.county.console.sessions import LONGEST
from sync.county.officers import Officers

_AT_ONCE = 2  # passwords that are judged at the same time: each takes 64 MiB


class SignIn:
    """The pages around a session."""

    def __init__(self, gate: Gate, pages: Pages, officers: Officers) -> None:
        self._gate, self._pages, self._officers = gate, pages, officers
        self._limit: anyio.CapacityLimiter | None = None

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        safe = self._gate.safe
        return [
            Route("/sign-in", safe(self._ask), methods=["GET"]),
            Route("/sign-in", safe(self._enter), methods=["POST"]),
            self._gate.route("/sign-out", self._leave, EVERYBODY, posts=True),
            self._gate.route("/password", self._ask_password, EVERYBODY),
            self._gate.route("/password", self._change_password, EVERYBODY, posts=True),
        ]

    async def _ask(self, request: Request) -> Response:
        back = _inside(request.query_params.get("next", ""))
        return self._pages.show("sign_in", None, back=back, name="")

    async def _enter(self, request: Request) -> Response:
        form = await read_form(request)
        back, name = _inside(form.text("next")), form.text("name")
        if not is_from_here(request):
            return self._pages.trouble("csrf", 403, None)
        try:
            self._limit = self._limit or anyio.CapacityLimiter(_AT_ONCE)
            judged = partial(self._officers.recognise, name, form.text("password"))
            officer = await anyio.to_thread.run_sync(judged, limiter=self._limit)
        except Refused as refused:
            facts = {"back": back, "name": name, "trouble": words.sentence(refused)}
            return self._pages.show("sign_in", None, 403, **facts)
        token = await run_in_threadpool(self._gate.sessions.begin, officer.id)
        response = go(back or "/")
        _give(response, request, token, int(LONGEST.total_seconds()))
        return response

    def _leave(self, call: Call) -> Response:
        self._gate.sessions.end(call.visitor.session)
        response = go("/sign-in")
        _give(response, call.request, "", 0)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _ask_password(self, call: Call) -> Response:
        return self._pages.show("password", call.visitor, done=call.asked("done"))

    def _change_password(self, call: Call) -> Response:
        form, me = call.form, call.visitor
        try:
            self._officers.recognise(me.name, form.text("old"))
            self._officers.set_password(me.name, _twice(form.text("new"), form.text("again")), keep=me.session)
        except Refused as refused:
            return self._pages.show("password", me, 409, done="", trouble=words.sentence(refused))
        return go("/password?done=1")


def _twice(first: str, second: str) -> str:
    if first != second:
        raise Refused("officer.again")
    return first


def _inside(written: str) -> str:
    """Give a path of the console to come back to; empty for one that leads anywhere else."""
    plain = written[:500]
    is_safe = plain.startswith("/") and not plain.startswith("//") and "\\" not in plain and plain.isprintable()
    return plain if is_safe and not plain.startswith("/sign-") else ""


def _give(response: Response, request: Request, token: str, seconds: int) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=seconds,
        path=ROOT,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
