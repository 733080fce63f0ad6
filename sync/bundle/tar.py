"""The tar inside a bundle: plain ustar, regular files only, written and read as a stream.

`tarfile` makes and reads the headers. Its own reading of a stream is not used: it would follow links and long
names, and hold in memory what a header promises.
"""

import tarfile
from typing import Final, Protocol

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)


class NotATar(ValueError):
    """What came is no tar as bundles have it; the text says what is wrong, without its content."""


class Sink(Protocol):
    """Who takes the members, one after the other."""

    def begin(self, name: str, size: int) -> None:
        """Take note that a member of so many bytes begins."""

    def more(self, piece: bytes) -> None:
        """Take the next bytes of the member."""

    def end(self) -> None:
        """Take note that the member is whole."""


def header(name: str, size: int) -> bytes:
    """Give the block that stands before a member."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def padding(size: int) -> bytes:
    """Give what fills a member up to whole blocks."""
    return bytes(-size % BLOCK)


def length(size: int) -> int:
    """Give how many bytes a member takes in the tar."""
    return BLOCK + size + -size % BLOCK


class Unpacker:
    """Takes a tar in pieces of any size and hands its members on; NotATar as soon as something is wrong."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._block = bytearray()
        self._left = self._padding = 0
        self._zeros = 0

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        rest = memoryview(piece)
        while rest:
            rest = self._take(rest)

    def close(self) -> None:
        """Say that this was all; NotATar where something lacks."""
        if self._left or self._padding or self._block or self._zeros < len(END) // BLOCK:
            raise NotATar("cut")

    def _take(self, rest: memoryview) -> memoryview:
        if self._left:
            return self._content(rest)
        if self._padding:
            count = min(self._padding, len(rest))
            self._padding -= count
            return rest[count:]
        count = BLOCK - len(self._block)
        self._block += rest[:count]
        if len(self._block) == BLOCK:
            block = bytes(self._block)
            self._block.clear()
            self._header(block)
        return rest[count:]

    def _content(self, rest: memoryview) -> memoryview:
        count = min(self._left, len(rest))
        self._sink.more(bytes(rest[:count]))
        self._left -= count
        if not self._left:
            self._sink.end()
        return rest[count:]

    def _header(self, block: bytes) -> None:
        if not any(block):
            self._zeros += 1
            return
        if self._zeros:
            raise NotATar("something behind the end")
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, ValueError) as error:
            raise NotATar("header") from error
        if info.type != tarfile.REGTYPE or info.size < 0:
            raise NotATar("no regular file")
        self._sink.begin(info.name, info.size)
        self._left, self._padding = info.size, -info.size % BLOCK
        if not info.size:
            self._sink.end()
