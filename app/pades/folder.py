"""A seal that another program sets: a paper is handed over in a folder, and taken back only as it was plus a seal."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.durable import write_whole
from app.errors import Refused, Unavailable
from app.pades.reader import MOST_BYTES, check_pdf
from app.pades.report import Problem, Report

_MOST_ADDED: Final = 8 * 1024 * 1024  # a seal with its picture and chain
# What the sealing program's own signature may have: its algorithm (SM2) or its authority are not known here.
_ITS_OWN: Final = {Problem.UNKNOWN, Problem.STRANGER}


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that an e-seal client watches."""

    path: Path

    def hand_over(self, name: str, pdf: bytes) -> Path:
        """Put a certified paper there under a name; Unavailable seal.no_folder, store.*."""
        if not self.path.is_dir():
            raise Unavailable("seal.no_folder")
        place = self.path / f"{name}.pdf"
        write_whole(place, pdf)
        return place

    def take_back(self, name: str, pdf: bytes, now: datetime) -> tuple[bytes, Report]:
        """Give what came back, and what was found in it.

        Refused seal.not_back while nothing has come, seal.came_back_altered unless our bytes stand first in it and
        nothing but one more signature came behind them; Unavailable seal.no_folder.
        """
        if not self.path.is_dir():
            raise Unavailable("seal.no_folder")
        back = self._back(name, pdf)
        if back is None:
            raise Refused("seal.not_back")
        if not back.startswith(pdf):
            raise Refused("seal.came_back_altered")
        report = check_pdf(back, (), now)
        if not _is_clean(check_pdf(pdf, (), now), report):
            raise Refused("seal.came_back_altered")
        return back, report

    def clear(self, name: str) -> None:
        """Take away what was handed over and what came back: it names a person."""
        for place in self._places(name):
            place.unlink(missing_ok=True)

    def _back(self, name: str, pdf: bytes) -> bytes | None:
        """Give the newest file of that name that is not the one that was handed over."""
        for place in sorted(self._places(name), key=_written_at, reverse=True):
            with place.open("rb") as file:
                content = file.read(min(len(pdf) + _MOST_ADDED, MOST_BYTES) + 1)
            if content != pdf:
                return content
        return None

    def _places(self, name: str) -> list[Path]:
        """Clients write over the file, or beside it with something behind its name."""
        return [one for one in self.path.iterdir() if one.name.startswith(name) and one.suffix.lower() == ".pdf"]


def _is_clean(before: Report, after: Report) -> bool:
    if len(after.signatures) != len(before.signatures) + 1 or after.uncovered or after.removed:
        return False
    *ours, its = after.signatures
    known = [frozenset(one.problems) for one in before.signatures]
    return [frozenset(one.problems) for one in ours] == known and set(its.problems) <= _ITS_OWN


def _written_at(place: Path) -> float:
    return place.stat().st_mtime
