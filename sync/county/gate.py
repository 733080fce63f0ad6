"""The gate of the server: how many may be inside at once, how slow they may be, and nobody new once it closes."""

import asyncio
import ipaddress
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.county.desk import problem
from sync.county.metrics import Metrics
from sync.county.problem import TOO_MANY, Problem, busy
from sync.county.seen import seen

STREAM: Final = "/v1/events"  # meant to last: counted apart, and ended first
_DISCONNECT: Final[Message] = {"type": "http.disconnect"}
_OPEN_TO_ALL: Final = frozenset({"/healthz", "/metrics"})  # whoever watches the server must be able to see it full


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gate allows. Seconds are of silence; `least_bytes_per_s` holds once a body has had `grace_s`."""

    at_once: int = 600
    at_once_each: int = 40
    streams: int = 3_000
    stall_s: float = 60.0
    grace_s: float = 60.0
    least_bytes_per_s: float = 500.0


class Gate:
    """Stands before the application. Who is not let in hears when to come back."""

    def __init__(self, app: ASGIApp, metrics: Metrics, limits: Limits | None = None) -> None:
        self._app, self._metrics, self._limits = app, metrics, limits or Limits()
        self._inside: Counter[str] = Counter()
        self._requests = self._streams = 0
        self._is_closing = False
        self._is_empty = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        caller = caller_of(scope)
        refusal = self._refusal(scope["path"], caller)
        if refusal is not None:
            seen(scope).code = refusal.code
            await problem(refusal)(scope, receive, send)
            return
        patience = Patience(scope, receive, send, self._limits)
        self._count(scope["path"], caller, 1)
        try:
            await self._app(scope, patience.receive, patience.send)
        finally:
            self._count(scope["path"], caller, -1)

    async def close(self, within_s: float) -> None:
        """Let nobody in any more, and wait until those inside are done, at most `within_s` seconds."""
        self._is_closing = True
        if self._requests or self._streams:
            try:
                async with asyncio.timeout(within_s):
                    await self._is_empty.wait()
            except TimeoutError:
                return  # what is still under way is cut; what it had brought is kept

    def _refusal(self, path: str, caller: str) -> Problem | None:
        if self._is_closing:
            refusal = busy()
            refusal.headers["Connection"] = "close"  # the next try finds the server that comes after this one
            return refusal
        if path in _OPEN_TO_ALL:
            return None
        if self._requests >= self._limits.at_once or self._streams >= self._limits.streams:
            return busy()
        return busy(TOO_MANY) if self._inside[caller] >= self._limits.at_once_each else None

    def _count(self, path: str, caller: str, change: int) -> None:
        if path == STREAM:
            self._streams += change
        else:
            self._requests += change
        self._metrics.streams.set(self._streams)
        self._metrics.under_way.set(self._requests)
        self._inside[caller] += change
        if not self._inside[caller]:
            del self._inside[caller]
        if not self._requests and not self._streams:
            self._is_empty.set()
        else:
            self._is_empty.clear()


class Patience:
    """A request whose two ends must not fall silent: a body that stalls or drips ends, so does an unread answer."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._scope, self._receive, self._send, self._limits, self._clock = scope, receive, send, limits, clock
        self._begun = clock()
        self._came = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """Give the next part of the body; a disconnect where it does not come in time."""
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._left_s()):
                message = await self._receive()
        except TimeoutError:
            self._is_whole = seen(self._scope).must_close = True
            return _DISCONNECT
        self._came += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the answer; TimeoutError where nobody takes it."""
        if message["type"] == "http.response.start" and seen(self._scope).must_close:
            message = {**message, "headers": [*message.get("headers", []), (b"connection", b"close")]}
        async with asyncio.timeout(self._limits.stall_s):
            await self._send(message)

    def _left_s(self) -> float:
        allowed = self._limits.grace_s + self._came / self._limits.least_bytes_per_s
        return max(0.0, min(self._limits.stall_s, self._begun + allowed - self._clock()))


def caller_of(scope: Scope) -> str:
    """Give by what a caller is told from others before anybody has looked: the credential, else the address."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            return str(value, "latin-1")
    return address_of(scope)


def address_of(scope: Scope) -> str:
    """Give the address of a caller; "" where it is not known."""
    return str(scope["client"][0]) if scope.get("client") else ""


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
