"""Trained dictionaries: what journals are packed with where both sides have it."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.county.desk import Desk
from sync.county.problem import Problem
from sync.packing import dictionaries

_FOR_EVER = "private, max-age=31536000, immutable"  # an id never means anything else


class DictionaryRoutes:
    """The dictionaries that this server speaks, by the id that frames carry."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [Route("/v1/dictionaries/{id}", self._read, methods=["GET"])]

    async def _read(self, request: Request) -> Response:
        await self._desk.caller(request)
        content = dictionaries().get(request.path_params["id"])
        if content is None:
            raise Problem("not_found")
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "Cache-Control": _FOR_EVER}
        return Response(content, 200, headers, media_type="application/octet-stream")
