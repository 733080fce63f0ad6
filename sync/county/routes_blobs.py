"""Calls that read documents."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.county.blobs import read_range
from sync.county.desk import Desk
from sync.county.problem import Problem
from sync.reading import is_digest


class BlobRoutes:
    """Documents over HTTP; HEAD tells what the county has, GET gives it, whole or one range."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [Route("/v1/blobs/{sha256}", self._blob, methods=["GET", "HEAD"])]

    async def _blob(self, request: Request) -> Response:
        sha256 = request.path_params["sha256"]
        caller = await self._desk.caller(request)
        if not is_digest(sha256):
            raise Problem("not_found")
        row = await self._desk.read(request, lambda c, _: self._desk.blobs.readable(c, caller, sha256))
        if not await self._desk.stored(lambda: self._desk.blobs.is_there(row)):
            raise Problem("not_found")
        tag = f'"{sha256}"'
        headers = {
            "ETag": tag,
            "Accept-Ranges": "bytes",
            "Cache-Control": "private, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        asked = request.headers.get("range") if request.headers.get("if-range", tag) == tag else None
        span = read_range(asked if request.method == "GET" else None, row.size)
        headers["Content-Length"] = str(span.length)
        if not span.whole:
            headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{row.size}"
        status = 200 if span.whole else 206
        if request.method == "HEAD":
            return Response(status_code=status, headers=headers, media_type=row.media_type)
        parts = self._desk.streamed(self._desk.blobs.parts(sha256, span))
        return StreamingResponse(parts, status, headers, media_type=row.media_type)
