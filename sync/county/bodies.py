"""Bodies on the wire: unpacked up to their limit on the way in, packed on the way out where that is asked for."""

import zlib
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sync.county.problem import Problem
from sync.packing import DICTIONARY_HEADER, NotPacked, UnknownDictionary, Unpacker, pack, sips, unpacker

_WORTH_PACKING: Final = 300  # bytes; below, a packed answer is not smaller by enough to matter
_GZIP: Final = 16 + zlib.MAX_WBITS


async def read_body(request: Request, most: int) -> bytes:
    """Give the unpacked body; Problem `too_large`, `encoding` or `malformed`. Unpacking stops at the limit."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    unpacks = unpacker(encoding)
    if unpacks is None and encoding != "identity":
        raise _not_spoken()
    body = await _received(request, most)
    return body if unpacks is None else _unpacked(unpacks, body, most)


def packed(request: Request, response: Response) -> Response:
    """Pack an answer in place, where the client asked for it and it is large enough to gain."""
    body = bytes(response.body)
    if len(body) < _WORTH_PACKING:
        return response
    response.headers["Vary"] = f"Accept-Encoding, {DICTIONARY_HEADER}"
    accepted = _accepted(request.headers.get("accept-encoding", ""))
    encoding = next((name for name in ("zstd", "gzip") if name in accepted), None)
    if encoding is None:
        return response
    body = pack(body, request.headers.get(DICTIONARY_HEADER, "")) if encoding == "zstd" else _gzip(body)
    response.body = body
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response


async def _received(request: Request, most: int) -> bytes:
    if int(request.headers.get("content-length") or 0) > most:
        raise Problem("too_large")
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise Problem("too_large")
            parts.append(part)
    except ClientDisconnect as error:
        raise Problem("malformed") from error
    return b"".join(parts)


def _unpacked(unpacks: Unpacker, packed: bytes, most: int) -> bytes:
    parts, size = list[bytes](), 0
    try:
        for sip in sips(packed):
            parts.append(unpacks.feed(sip))
            size += len(parts[-1])
            if size > most:
                raise Problem("too_large")
        parts.append(unpacks.end())
    except UnknownDictionary as error:
        raise _not_spoken() from error
    except NotPacked as error:
        raise Problem("malformed") from error
    if size + len(parts[-1]) > most:
        raise Problem("too_large")
    return b"".join(parts)


def _not_spoken() -> Problem:
    return Problem("encoding", headers={"Accept-Encoding": "zstd, gzip"})


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return packer.compress(body) + packer.flush()


def _accepted(header: str) -> set[str]:
    """Give the encodings of an Accept-Encoding that are not weighted to zero."""
    names = set()
    for item in header.lower().split(","):
        name, _, weight = item.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            names.add(name.strip())
    return names
