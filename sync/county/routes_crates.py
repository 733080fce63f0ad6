"""Calls that send several small documents at once, and ask beforehand what the county has of them."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.fact import BlobRef
from sync.county.access import Caller
from sync.county.desk import Desk, answer
from sync.county.problem import Problem
from sync.county.seen import seen
from sync.crate import CRATE_TYPE, MAX_CRATE_BLOBS, Unpacking
from sync.reading import is_digest


class _Unloading:
    """A crate that is coming: `scope` ends the waiting for more of it, `noted` is when what came is known."""

    def __init__(self) -> None:
        self.scope, self.noted = anyio.CancelScope(), anyio.Event()


class CrateRoutes:
    """Crates over HTTP. What came whole stays, also of a crate that was cut.

    A device that asks where it stands ends its older crates, which may hang on a dead line, and hears of what they
    brought.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._coming: defaultdict[str, set[_Unloading]] = defaultdict(set)

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            Route("/v1/blobs", self._standing, methods=["GET"]),
            Route("/v1/blobs", self._bring, methods=["POST"]),
        ]

    async def _standing(self, request: Request) -> Response:
        asked, crates = request.query_params.getlist("sha256"), self._desk.crates
        if not 0 < len(asked) <= MAX_CRATE_BLOBS or not all(map(is_digest, asked)):
            raise Problem("malformed")
        await self._end(await self._desk.caller(request))
        known = await self._desk.read(request, lambda c, caller: crates.standing(c, caller, asked))
        standing = await self._desk.stored(lambda: crates.seen(*known))
        return answer(request, standing.to_dict())

    async def _bring(self, request: Request) -> Response:
        caller = await self._desk.caller(request)
        if request.headers.get("content-type", "") != CRATE_TYPE or "content-encoding" in request.headers:
            raise Problem("encoding")
        crate, kept, wrong = Unpacking(), list[BlobRef](), list[BlobRef]()
        with self._unloading(caller) as unloading:
            try:
                with unloading.scope:
                    async for part in request.stream():
                        for ref, content in crate.feed(part):
                            is_right = await self._stored(request, ref, content)
                            (kept if is_right else wrong).append(ref)
            finally:
                with anyio.CancelScope(shield=True):
                    await self._note(caller, kept, crate.rest())
        if not crate.is_whole:
            raise Problem("malformed")
        return answer(request, {"kept": [ref.sha256 for ref in kept], "wrong": [ref.sha256 for ref in wrong]})

    @contextmanager
    def _unloading(self, caller: Caller) -> Iterator[_Unloading]:
        mine, one = self._coming[caller.device], _Unloading()
        mine.add(one)
        try:
            yield one
        finally:
            one.noted.set()
            mine.remove(one)
            if not mine:
                self._coming.pop(caller.device, None)

    async def _end(self, caller: Caller) -> None:
        for one in [*self._coming.get(caller.device, ())]:
            one.scope.cancel()
            await one.noted.wait()

    async def _stored(self, request: Request, ref: BlobRef, content: bytes) -> bool:
        """Store a document when it is this office's turn: text goes before, and offices alternate."""
        async with self._desk.lanes.pictures.turn(seen(request.scope).office):
            return await self._desk.stored(lambda: self._desk.crates.store(content, ref.sha256))

    async def _note(self, caller: Caller, kept: list[BlobRef], rest: tuple[BlobRef, bytes] | None) -> None:
        """Note what came; a document that a cut line brought in part becomes an upload, which goes on from there."""
        crates = self._desk.crates
        if kept:
            await self._desk.commit(lambda c: crates.note(c, caller.device, kept))
        if rest is not None:
            ref, content = rest
            upload = await self._desk.commit(lambda c: crates.begin(c, caller.device, ref))
            await self._desk.stored(lambda: crates.append(upload, content))
