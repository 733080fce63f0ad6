"""The outermost layer: every request leaves one line in the log and is counted; no line names a person."""

import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.county.gate import STREAM
from sync.county.metrics import Metrics
from sync.county.seen import Seen, seen, version_of

REQUESTS: Final = "sync.county.requests"
UNKNOWN: Final = "-"  # what is no route of ours may hold anything: it is never written down
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_CUT: Final = 499  # nobody was there any more to be answered
_OURS: Final = 500  # from here on the fault is the county's
_log = logging.getLogger(REQUESTS)


class Watch:
    """Measures what goes through. `templates` gives the route's template by its endpoint."""

    def __init__(self, app: ASGIApp, metrics: Metrics, templates: Mapping[Any, str]) -> None:
        self._app, self._metrics, self._templates = app, metrics, templates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, and tell of it when it is over, however it ends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(seen(scope), receive, send)
        begun = time.perf_counter()
        try:
            await self._app(scope, passage.receive, passage.send)
        finally:
            self._tell(scope, passage, time.perf_counter() - begun)

    def _tell(self, scope: Scope, passage: "_Passage", seconds: float) -> None:
        known = passage.known
        known.version = version_of(_agent(scope))
        route = self._templates.get(scope.get("endpoint"), UNKNOWN)
        method = scope["method"] if scope["method"] in _METHODS else UNKNOWN
        status = passage.status or _CUT
        self._metrics.answered(known, method, route, status, None if route == STREAM else seconds)
        self._metrics.travelled(passage.came, passage.went)
        facts = {
            "request": known.id, "method": method, "route": route, "status": status, "code": known.code,
            "in": passage.came, "out": passage.went, "ms": round(seconds * 1000, 1), "device": known.device,
            "number": known.number, "office": known.office, "version": known.version,
        }  # fmt: skip
        _log.info("request", extra={"facts": facts})


class _Passage:
    """One request on its way: what came, what went, and the status that was said."""

    def __init__(self, known: Seen, receive: Receive, send: Send) -> None:
        self.known = known
        self._receive, self._send = receive, send
        self.came = self.went = self.status = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self.came += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.status >= _OURS:  # whoever complains can name the line in the log
                named = (b"request-id", self.known.id.encode("ascii"))
                message = {**message, "headers": [*message.get("headers", []), named]}
        self.went += len(message.get("body", b""))
        await self._send(message)


def _agent(scope: Scope) -> str:
    return next((str(value, "latin-1") for name, value in scope["headers"] if name == b"user-agent"), "")
