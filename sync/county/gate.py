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
    """What the gate allows. Seconds are of silence; `least_bytes_per_s` holds once a body has had `grace_s`.

    `each` is for one credential. Behind one address there may be a whole county, which takes its tokens at once.
    """

    at_once: int = 600
    each: int = 40
    each_address: int = 300
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
        credential = credential_of(scope)
        caller = credential or address_of(scope)
        refusal = self._refusal(scope["path"], caller, has_credential=bool(credential))
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

    def _refusal(self, path: str, caller: str, *, has_credential: bool) -> Problem | None:
        if self._is_closing:
            refusal = busy()
            refusal.headers["Connection"] = "close"  # the next try finds the server that comes after this one
            return refusal
        if path in _OPEN_TO_ALL:
            return None
        if self._requests >= self._limits.at_once or self._streams >= self._limits.streams:
            return busy()
        most = self._limits.each if has_credential else self._limits.each_address
        return busy(TOO_MANY) if self._inside[caller] >= most else None

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
        message = await self._in_time()
        if message is None:
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

    async def _in_time(self) -> Message | None:
        if (left_s := self._left_s()) <= 0:
            return None
        try:
            async with asyncio.timeout(left_s):
                return await self._receive()
        except TimeoutError:
            return None

    def _left_s(self) -> float:
        allowed = self._limits.grace_s + self._came / self._limits.least_bytes_per_s
        return min(self._limits.stall_s, self._begun + allowed - self._clock())


def credential_of(scope: Scope) -> str:
    """Give what a caller shows to be known by, before anybody has looked at it; "" for nothing."""
    return next((str(value, "latin-1") for name, value in scope["headers"] if name == b"authorization"), "")


def address_of(scope: Scope) -> str:
    """Give the address of a caller; "" where it is not known."""
    return str(scope["client"][0]) if scope.get("client") else ""


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
