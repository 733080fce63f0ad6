"""Bodies on the wire: unpacked up to their limit on the way in, packed on the way out where that is asked for."""

import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from zstandard import ZstdCompressor

from sync.county.problem import Problem
from sync.packing import DICTIONARY_HEADER, NotPacked, UnknownDictionary, Unpacker, pack, sips, unpacker

_WORTH_PACKING: Final = 300  # bytes; below, a packed answer is not smaller by enough to matter
_LEVEL: Final = 3
_GZIP: Final = 16 + zlib.MAX_WBITS
_KEPT_BYTES: Final = 2**16  # of a body that is still on its way; what is more waits on the disk
_VARY: Final = f"Accept-Encoding, {DICTIONARY_HEADER}"


class Parcel:
    """A body that has come whole, still packed, and not in memory where it is large."""

    def __init__(self, unpacks: Unpacker | None, file: IO[bytes], most: int) -> None:
        self._unpacks, self._file, self._most = unpacks, file, most

    def unpacked(self) -> bytes:
        """Give what was sent; Problem `too_large`, `encoding` or `malformed`. Unpacking stops at the limit."""
        self._file.seek(0)
        body = self._file.read()
        return body if self._unpacks is None else _unpacked(self._unpacks, body, self._most)


@asynccontextmanager
async def received(request: Request, most: int) -> AsyncIterator[Parcel]:
    """Wait until a body has come and give it; Problem `too_large`, `encoding` or `malformed`."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    unpacks = unpacker(encoding)
    if unpacks is None and encoding != "identity":
        raise _not_spoken()
    with SpooledTemporaryFile(_KEPT_BYTES) as file:
        await _receive(request, most, file)
        yield Parcel(unpacks, file, most)


async def read_body(request: Request, most: int) -> bytes:
    """Give the unpacked body of a small request; Problem `too_large`, `encoding` or `malformed`."""
    async with received(request, most) as parcel:
        return parcel.unpacked()


def packed(request: Request, response: Response) -> Response:
    """Pack an answer in place, where the client asked for it and it is large enough to gain."""
    body = bytes(response.body)
    if len(body) < _WORTH_PACKING:
        return response
    response.headers["Vary"] = _VARY
    encoding = _wanted(request)
    if encoding is None:
        return response
    body = pack(body, request.headers.get(DICTIONARY_HEADER, "")) if encoding == "zstd" else _gzip(body)
    response.body = body
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response


class Packer:
    """Packs an answer that goes out piece by piece, where the client asked for that; `headers` say so.

    It is long: a dictionary would gain nothing.
    """

    def __init__(self, request: Request) -> None:
        encoding = _wanted(request)
        self.headers = {"Vary": _VARY} | ({"Content-Encoding": encoding} if encoding else {})
        self._zstd = ZstdCompressor(level=_LEVEL).compressobj() if encoding == "zstd" else None
        self._gzip = zlib.compressobj(6, zlib.DEFLATED, _GZIP) if encoding == "gzip" else None

    def add(self, part: bytes) -> bytes:
        """Give what of the packed answer can go out now."""
        packer = self._zstd or self._gzip
        return packer.compress(part) if packer else part

    def end(self) -> bytes:
        """Give the rest."""
        packer = self._zstd or self._gzip
        return packer.flush() if packer else b""


async def _receive(request: Request, most: int, file: IO[bytes]) -> None:
    if int(request.headers.get("content-length") or 0) > most:
        raise Problem("too_large")
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise Problem("too_large")
            file.write(part)
    except ClientDisconnect as error:
        raise Problem("malformed") from error


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


def _wanted(request: Request) -> str | None:
    accepted = _accepted(request.headers.get("accept-encoding", ""))
    return next((name for name in ("zstd", "gzip") if name in accepted), None)


def _accepted(header: str) -> set[str]:
    """Give the encodings of an Accept-Encoding that are not weighted to zero."""
    names = set()
    for item in header.lower().split(","):
        name, _, weight = item.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            names.add(name.strip())
    return names
