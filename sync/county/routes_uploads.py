"""Calls that send documents: tus 1.0.0 with creation, checksum, termination and expiration."""

from collections.abc import AsyncIterator, Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any, Final, TypeVar

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.county.desk import Desk
from sync.county.problem import Problem
from sync.county.seen import seen
from sync.county.turns import Turns
from sync.county.uploads import ALGORITHMS, Checksum, Come, Upload, http_date, read_checksum, read_number, read_wish
from sync.protocol import MAX_BLOB_BYTES, OFFSET_TYPE, TUS_VERSION

EXTENSIONS: Final = "creation,checksum,termination,expiration"
_FLUSH_BYTES: Final = 2**20
_KEPT_BYTES: Final = 2**18  # of a piece that is still on its way; what is more waits on the disk
T = TypeVar("T")
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
        name = request.path_params["name"]
        async with self._turns.take((caller.device, name)) as turn:
            upload, come = await self._at_disk(request, self._desk.uploads.stand, caller.device, name)
            # One that had come whole when the county died is finished before anything else.
            await self._settle(upload, come)
            return await act(request, turn, upload, come.offset)

    async def _create(self, request: Request) -> Response:
        caller = await self._desk.caller(request)
        _check_version(request)
        uploads, wish = self._desk.uploads, read_wish(request.headers)
        upload = await self._desk.commit(lambda c: uploads.create(c, caller.device, wish))
        if not wish.length:
            await self._settle(upload, await run_in_threadpool(uploads.append, upload, b""))
        headers = {"Location": f"/v1/uploads/{upload.id}", "Upload-Expires": http_date(upload.expires)}
        return Response(status_code=201, headers=_VERSION | headers)

    async def _head(self, _request: Request, _turn: Turns.Turn, upload: Upload, offset: int) -> Response:
        return _come(upload, offset, 200, {"Upload-Length": str(upload.length)})

    async def _delete(self, _request: Request, _turn: Turns.Turn, upload: Upload, _offset: int) -> Response:
        await self._desk.commit(lambda c: self._desk.uploads.discard(c, upload))
        return Response(status_code=204, headers=_VERSION)

    async def _patch(self, request: Request, turn: Turns.Turn, upload: Upload, offset: int) -> Response:
        if request.headers.get("content-type", "") != OFFSET_TYPE or "content-encoding" in request.headers:
            raise Problem("encoding")
        asked = read_number(request.headers.get("upload-offset"))
        checksum = read_checksum(request.headers.get("upload-checksum"))
        if asked != offset:
            raise Problem("offset", headers={"Upload-Offset": str(offset)}, offset=offset)
        most = upload.length - offset
        if int(request.headers.get("content-length") or 0) > most:
            raise Problem("too_large")
        if not most:
            return _come(upload, offset)
        take = self._stream(request, upload, most) if checksum is None else self._piece(request, upload, most, checksum)
        with turn.giving_way() as way:
            come = await take
        if way.cancelled_caught:
            raise Problem("offset")
        await self._settle(upload, come)
        return _come(upload, come.offset)

    async def _stream(self, request: Request, upload: Upload, most: int) -> Come:
        """Append what comes; a cut keeps all that came before it."""
        uploads, waiting = self._desk.uploads, bytearray()
        try:
            async for part in _parts(request, most):
                waiting += part
                if len(waiting) >= _FLUSH_BYTES:
                    full, waiting = bytes(waiting), bytearray()
                    await self._at_disk(request, uploads.append, upload, full)
        finally:
            with anyio.CancelScope(shield=True):
                come = await run_in_threadpool(uploads.append, upload, bytes(waiting))
        return come

    async def _piece(self, request: Request, upload: Upload, most: int, checksum: Checksum) -> Come:
        """Append a piece whose checksum fits, or nothing."""
        uploads, folder = self._desk.uploads, str(self._desk.blobs.unfinished)
        with SpooledTemporaryFile(max_size=_KEPT_BYTES, dir=folder) as piece:
            async for part in _parts(request, most):
                piece.write(part)
            if not checksum.fits(piece):
                raise Problem("digest")
            return await self._at_disk(request, lambda: uploads.append(upload, _whole(piece)))

    async def _at_disk(self, request: Request, work: Callable[..., T], *words: Any) -> T:
        """Run what waits for the disk when it is this office's turn: text goes before, and offices alternate."""
        async with self._desk.lanes.pictures.turn(seen(request.scope).office):
            return await run_in_threadpool(work, *words)

    async def _settle(self, upload: Upload, come: Come) -> None:
        """Note what became of an upload that has come whole; Problem `digest` when it is not what was announced."""
        uploads = self._desk.uploads
        if come.is_right:
            await self._desk.stored(lambda: uploads.place(upload))
            await self._desk.commit(lambda c: uploads.finish(c, upload))
            uploads.drop(upload)
        elif come.is_right is False:
            await self._desk.commit(lambda c: uploads.discard(c, upload))
            raise Problem("digest")


async def _parts(request: Request, most: int) -> AsyncIterator[bytes]:
    """Give the parts of a body as they come; Problem `too_large` once they are more than the upload has room for."""
    come = 0
    async for part in request.stream():
        come += len(part)
        if come > most:
            raise Problem("too_large")
        yield part


def _whole(piece: "SpooledTemporaryFile[bytes]") -> bytes:
    piece.seek(0)
    return piece.read()


def _speaking(act: _Act) -> _Act:
    """Let every answer say that it speaks tus, refusals too: a client believes a 404 only from such a server."""

    async def answer(request: Request) -> Response:
        try:
            return await act(request)
        except Problem as problem:
            problem.headers = _VERSION | problem.headers
            raise

    return answer


def _come(upload: Upload, offset: int, status: int = 204, more: dict[str, str] | None = None) -> Response:
    headers = {"Upload-Offset": str(offset), "Upload-Expires": http_date(upload.expires)}
    return Response(status_code=status, headers=_VERSION | headers | (more or {}))


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
