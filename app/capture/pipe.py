"""Messages between the program and its reading process: a JSON head, then bytes, each with its length before it."""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")
_MOST = 64 * 1024 * 1024


class Broken(Exception):
    """The other side ended, or sent something that is no message."""


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message; Broken when nobody reads any more."""
    written = json.dumps(head, ensure_ascii=False).encode()
    try:
        stream.write(_LENGTHS.pack(len(written), len(body)))
        stream.write(written)
        stream.write(body)
        stream.flush()
    except (OSError, ValueError) as error:
        raise Broken(str(error)) from error


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message; Broken at the end of the stream or when it is no message."""
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_length > _MOST or body_length > _MOST:
        raise Broken("too long")
    try:
        head = json.loads(_exactly(stream, head_length))
    except ValueError as error:
        raise Broken("no JSON") from error
    if not isinstance(head, dict):
        raise Broken("no object")
    return head, _exactly(stream, body_length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    parts = []
    while length:
        try:
            part = stream.read(length)
        except (OSError, ValueError) as error:
            raise Broken(str(error)) from error
        if not part:
            raise Broken("ended")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
