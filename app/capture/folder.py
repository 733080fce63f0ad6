"""A folder into which another program puts its pictures; it is only read, what lies there stays."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from app.capture.ending import is_whole
from app.errors import Refused, Unavailable

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".pdf"})
MOST_BYTES = 20 * 1024 * 1024
MOST_PDF_BYTES = 60 * 1024 * 1024
_PATIENCE = 4  # looks at a file that does not grow and is not whole, before it is said that it stays half
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is wholly there."""

    path: Path
    data: bytes


@dataclass(slots=True)
class Seen:
    """What was taken out of folders so far: the same bytes are not taken again, whatever they are called."""

    _prints: set[bytes] = field(default_factory=set)

    def is_new(self, data: bytes) -> bool:
        """Tell whether these bytes were never asked about before, and remember them."""
        known, print_of = len(self._prints), hashlib.sha256(data).digest()
        self._prints.add(print_of)
        return len(self._prints) > known

    def forget(self, data: bytes) -> None:
        """Take these bytes for never seen: nobody was there to take them."""
        self._prints.discard(hashlib.sha256(data).digest())


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What changes when a file is written anew."""

    at_ns: int
    size: int


class Folder:
    """Watches a folder. What lies there already belongs to somebody who was here before, and is never read."""

    def __init__(self, place: Path, seen: Seen | None = None) -> None:
        self._place, self._seen = place, seen or Seen()
        self._known = self._stamps()
        self._before: dict[Path, _Stamp] = {}
        self._tries: dict[Path, int] = {}

    def look(self) -> Found | None:
        """Give the next new file that is wholly there, in the order of names, or None.

        It has not changed between two looks and goes to its end. Refused folder.half after four looks at one that
        does not, Refused picture.too_large; both once for each writing. Unavailable folder.gone: look again later.
        """
        try:
            fresh = {path: stamp for path, stamp in self._stamps().items() if self._known.get(path) != stamp}
        except Unavailable:
            self._before = {}
            raise
        at_rest = sorted((path for path, stamp in fresh.items() if self._before.get(path) == stamp), key=_in_order)
        self._before = fresh
        self._tries = {path: self._tries.get(path, 0) + 1 for path in at_rest}
        for path in at_rest:
            found = self._take(path, fresh[path])
            if found is not None:
                return found
        return None

    def _take(self, path: Path, stamp: _Stamp) -> Found | None:
        most = MOST_PDF_BYTES if path.suffix.lower() == ".pdf" else MOST_BYTES
        if stamp.size > most:
            self._settle(path, stamp)
            raise Refused("picture.too_large", mib=stamp.size // 2**20)
        data = _bytes(path)
        if data is None or len(data) != stamp.size or not is_whole(data):
            if self._tries[path] >= _PATIENCE:
                self._settle(path, stamp)
                raise Refused("folder.half", name=path.name)
            return None
        self._settle(path, stamp)
        return Found(path, data) if self._seen.is_new(data) else None

    def _settle(self, path: Path, stamp: _Stamp) -> None:
        self._known[path] = stamp
        self._before.pop(path, None)

    def _stamps(self) -> dict[Path, _Stamp]:
        """Give the stamps of all pictures; one that disappears meanwhile is left out."""
        stamps = {}
        try:
            for path in self._place.iterdir():
                if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")) and path.is_file():
                    seen = path.stat()
                    stamps[path] = _Stamp(seen.st_mtime_ns, seen.st_size)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and self._place.is_dir():
                return stamps
            raise Unavailable("folder.gone") from error
        return stamps


def _bytes(path: Path) -> bytes | None:
    """Give a file's bytes; None while the other program does not let anybody read it."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _in_order(path: Path) -> tuple[tuple[int, int | str], ...]:
    """Order names as people do: page 2 comes before page 10."""
    parts = _NUMBERS.split(path.name.lower())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)
