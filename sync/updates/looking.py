"""Looking at what a county offers: the chain of signed lists is checked from the root that IT put on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.durable import disk
from app.errors import Refused, Unavailable
from sync.updates.offer import Offer, newest_program, this_platform
from sync.updates.source import Source

MAX_ROOT_BYTES: Final = 2**19


@dataclass(frozen=True, slots=True)
class Found:
    """What was offered, and the signed lists that say so (name in the repository → bytes), which others can check.

    `until` is when these lists run out.
    """

    offers: tuple[Offer, ...]
    lists: Mapping[str, bytes]
    until: datetime

    def program(self, than: str, machine: str = "") -> Offer | None:
        """Give the newest program for a kind of machine (this one) that is newer than a version."""
        return newest_program(self.offers, than, machine or this_platform())


def look(source: Source, root: bytes, folder: Path, now: datetime) -> Found:
    """Read and check all lists of a source, and keep in `folder` what was seen, so that nothing older passes later.

    Refused update.* where a list is not the county's, older, run out, mixed with others, or not whole; Unavailable
    where the source or our own disk does not answer. `now` should be the county's time, as far as that is known.
    """
    from sync.updates import trusted  # noqa: PLC0415 - TUF takes 0.2 s to load

    return trusted.look(source, root, folder, now)


def read_root(place: Path) -> bytes:
    """Give the root that IT put on this machine; Refused update.no_root where there is none."""
    try:
        with disk(), place.open("rb") as file:
            return file.read(MAX_ROOT_BYTES)
    except Unavailable as error:
        raise Refused("update.no_root", place=place) from error
