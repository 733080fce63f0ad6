"""What every route needs: who calls, one hop to a reader or to the writer, and answers in the protocol's form."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final, TypeVar

import anyio
from anyio import to_thread
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sync.county.access import Access, Caller
from sync.county.blobs import Blobs
from sync.county.bodies import packed, read_body
from sync.county.checkpoints import Checkpoints
from sync.county.crates import Crates
from sync.county.enrolment import Enrolment
from sync.county.lanes import Lanes
from sync.county.ledger import Ledger
from sync.county.metrics import Metrics
from sync.county.problem import Problem
from sync.county.seen import seen
from sync.county.site import Site
from sync.county.uploads import Uploads
from sync.county.window_state import WindowStates
from sync.protocol import PROBLEM_JSON
from sync.reading import MAX_JSON_BYTES, NotProtocol, read_json, write_json

T = TypeVar("T")
_AT_THE_STORE: Final = 16  # who waits for a store that hangs; entries do not wait behind them


class Desk:
    """The parts of one county, and the ways in which routes use them.

    Between requests it keeps counters alone; who waits in a lane is a request under way.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.access = Access(site)
        self.enrolment = Enrolment(site)
        self.ledger = Ledger(site)
        self.checkpoints = Checkpoints(site)
        self.blobs = Blobs(site)
        self.uploads = Uploads(site, self.blobs)
        self.crates = Crates(site, self.blobs, self.uploads)
        self.lanes = Lanes()
        self.metrics = Metrics(self.lanes)
        self.windows = WindowStates(site)
        self.blobs.prepare()
        self._at_the_store = anyio.CapacityLimiter(_AT_THE_STORE)

    async def read(self, request: Request, work: Callable[[Connection, Caller], T]) -> T:
        """Run `work` on a snapshot for the caller; Problem `token` without a valid token."""

        def look() -> T:
            with self.site.database.reading() as connection:
                return work(connection, self._caller(connection, request))

        return await run_in_threadpool(look)

    async def write(self, request: Request, work: Callable[[Connection, Caller], T]) -> T:
        """Run `work` in the writer for the caller; when this returns, it is committed."""
        return await self.commit(lambda connection: work(connection, self._caller(connection, request)))

    async def commit(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the writer for someone who was looked at before or needs no token; then it is committed."""
        future = self.site.database.write(work)
        self.metrics.watch(future)
        return await asyncio.wrap_future(future)

    async def caller(self, request: Request) -> Caller:
        """Give who calls; Problem `token` without a valid token."""
        return await self.read(request, lambda _, caller: caller)

    async def stored(self, work: Callable[[], T]) -> T:
        """Run what asks the store of documents, which may be far away, in a thread of its own few."""
        return await to_thread.run_sync(work, limiter=self._at_the_store)

    async def streamed(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        """Give the parts of a document as they are taken."""
        while (part := await self.stored(lambda: next(parts, None))) is not None:
            yield part

    def _caller(self, connection: Connection, request: Request) -> Caller:
        caller = self.access.caller(connection, request.headers.get("authorization", ""))
        self.windows.saw(caller.device)
        known = seen(request.scope)
        known.device, known.number, known.office = caller.device, caller.number, caller.office
        return caller


async def read_object(request: Request) -> dict[str, Any]:
    """Give the JSON object that a request carries; Problem `malformed` for anything else."""
    value = read_json(await read_body(request, MAX_JSON_BYTES))
    if not isinstance(value, dict):
        raise NotProtocol("not an object")
    return value


def answer(request: Request, value: object, status: int = 200) -> Response:
    """Give a JSON answer, packed where that is asked for and worth it."""
    return packed(request, Response(write_json(value), status, media_type="application/json"))


def problem(error: Problem) -> Response:
    """Give the answer that tells of a problem."""
    return Response(write_json(error.document()), error.status, error.headers, media_type=PROBLEM_JSON)
