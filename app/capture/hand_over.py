"""A folder into which the program of an ID card reader puts one text file for each card."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.capture import id_reader
from app.errors import Refused, Unavailable

_ENDINGS = {".txt", ".ini", ".dat", ".csv"}
_PATIENCE = 4  # looks at a file that cannot be read and does not grow, before it is said that it cannot


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What changes when a file is written anew: most programs write the same name again and again."""

    at_ns: int
    size: int


class HandOver:
    """Watches a folder. What lies there already belongs to somebody who was here before, and is never read.

    Pictures are not opened: the portrait is for the officer's eyes, in the reader's own window.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._known = self._stamps()
        self._before: dict[Path, _Stamp] = {}
        self._tries: dict[tuple[Path, _Stamp], int] = {}

    def look(self, today: date) -> dict[str, str] | None:
        """Give the fields of the next card whose file is wholly there, or None.

        Refused chip.* when a file is there that cannot be used; Unavailable chip.folder_gone.
        """
        fresh = {path: stamp for path, stamp in self._stamps().items() if self._known.get(path) != stamp}
        at_rest = [path for path, stamp in fresh.items() if stamp.size and self._before.get(path) == stamp]
        self._before = fresh
        if not at_rest:
            return None
        first = min(at_rest, key=lambda path: fresh[path].at_ns)
        return self._read(first, fresh[first], today)

    def _read(self, path: Path, stamp: _Stamp, today: date) -> dict[str, str] | None:
        """Read a file. While it is not whole it may be half written by a program that paused: look again first."""
        self._tries[path, stamp] = tries = self._tries.get((path, stamp), 0) + 1
        is_last = tries >= _PATIENCE
        try:
            found = id_reader.parsed(id_reader.decoded(_bytes(path)), today)
        except Refused:
            if not is_last:
                return None
            self._settle(path, stamp)
            raise
        if len(found) < len(id_reader.ORDER) and not is_last:
            return None
        self._settle(path, stamp)
        return found

    def _settle(self, path: Path, stamp: _Stamp) -> None:
        self._known = {**self._known, path: stamp}
        self._tries.clear()

    def _stamps(self) -> dict[Path, _Stamp]:
        """Give the stamps of all text files; one that disappears meanwhile is left out."""
        stamps = {}
        try:
            for path in self._place.iterdir():
                if path.suffix.lower() in _ENDINGS and path.is_file():
                    seen = path.stat()
                    stamps[path] = _Stamp(seen.st_mtime_ns, seen.st_size)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and self._place.is_dir():
                return stamps
            raise Unavailable("chip.folder_gone") from error
        return stamps


def _bytes(path: Path) -> bytes:
    """Give no more of a file than shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(id_reader.MOST_BYTES + 1)
    except OSError as error:
        raise Refused("chip.unreadable") from error
