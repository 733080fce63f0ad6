"""Resumable uploads by tus 1.0.0, against our county or any other server that speaks it."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sync.client.channel import good
from sync.client.county import Problem, no_answer
from sync.client.http import Answer
from sync.protocol import OFFSET_TYPE, PROBLEM_JSON, TUS_VERSION, write_metadata

_CREATED: Final = 201
_NO_CONTENT: Final = 204
_OK: Final = 200
_REFUSALS: Final = {403: "not_found", 404: "not_found", 409: "offset", 410: "not_found", 460: "digest"}
_SPEAKS: Final = {"Tus-Resumable": TUS_VERSION}


@dataclass(frozen=True, slots=True)
class Tus:
    """Uploads that are made at `home`; `raw` sends a request (method, path, headers, content) and gives any answer."""

    raw: Callable[..., Answer]
    home: str = "/v1/uploads"

    def create(self, sha256: str, size: int, media_type: str) -> str:
        """Begin an upload and give its place: a path on the same server."""
        headers = {**_SPEAKS, "Upload-Length": str(size), "Upload-Metadata": write_metadata(sha256, media_type)}
        answer = self.raw("POST", self.home, headers)
        place = urlsplit(answer.headers.get("location", "")).path
        if good(answer).status != _CREATED or not place.startswith("/"):
            raise no_answer()
        return place

    def offset(self, place: str) -> int | None:
        """Give how many bytes have arrived, or None when the upload is gone."""
        try:
            answer = self._tus("HEAD", place, _SPEAKS)
        except Problem as problem:
            if problem.code == "not_found":
                return None
            raise
        return _offset(answer, _OK)

    def send(self, place: str, offset: int, piece: bytes) -> int:
        """Send the piece that begins at `offset` and give the offset behind it; Problem digest, offset, not_found."""
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode("ascii")
        headers = {
            **_SPEAKS,
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {checksum}",
            "Content-Type": OFFSET_TYPE,
        }
        return _offset(self._tus("PATCH", place, headers, piece), _NO_CONTENT)

    def _tus(self, method: str, place: str, headers: dict[str, str], content: bytes | None = None) -> Answer:
        """Send; a refusal counts only from a server that speaks tus, since it makes us forget what was sent."""
        answer = self.raw(method, place, headers, content)
        if answer.status in _REFUSALS and _is_at_home(answer):
            raise Problem(answer.status, _REFUSALS[answer.status], {})
        return good(answer)


def _is_at_home(answer: Answer) -> bool:
    """Tell whether a refusal comes from an upload server; one of HEAD has no body that could prove it."""
    return "tus-resumable" in answer.headers or answer.headers.get("content-type", "") == PROBLEM_JSON


def _offset(answer: Answer, status: int) -> int:
    offset = answer.number("upload-offset")
    if answer.status != status or offset is None:
        raise no_answer()
    return offset
