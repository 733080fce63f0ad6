"""How what waits is spread over files: text whole in the first, documents in turn, none larger than it may be. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from app.errors import Refused
from app.store.values import BlobTask
from sync.bundle import tar
from sync.bundle.manifest import MAX_MANIFEST_BYTES, Member
from sync.bundle.seal import sealed_size
from sync.reading import write_json

_MANIFEST_HEAD: Final = 4_096  # more than a manifest has beside its members
_MEMBERS_MOST: Final = MAX_MANIFEST_BYTES - _MANIFEST_HEAD


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a set: the documents in it; its name and bytes once it was written."""

    blobs: tuple[str, ...]
    file: str = ""
    size: int = 0

    @property
    def is_written(self) -> bool:
        """Whether it is on a stick."""
        return bool(self.file)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A set of bundles that was begun: its text goes up to `last_seq`, behind what was `delivered`."""

    set_id: str
    last_seq: int
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Self | None:
        """Read a set as it was kept, None where there is none."""
        if stored is None:
            return None
        parts = tuple(Part(tuple(part["blobs"]), part["file"], part["size"]) for part in stored["parts"])
        return cls(stored["set"], stored["last_seq"], parts)

    def to_json(self) -> dict[str, Any]:
        """Give the set as it is kept."""
        parts = [{"blobs": list(part.blobs), "file": part.file, "size": part.size} for part in self.parts]
        return {"set": self.set_id, "last_seq": self.last_seq, "parts": parts}

    @property
    def left(self) -> tuple[int, ...]:
        """The numbers of the parts that are still to be written, from 1."""
        return tuple(number for number, part in enumerate(self.parts, 1) if not part.is_written)

    def on_sticks(self) -> frozenset[str]:
        """Give the documents that were written already."""
        return frozenset(sha256 for part in self.parts if part.is_written for sha256 in part.blobs)


def spread(texts: Sequence[Member], blobs: Iterable[BlobTask], room: int) -> tuple[tuple[str, ...], ...]:
    """Give the documents of each part, so that none takes more than `room` bytes; at least one part, for the text.

    Refused bundle.no_room where not even the text, or one document alone, fits.
    """
    parts: list[list[str]] = [[]]
    load = _Load(room, texts)
    for task in blobs:
        member = Member.blob(task.sha256, task.size, task.media_type)
        if not load.takes(member):
            parts.append([])
            load = _Load(room, ())
            if not load.takes(member):
                raise Refused("bundle.no_room", megabytes=sealed_size(member.size) // 2**20 + 1)
        parts[-1].append(task.sha256)
    return tuple(map(tuple, parts))


def size_of(members: Iterable[Member]) -> int:
    """Give the most bytes that a bundle with these members takes."""
    load = _Load(2**62, tuple(members))
    return load.sealed


class _Load:
    """How full one part is."""

    def __init__(self, room: int, texts: Sequence[Member]) -> None:
        self._room = room
        self._content = sum(tar.length(member.size) for member in texts)
        self._lines = sum(map(_line, texts))
        if texts and self.sealed > room:
            raise Refused("bundle.no_room", megabytes=self.sealed // 2**20 + 1)

    @property
    def sealed(self) -> int:
        plain = tar.length(_MANIFEST_HEAD + self._lines) + self._content + len(tar.END)
        return sealed_size(plain)

    def takes(self, member: Member) -> bool:
        """Take a document in, where it fits."""
        content, lines = self._content, self._lines
        self._content += tar.length(member.size)
        self._lines += _line(member)
        if self.sealed <= self._room and self._lines <= _MEMBERS_MOST:
            return True
        self._content, self._lines = content, lines
        return False


def _line(member: Member) -> int:
    return len(write_json(member.to_dict())) + 1
