"""How often a version was started and did not get well: what the launcher of the installed program goes by.

The launcher adds one before each start (`FILE` holds the version and the number) and takes the version before when
the number has reached two. The program takes back what went well; a source tree has no such file.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.durable import write_whole
from app.errors import Unavailable
from app.version import VERSION

FILE: Final = "YIMEN_STARTS"  # variable: where the launcher counts
WENT_BACK: Final = "YIMEN_WENT_BACK"  # variable: the version that did not get well, where an older one was started


@dataclass
class Starts:
    """The count of this version, as far as a launcher keeps one. A disk that refuses keeps nobody from working."""

    file: Path | None
    version: str = VERSION

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> "Starts":
        """Give what the launcher keeps; after going back the newer version's count stays as it is."""
        named = environment.get(FILE, "")
        return cls(Path(named) if named and not environment.get(WENT_BACK) else None)

    def shown(self) -> None:
        """The first page is there: this start is none that failed, whatever happens to the PC until somebody opens."""
        self._add(-1)

    def opening(self) -> None:
        """Somebody opens: if the program ends now without a word, it was this version's fault."""
        self._add(1)

    def answered(self) -> None:
        """There was an answer, be it a refusal."""
        self._add(-1)

    def well(self) -> None:
        """The store is open and somebody is at the desk: earlier failures count no more."""
        if self.file:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)

    def count(self) -> int:
        """Give how many starts of this version did not get well, with the one under way."""
        try:
            version, number = self.file.read_text("ascii").split() if self.file else ("", "0")
            return int(number) if version == self.version else 0
        except (OSError, ValueError):
            return 0

    def _add(self, number: int) -> None:
        if self.file:
            left = max(self.count() + number, 0)
            with suppress(Unavailable):
                write_whole(self.file, f"{self.version} {left}\n".encode("ascii"))


def went_back(environment: Mapping[str, str] = os.environ) -> str:
    """Give the newer version that did not get well and in whose place this one was started; empty usually."""
    return environment.get(WENT_BACK, "")
