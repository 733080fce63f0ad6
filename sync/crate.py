"""A crate: several documents in one body, a line that lists them and then their bytes. Read in pieces of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from app.domain.fact import BlobRef
from sync.protocol import is_media_type
from sync.reading import MAX_JSON_BYTES, Members, NotProtocol, is_digest, read_json, write_json

CRATE_TYPE: Final = "application/vnd.yimen.crate"
MAX_CRATE_BLOBS: Final = 64
MAX_CRATE_BYTES: Final = 8 * 2**20  # of its documents together
MAX_CRATED_BYTES: Final = 2**20  # of one of them; what is larger is uploaded piece by piece


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload that has not come whole: its document, its place at the county, and how much is there."""

    sha256: str
    place: str
    offset: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the county has of the documents that it was asked for: those that are whole, and those that were begun."""

    whole: frozenset[str]
    begun: tuple[Begun, ...] = ()

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the answer; NotProtocol when it is none."""
        it = Members(value)
        members = [Members(one) for one in it.items("begun")]
        begun = (Begun(one.digest("sha256"), one.text("upload"), one.integer("offset")) for one in members)
        return cls(frozenset(map(str, it.items("whole"))), tuple(begun))

    def to_dict(self) -> dict[str, object]:
        """Give it as JSON values."""
        begun = [{"sha256": one.sha256, "upload": one.place, "offset": one.offset} for one in self.begun]
        return {"whole": sorted(self.whole), "begun": begun}


def pack(blobs: Sequence[tuple[BlobRef, bytes]]) -> bytes:
    """Give the body of a crate."""
    listed = [[one.sha256, one.size, one.media_type] for one, _ in blobs]
    return b"".join((write_json(listed), b"\n", *(content for _, content in blobs)))


class Unpacking:
    """Takes a crate as it comes. NotProtocol for what is none; what was handed out before that stays good."""

    def __init__(self) -> None:
        self._line: bytearray | None = bytearray()
        self._list: list[BlobRef] = []
        self._at = 0
        self._part = bytearray()

    @property
    def is_whole(self) -> bool:
        """Tell whether all that was listed has come."""
        return self._line is None and self._at == len(self._list)

    def rest(self) -> tuple[BlobRef, bytes] | None:
        """Give the document that has come in part, and what came of it; None where there is none."""
        return (self._list[self._at], bytes(self._part)) if self._part else None

    def feed(self, piece: bytes) -> Iterator[tuple[BlobRef, bytes]]:
        """Take the next bytes and give the documents that have become whole; their digests are not looked at."""
        if self._line is not None:
            self._line += piece
            line, end, rest = bytes(self._line).partition(b"\n")
            if len(line) > MAX_JSON_BYTES:
                raise NotProtocol("crate")
            if not end:
                return
            self._line, self._list, piece = None, _listed(line), rest
        yield from self._filled(memoryview(piece))

    def _filled(self, piece: memoryview) -> Iterator[tuple[BlobRef, bytes]]:
        while self._at < len(self._list):
            wanted = self._list[self._at]
            lacks = wanted.size - len(self._part)
            self._part += piece[:lacks]
            piece = piece[lacks:]
            if len(self._part) < wanted.size:
                return
            content, self._part = bytes(self._part), bytearray()
            self._at += 1
            yield wanted, content
        if piece:
            raise NotProtocol("crate")


def _listed(line: bytes) -> list[BlobRef]:
    value = read_json(line)
    if not isinstance(value, list) or not 0 < len(value) <= MAX_CRATE_BLOBS:
        raise NotProtocol("crate")
    found = [_ref(one) for one in value]
    if sum(one.size for one in found) > MAX_CRATE_BYTES or any(one.size > MAX_CRATED_BYTES for one in found):
        raise NotProtocol("crate")
    return found


def _ref(value: object) -> BlobRef:
    if not isinstance(value, list) or len(value) != 3:  # noqa: PLR2004 - digest, size, media type
        raise NotProtocol("crate")
    sha256, size, media_type = value
    if not (is_digest(sha256) and type(size) is int and size > 0 and is_media_type(media_type)):
        raise NotProtocol("crate")
    return BlobRef(sha256, size, media_type)
