"""The county's stream of events, read: each new head, and a sign of life for all else."""

from collections.abc import Iterable, Iterator
from typing import Final

from sync.client.county import no_answer
from sync.reading import Members, NotProtocol, read_json

_LONGEST_BYTES: Final = 4_096  # of a line; ours have fifty


def heads(pieces: Iterable[bytes]) -> Iterator[int | None]:
    """Give each head as it is told, None after each piece as a sign of life; no answer for any other stream."""
    kept, fields = b"", dict[bytes, bytes]()
    for piece in pieces:
        *lines, kept = (kept + piece).split(b"\n")
        if max(map(len, (kept, *lines))) > _LONGEST_BYTES:
            raise no_answer()
        for line in (line.removesuffix(b"\r") for line in lines):
            name, _, value = line.partition(b":")
            fields[name] = value.removeprefix(b" ")
            if not line:
                if fields.get(b"event") == b"head":
                    yield _head(fields.get(b"data", b""))
                fields.clear()
        yield None


def _head(told: bytes) -> int:
    try:
        return Members(read_json(told)).integer("head")
    except NotProtocol as error:
        raise no_answer() from error
