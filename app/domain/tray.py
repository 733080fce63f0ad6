"""Pictures that were taken and have no place yet: on the disk before anything is read, so that no page is lost."""

from dataclasses import dataclass

from app.domain.fact import BlobRef


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture in the tray: `source` is where it came from, `about` the id of the case that was on the desk.

    `part` counts from 1 where several things lay on the picture and this place is kept for one of them; 0 is all.
    """

    id: str
    original: BlobRef
    source: str
    about: str
    officer: str
    taken_at: str
    part: int = 0
