"""What a window tells the county of itself beside what it asks: a header that any server may ignore."""

import re
from dataclasses import dataclass
from typing import Final, Self

from app import clock
from app.journal.canonical import LARGEST

WINDOW_HEADER: Final = "Yimen-Window"
_MOMENT: Final = r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"'
_FORM: Final = re.compile(rf"head=(\d{{1,16}}), blobs=(\d{{1,9}}), clock={_MOMENT}(?:, oldest={_MOMENT})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """How a window stands: its newest entry, how many documents wait, what its clock says.

    `oldest_at` is when the oldest entry was written that the county has not acknowledged, empty where none waits.
    """

    head_seq: int
    blobs: int
    clock_at: str
    oldest_at: str = ""

    @property
    def header(self) -> str:
        """Give it as the value of the header: a dictionary of RFC 8941."""
        oldest = f', oldest="{self.oldest_at}"' if self.oldest_at else ""
        return f'head={self.head_seq}, blobs={self.blobs}, clock="{self.clock_at}"{oldest}'

    @classmethod
    def read(cls, header: str) -> Self | None:
        """Read the header; None where it is absent or says something else."""
        found = _FORM.fullmatch(header)
        if found is None or int(found[1]) > LARGEST:
            return None
        told = cls(int(found[1]), int(found[2]), found[3], found[4] or "")
        try:
            for moment in filter(None, (told.clock_at, told.oldest_at)):
                clock.parse(moment)
        except ValueError:
            return None
        return told
