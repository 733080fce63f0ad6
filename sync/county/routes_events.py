"""Server-sent events: a device hears of a new head in its scopes without asking again and again."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.county import pull
from sync.county.desk import Desk
from sync.county.problem import Problem

_LOOK_S: Final = 2.0  # another process (a command, a second server) may have written too
_COMMENT_S: Final = 20.0
_LONGEST_REST_S: Final = 3.0
_LOOKS_PER_S: Final = 300  # of all streams together: a commit wakes each of them, and text must not wait for that


class EventRoutes:
    """The stream of heads. It ends with the server, with the token, and with the device's revocation."""

    def __init__(self, desk: Desk, *, look_s: float = _LOOK_S, comment_s: float = _COMMENT_S) -> None:
        self._desk = desk
        self._look_s = look_s
        self._comment_s = comment_s
        self._waiting: set[asyncio.Event] = set()
        self._stopping = False

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [Route("/v1/events", self._events, methods=["GET"])]

    def wake(self) -> None:
        """Let every stream look for a new head; runs in the server's loop."""
        for event in self._waiting:
            event.set()

    def stop(self) -> None:
        """End every stream, because the server ends."""
        self._stopping = True
        self.wake()

    async def _events(self, request: Request) -> Response:
        head = await self._head(request)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(request, head), 200, headers, media_type="text/event-stream")

    async def _head(self, request: Request) -> int:
        return await self._desk.read(request, pull.newest)

    async def _stream(self, request: Request, head: int) -> AsyncIterator[bytes]:
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield _head_event(head)
            silent_s = 0.0
            while not self._stopping:
                woken = await _wait(event, max(self._look_s, self._rest_s()))
                await asyncio.sleep(self._rest_s() if woken and not self._stopping else 0)
                event.clear()
                silent_s += 0.0 if woken else self._look_s
                newer = await self._head(request)
                if newer > head:
                    head, silent_s = newer, 0.0
                    yield _head_event(head)
                elif silent_s >= self._comment_s:
                    silent_s = 0.0
                    yield b":\n\n"
        except Problem:
            return  # the token ended; the client takes a new one and comes back
        finally:
            self._waiting.discard(event)

    def _rest_s(self) -> float:
        """Give how long a stream leaves between two looks; longer the more streams there are."""
        return min(_LONGEST_REST_S, len(self._waiting) / _LOOKS_PER_S)


async def _wait(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _head_event(head: int) -> bytes:
    return b'event: head\nid: %d\ndata: {"head": %d}\n\n' % (head, head)
