"""Calls that send documents: tus 1.0.0 with creation, checksum, termination and expiration."""

from collections.abc import AsyncIterator, Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any, Final

import anyio
from sqlalchemy import Row
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.county.desk import Desk
from sync.county.problem import Problem
from sync.county.turns import Turns
from sync.county.uploads import ALGORITHMS, Checksum, http_date, read_checksum, read_number, read_wish
from sync.protocol import MAX_BLOB_BYTES, MAX_PIECE_BYTES, OFFSET_TYPE, TUS_VERSION

EXTENSIONS: Final = "creation,checksum,termination,expiration"
_FLUSH_BYTES: Final = 2**20
_Act = Callable[[Request], Awaitable[Response]]
_VERSION: Final = {"Tus-Resumable": TUS_VERSION, "Cache-Control": "no-store"}


class UploadRoutes:
    """Uploads over HTTP. Two requests for one upload take turns, and the newer ends the older."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turns = Turns()

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        methods = ["POST", "HEAD", "PATCH", "DELETE", "OPTIONS"]
        return [
            Route("/v1/uploads", _speaking(self._all), methods=["POST", "OPTIONS"]),
            Route("/v1/uploads/{name}", _speaking(self._one), methods=methods),
        ]

    async def _all(self, request: Request) -> Response:
        if _method(request) == "OPTIONS":
            return _options()
        if _method(request) != "POST":
            raise Problem("method")
        return await self._create(request)

    async def _one(self, request: Request) -> Response:
        if _method(request) == "OPTIONS":
            return _options()
        acts = {"HEAD": self._head, "PATCH": self._patch, "DELETE": self._delete}
        act = acts.get(_method(request))
        if act is None:
            raise Problem("method")
        caller = await self._desk.caller(request)
        _check_version(request)
        async with self._turns.take((caller.device, request.path_params["name"])) as turn:
            return await act(request, turn)

    async def _create(self, request: Request) -> Response:
        await self._desk.caller(request)
        _check_version(request)
        wish = read_wish(request.headers)
        uploads = self._desk.uploads
        row = await self._desk.write(request, lambda c, caller: uploads.create(c, caller.device, wish))
        if wish.length == 0:
            await self._finish(request, row)
        headers = {"Location": f"/v1/uploads/{row.id}", "Upload-Expires": http_date(row.expires)}
        return Response(status_code=201, headers=_VERSION | headers)

    async def _head(self, request: Request, _turn: object) -> Response:
        row, offset = await self._found(request)
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(row.length),
            "Upload-Expires": http_date(row.expires),
        }
        return Response(status_code=200, headers=_VERSION | headers)

    async def _delete(self, request: Request, _turn: object) -> Response:
        row = await self._row(request)
        await self._desk.write(request, lambda c, _: self._desk.uploads.discard(c, row))
        return Response(status_code=204, headers=_VERSION)

    async def _patch(self, request: Request, turn: Turns.Turn) -> Response:
        if request.headers.get("content-type", "") != OFFSET_TYPE or "content-encoding" in request.headers:
            raise Problem("encoding")
        asked = read_number(request.headers.get("upload-offset"))
        checksum = read_checksum(request.headers.get("upload-checksum"))
        row, offset = await self._found(request)
        if asked != offset:
            raise Problem("offset", headers={"Upload-Offset": str(offset)}, offset=offset)
        most = row.length - offset
        if int(request.headers.get("content-length") or 0) > most:
            raise Problem("too_large")
        if not most:
            return _come(row, offset)
        with turn.giving_way() as way:
            offset = await (self._piece(request, row, most, checksum) if checksum else self._stream(request, row, most))
        if way.cancelled_caught:
            raise Problem("offset")
        if offset == row.length:
            await self._finish(request, row)
        return _come(row, offset)

    async def _stream(self, request: Request, row: Row[Any], most: int) -> int:
        """Append what comes; a cut keeps all that came before it. Gives the new offset."""
        uploads, waiting = self._desk.uploads, bytearray()
        try:
            async for part in _parts(request, most):
                waiting += part
                if len(waiting) >= _FLUSH_BYTES:
                    full, waiting = bytes(waiting), bytearray()
                    await run_in_threadpool(uploads.append, row, full)
        finally:
            with anyio.CancelScope(shield=True):
                offset = await run_in_threadpool(uploads.append, row, bytes(waiting))
        return offset

    async def _piece(self, request: Request, row: Row[Any], most: int, checksum: Checksum) -> int:
        """Append a piece whose checksum fits, or nothing. Gives the new offset."""
        uploads, folder = self._desk.uploads, str(self._desk.blobs.unfinished)
        with SpooledTemporaryFile(max_size=MAX_PIECE_BYTES, dir=folder) as piece:
            async for part in _parts(request, most):
                piece.write(part)
            if not await run_in_threadpool(checksum.fits, piece):
                raise Problem("digest")
            piece.seek(0)
            return await run_in_threadpool(uploads.append, row, piece.read())

    async def _found(self, request: Request) -> tuple[Row[Any], int]:
        """Give an upload and its offset; one that had come whole when the county died is finished first."""
        row = await self._row(request)
        offset = await run_in_threadpool(self._desk.uploads.offset, row)
        if offset == row.length and not row.done:
            await self._finish(request, row)
        return row, offset

    async def _row(self, request: Request) -> Row[Any]:
        name = request.path_params["name"]
        return await self._desk.read(request, lambda c, caller: self._desk.uploads.find(c, caller.device, name))

    async def _finish(self, request: Request, row: Row[Any]) -> None:
        uploads = self._desk.uploads
        if await run_in_threadpool(uploads.place, row):
            await self._desk.write(request, lambda c, _: uploads.finish(c, row))
            await run_in_threadpool(uploads.drop, row)
            return
        await self._desk.write(request, lambda c, _: uploads.discard(c, row))
        raise Problem("digest")


async def _parts(request: Request, most: int) -> AsyncIterator[bytes]:
    """Give the parts of a body as they come; Problem `too_large` once they are more than the upload has room for."""
    come = 0
    async for part in request.stream():
        come += len(part)
        if come > most:
            raise Problem("too_large")
        yield part


def _speaking(act: _Act) -> _Act:
    """Let every answer say that it speaks tus, refusals too: a client believes a 404 only from such a server."""

    async def answer(request: Request) -> Response:
        try:
            return await act(request)
        except Problem as problem:
            problem.headers = _VERSION | problem.headers
            raise

    return answer


def _come(row: Row[Any], offset: int) -> Response:
    headers = {"Upload-Offset": str(offset), "Upload-Expires": http_date(row.expires)}
    return Response(status_code=204, headers=_VERSION | headers)


def _options() -> Response:
    headers = {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(MAX_BLOB_BYTES),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return Response(status_code=204, headers=_VERSION | headers)


def _method(request: Request) -> str:
    """Give the method that is meant: tus lets old clients name it in a header."""
    return request.headers.get("x-http-method-override", request.method).upper()


def _check_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        raise Problem("version", headers={"Tus-Version": TUS_VERSION})
