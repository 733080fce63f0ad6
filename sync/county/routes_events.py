"""Server-sent events: a device hears of a new head in its scopes without asking again and again."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.errors import Unavailable
from sync.county import lookout, pull
from sync.county.access import Caller
from sync.county.desk import Desk
from sync.county.problem import Problem

_LOOK_S: Final = 2.0  # another process (a command, a second server) may have written too
_COMMENT_S: Final = 20.0  # also how long a stream may outlive its token
_GATHER_S: Final = 0.1  # commits of many windows at once are one look
_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Stream:
    """One window that listens; `woken` when there may be something for it."""

    caller: Caller
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class EventRoutes:
    """The stream of heads. It ends with the server, with the token, and with the device's revocation.

    One watcher looks at the journal for all streams and wakes those whose scopes have something new: a county of
    three hundred windows that say nothing to each other costs one small query each two seconds.
    """

    def __init__(self, desk: Desk, *, look_s: float = _LOOK_S, comment_s: float = _COMMENT_S) -> None:
        self._desk = desk
        self._look_s = look_s
        self._comment_s = comment_s
        self._streams: set[Stream] = set()
        self._written = asyncio.Event()
        self._watcher: asyncio.Task[None] | None = None
        self._stopping = False

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [Route("/v1/events", self._events, methods=["GET"])]

    def wake(self) -> None:
        """Let the watcher look for news; runs in the server's loop."""
        self._written.set()

    def stop(self) -> None:
        """End every stream, because the server ends."""
        self._stopping = True
        self._written.set()
        for stream in self._streams:
            stream.woken.set()

    async def _events(self, request: Request) -> Response:
        caller, head = await self._head(request)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(request, caller, head), 200, headers, media_type="text/event-stream")

    async def _head(self, request: Request) -> tuple[Caller, int]:
        return await self._desk.read(request, lambda connection, caller: (caller, pull.newest(connection, caller)))

    async def _stream(self, request: Request, caller: Caller, head: int) -> AsyncIterator[bytes]:
        stream = Stream(caller)
        stream.woken.set()  # what came between the first look and this line
        self._streams.add(stream)
        self._watch()
        try:
            yield _head_event(head)
            while not self._stopping:
                woken = await _wait(stream.woken, self._comment_s)
                stream.woken.clear()
                stream.caller, newer = await self._head(request)
                if newer > head:
                    head = newer
                    yield _head_event(head)
                elif not woken:
                    yield b":\n\n"
        except Problem:
            return  # the token ended; the client takes a new one and comes back
        finally:
            self._streams.discard(stream)

    def _watch(self) -> None:
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._look_on())

    async def _look_on(self) -> None:
        """Look for as long as anybody listens."""
        mark: lookout.Mark | None = None
        while self._streams and not self._stopping:
            try:
                mark, news = await run_in_threadpool(self._look, mark)
            except Unavailable:
                _log.warning("no look at the journal for event streams")  # each stream looks itself now and then
            else:
                for stream in self._streams:
                    if news.concerns(stream.caller):
                        stream.woken.set()
            await _wait(self._written, self._look_s)
            self._written.clear()
            await asyncio.sleep(min(_GATHER_S, self._look_s))

    def _look(self, before: lookout.Mark | None) -> tuple[lookout.Mark, lookout.News]:
        with self._desk.site.database.reading() as connection:
            if before is None:
                return lookout.Mark.now(connection), lookout.News(all=True)
            return lookout.look(connection, before)


async def _wait(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _head_event(head: int) -> bytes:
    return b'event: head\nid: %d\ndata: {"head": %d}\n\n' % (head, head)
