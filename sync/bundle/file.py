"""A bundle as a file: written member by member, and read so that nothing is handed on before it was proved."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from app.errors import Refused
from sync.bundle import manifest as manifests
from sync.bundle import tar
from sync.bundle.manifest import MAX_MANIFEST_BYTES, Manifest, Member
from sync.bundle.seal import seal, unseal
from sync.bundle.stick import put, stick
from sync.bundle.tar import NotATar, Unpacker
from sync.reading import NotProtocol

MAX_FILE_BYTES: Final = 2**32 - 1  # of FAT32
Content = Callable[[Member], Iterable[bytes]]


class Receiver(Protocol):
    """Who takes a bundle. What `take` raises ends the reading."""

    def accept(self, manifest: Manifest) -> None:
        """Look at who sent it, before anything else is read; Refused where that is not right."""

    def begin(self, member: Member) -> None:
        """Take note that a member begins."""

    def more(self, piece: bytes) -> None:
        """Take the next bytes of a member, which are not proved yet."""

    def end(self, member: Member) -> None:
        """Take a member: all its bytes came, and they are those that the sender signed."""


def write_bundle(path: Path, manifest: Manifest, content: Content, recipient: str) -> int:
    """Write a bundle, whole or not at all, and give its bytes; Unavailable stick.*, and what `content` raises.

    `content` gives the bytes of a member in pieces, exactly as many as the manifest says.
    """

    def write(file: BinaryIO) -> None:
        seal(_pieces(manifest, content), file, recipient)

    return put(path, write)


def read_bundle(path: Path, identity: str, receiver: Receiver) -> Manifest:
    """Read a bundle and hand its members to `receiver`; Refused bundle.*, Unavailable stick.*.

    Where it breaks off in the middle, the members before that were handed on: each is proved by itself.
    """
    reading = _Reading(receiver)
    unpacker = Unpacker(reading)
    try:
        with stick(), path.open("rb") as file:
            unseal(file, identity, unpacker.feed)
        unpacker.close()
    except (NotATar, NotProtocol) as error:
        raise Refused("bundle.damaged") from error
    return reading.finished()


def _pieces(manifest: Manifest, content: Content) -> Iterator[bytes]:
    said = manifest.to_json()
    if len(said) > MAX_MANIFEST_BYTES:
        raise ValueError("the plan puts too many members into one part")
    yield tar.header(manifests.NAME, len(said)) + said + tar.padding(len(said))
    for member in manifest.members:
        yield tar.header(member.name, member.size)
        yield from content(member)
        yield tar.padding(member.size)
    yield tar.END


class _Reading:
    """Compares what comes with what the manifest promises, byte by byte."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._said = bytearray()
        self._manifest: Manifest | None = None
        self._waiting: list[Member] = []
        self._digest = hashlib.sha256()

    def begin(self, name: str, size: int) -> None:
        self._digest = hashlib.sha256()
        if self._manifest is None:
            if name != manifests.NAME or not 0 < size <= MAX_MANIFEST_BYTES:
                raise NotATar("no manifest")
            return
        if not self._waiting or (self._waiting[-1].name, self._waiting[-1].size) != (name, size):
            raise NotATar("another member")
        self._receiver.begin(self._waiting[-1])

    def more(self, piece: bytes) -> None:
        if self._manifest is None:
            self._said += piece
            return
        self._digest.update(piece)
        self._receiver.more(piece)

    def end(self) -> None:
        if self._manifest is None:
            manifest = Manifest.read(bytes(self._said))
            self._said.clear()
            self._receiver.accept(manifest)
            self._manifest, self._waiting = manifest, list(reversed(manifest.members))
            return
        member = self._waiting.pop()
        if self._digest.hexdigest() != member.sha256:
            raise NotATar("digest")
        self._receiver.end(member)

    def finished(self) -> Manifest:
        """Give the manifest, once every member came."""
        if self._manifest is None or self._waiting:
            raise Refused("bundle.damaged")
        return self._manifest
