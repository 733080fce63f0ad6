"""Calls that carry entries: push, pull, the device's own chain, relay, checkpoints."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from typing import Final

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.errors import Unavailable
from sync.county import pull, relay
from sync.county.access import Caller
from sync.county.batch import read_batch
from sync.county.bodies import Packer, packed, received
from sync.county.desk import Desk, answer, read_object
from sync.county.problem import Problem
from sync.county.site import state
from sync.protocol import EPOCH_HEADER, HEAD_HEADER, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, NDJSON, PushAnswer
from sync.reading import NotProtocol

_LARGEST: Final = 2**53 - 1
_Read = Callable[[Connection, Caller, pull.Ask, int], pull.Page]


class JournalRoutes:
    """The journal over HTTP."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            Route("/v1/journal", self._journal, methods=["GET", "POST"]),
            Route("/v1/devices/me/journal", self._own, methods=["GET"]),
            Route("/v1/journal/relay", self._relay, methods=["POST"]),
            Route("/v1/checkpoints", self._checkpoint, methods=["POST"]),
        ]

    async def _journal(self, request: Request) -> Response:
        return await (self._push(request) if request.method == "POST" else self._pull(request))

    async def _push(self, request: Request) -> Response:
        caller = await self._desk.caller(request)
        # A slow line holds up nobody: a turn begins when the body has come.
        async with received(request, MAX_BATCH_BYTES) as parcel, self._desk.lanes.text.turn(caller.office):
            batch = await run_in_threadpool(lambda: read_batch(parcel.unpacked(), caller.device, caller.public_key))
            done = await self._desk.write(request, lambda c, now: self._desk.ledger.receive(c, now, batch))
        if isinstance(done, Problem):
            raise done
        return answer(request, _told(done))

    async def _pull(self, request: Request) -> Response:
        ask = _read_ask(request)

        def look(connection: Connection, caller: Caller) -> tuple[pull.Page, dict[str, str]]:
            if ask.scope is not None and ask.scope not in caller.readable:
                raise Problem("scope")
            county, newest = state(connection), pull.newest(connection, caller)
            page = pull.pull(connection, caller, ask) if ask.after < newest else pull.NOTHING
            return page, {HEAD_HEADER: str(newest), EPOCH_HEADER: county.epoch if county else ""}

        first, headers = await self._desk.read(request, look)
        return self._lines(request, first, ask, pull.pull, headers)

    async def _own(self, request: Request) -> Response:
        ask = pull.Ask(_number(request, "after", 0), _limit(request))
        first = await self._desk.read(request, lambda c, caller: pull.own(c, caller, ask))
        return self._lines(request, first, ask, pull.own, {})

    def _lines(
        self, request: Request, first: pull.Page, ask: pull.Ask, read: _Read, headers: dict[str, str]
    ) -> Response:
        """Give an answer in lines: at once where its first page is all of it, else page after page."""
        if first.is_end:
            return packed(request, Response(first.lines, 200, headers, media_type=NDJSON))
        packer = Packer(request)
        pages = self._pages(request, first, ask, read, packer)
        return StreamingResponse(pages, 200, headers | packer.headers, media_type=NDJSON)

    async def _pages(
        self, request: Request, page: pull.Page, ask: pull.Ask, read: _Read, packer: Packer
    ) -> AsyncIterator[bytes]:
        """Give page after page, each read for itself: nothing is held open while a slow line takes it."""
        room = MAX_BATCH_BYTES
        yield packer.add(page.lines)
        while not page.is_end:
            room -= len(page.lines)
            ask = replace(ask, after=page.last, limit=ask.limit - page.count)
            try:
                page = await self._desk.read(request, partial(_next, read, ask, room))
            except (Problem, Unavailable):
                break  # whole lines went out: the client goes on behind them with its next call
            yield packer.add(page.lines)
        yield packer.end()

    async def _relay(self, request: Request) -> Response:
        caller = await self._desk.caller(request)
        site = self._desk.site
        async with received(request, MAX_BATCH_BYTES) as parcel, self._desk.lanes.text.turn(caller.office):
            offered = await run_in_threadpool(lambda: relay.read_relay(parcel.unpacked(), caller))
            kept = await self._desk.write(request, lambda c, now: relay.keep(c, site, now, offered))
        return answer(request, kept)

    async def _checkpoint(self, request: Request) -> Response:
        await self._desk.caller(request)
        body = await read_object(request)
        done = await self._desk.write(request, lambda c, now: self._desk.checkpoints.countersign(c, now, body))
        if isinstance(done, Problem):
            raise done
        return answer(request, done)


def _next(read: _Read, ask: pull.Ask, room: int, connection: Connection, caller: Caller) -> pull.Page:
    return read(connection, caller, ask, room)


def _told(done: PushAnswer) -> dict[str, object]:
    return {
        "server_epoch": done.server_epoch,
        "acked_seq": done.acked_seq,
        "orders": done.orders,
        "withheld": done.withheld,
    }


def _read_ask(request: Request) -> pull.Ask:
    until = _number(request, "until", _LARGEST) if "until" in request.query_params else None
    return pull.Ask(
        after=_number(request, "after", 0),
        limit=_limit(request),
        have_seq=_number(request, "have_seq", 0),
        scope=request.query_params.get("scope"),
        until=until,
    )


def _limit(request: Request) -> int:
    limit = _number(request, "limit", MAX_BATCH_ENTRIES)
    if not 1 <= limit <= MAX_BATCH_ENTRIES:
        raise NotProtocol("limit")
    return limit


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_LARGEST)) or int(text) > _LARGEST:
        raise NotProtocol(name)
    return int(text)
