"""A call that brings an assertion instead of a token: it is served, and its answer carries the token."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.county.desk import problem
from sync.county.problem import Problem
from sync.county.seen import seen
from sync.protocol import ASSERTION_HEADER, TOKEN_HEADER

_ASSERTION: Final = ASSERTION_HEADER.lower().encode("ascii")
_TOKEN: Final = TOKEN_HEADER.lower().encode("ascii")
Exchange = Callable[[Scope, str], Awaitable[str]]


class SignIn:
    """Stands before the application. `exchange` gives the token for an assertion, or raises Problem."""

    def __init__(self, app: ASGIApp, exchange: Exchange) -> None:
        self._app, self._exchange = app, exchange

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; where it brings a token, or nothing, that is left to the application."""
        headers = dict(scope["headers"]) if scope["type"] == "http" else {}
        if _ASSERTION not in headers or b"authorization" in headers:
            await self._app(scope, receive, send)
            return
        try:
            token = await self._exchange(scope, headers[_ASSERTION].decode("latin-1"))
        except Problem as refused:
            seen(scope).code = refused.code
            await problem(refused)(scope, receive, send)
            return
        bearer = (b"authorization", b"Bearer " + token.encode("ascii"))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), (_TOKEN, token.encode("ascii"))]}
            await send(message)

        await self._app({**scope, "headers": [*scope["headers"], bearer]}, receive, sent)
