"""Calls that carry entries: push, pull, the device's own chain, relay, checkpoints."""

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.county import pull, relay
from sync.county.access import Caller
from sync.county.batch import read_batch
from sync.county.bodies import packed, read_body
from sync.county.desk import Desk, answer, read_object
from sync.county.problem import Problem
from sync.county.site import state
from sync.protocol import EPOCH_HEADER, HEAD_HEADER, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, NDJSON, PushAnswer
from sync.reading import NotProtocol

_LARGEST = 2**53 - 1


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
        body = await read_body(request, MAX_BATCH_BYTES)
        batch = await run_in_threadpool(read_batch, body, caller.device, caller.public_key)
        done = await self._desk.write(request, lambda c, now: self._desk.ledger.receive(c, now, batch))
        if isinstance(done, Problem):
            raise done
        return answer(request, _told(done))

    async def _pull(self, request: Request) -> Response:
        ask = _read_ask(request)

        def look(connection: Connection, caller: Caller) -> tuple[bytes, dict[str, str]]:
            if ask.scope is not None and ask.scope not in caller.readable:
                raise Problem("scope")
            county = state(connection)
            head = {HEAD_HEADER: str(pull.newest(connection, caller)), EPOCH_HEADER: county.epoch if county else ""}
            return pull.pull(connection, caller, ask), head

        lines, headers = await self._desk.read(request, look)
        return packed(request, Response(lines, 200, headers, media_type=NDJSON))

    async def _own(self, request: Request) -> Response:
        after, limit = _number(request, "after", 0), _limit(request)
        lines = await self._desk.read(request, lambda c, caller: pull.own(c, caller, after, limit))
        return packed(request, Response(lines, media_type=NDJSON))

    async def _relay(self, request: Request) -> Response:
        caller = await self._desk.caller(request)
        body = await read_body(request, MAX_BATCH_BYTES)
        offered = await run_in_threadpool(relay.read_relay, body, caller)
        site = self._desk.site
        return answer(request, await self._desk.write(request, lambda c, now: relay.keep(c, site, now, offered)))

    async def _checkpoint(self, request: Request) -> Response:
        await self._desk.caller(request)
        body = await read_object(request)
        done = await self._desk.write(request, lambda c, now: self._desk.checkpoints.countersign(c, now, body))
        if isinstance(done, Problem):
            raise done
        return answer(request, done)


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
