"""Calls that send several small documents at once, and ask beforehand what the county has of them."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.domain.fact import BlobRef
from sync.county.access import Caller
from sync.county.crates import drop
from sync.county.desk import Desk, answer
from sync.county.problem import Problem
from sync.county.seen import seen
from sync.crate import CRATE_TYPE, MAX_CRATE_BLOBS, Unpacking
from sync.reading import is_digest

_QUIET_S: Final = 0.5


class _Unloading:
    """A crate that is coming, in `parts` so far: `noted` is when what came is known."""

    def __init__(self) -> None:
        self.scope, self.noted, self.parts = anyio.CancelScope(), anyio.Event(), 0

    async def end(self) -> None:
        """Wait for its end; where nothing comes any more, end the waiting for it."""
        while not self.noted.is_set():
            parts = self.parts
            with anyio.move_on_after(_QUIET_S):
                await self.noted.wait()
            if self.parts == parts:
                self.scope.cancel()
                await self.noted.wait()


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
        crate, drafts, wrong = Unpacking(), dict[BlobRef, Path](), list[BlobRef]()
        with self._unloading(caller) as unloading:
            try:
                with unloading.scope:
                    async for part in request.stream():
                        unloading.parts += 1
                        for ref, content in crate.feed(part):
                            await self._draft(ref, content, drafts, wrong)
            finally:
                with anyio.CancelScope(shield=True):
                    await self._keep(request, caller, drafts)
                    await self._begin_rest(caller, crate.rest())
        if not crate.is_whole:
            raise Problem("malformed")
        return answer(request, {"kept": [ref.sha256 for ref in drafts], "wrong": [ref.sha256 for ref in wrong]})

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
            await one.end()

    async def _draft(self, ref: BlobRef, content: bytes, drafts: dict[BlobRef, Path], wrong: list[BlobRef]) -> None:
        if ref in drafts:
            return
        draft = await self._desk.stored(lambda: self._desk.crates.draft(content, ref.sha256))
        if draft is None:
            wrong.append(ref)
        else:
            drafts[ref] = draft

    async def _keep(self, request: Request, caller: Caller, drafts: dict[BlobRef, Path]) -> None:
        """Store what came whole when it is this office's turn: text goes before, and offices alternate."""
        if not drafts:
            return
        try:
            async with self._desk.lanes.pictures.turn(seen(request.scope).office):
                await self._desk.stored(lambda: self._desk.crates.place(drafts))
        except Problem:
            await self._desk.stored(lambda: drop(drafts.values()))
            raise
        await self._desk.commit(lambda c: self._desk.crates.note(c, caller.device, list(drafts)))

    async def _begin_rest(self, caller: Caller, rest: tuple[BlobRef, bytes] | None) -> None:
        """Let a document that a cut line brought in part become an upload, which goes on from there."""
        if rest is None:
            return
        (ref, content), crates = rest, self._desk.crates
        upload = await self._desk.commit(lambda c: crates.begin(c, caller.device, ref))
        await self._desk.stored(lambda: crates.append(upload, content))
