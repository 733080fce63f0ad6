"""A picture as it came to the desk, before anything was read."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.capture.reading import Reading
from app.domain.fact import media_type_of

if TYPE_CHECKING:
    from app.capture.watch import Look

PDF = b"%PDF"
_CHIP = b'{"chip":'  # the fields of a card's chip, in place of a picture


@dataclass(frozen=True, slots=True)
class Shot:
    """Bytes of a picture and where it is from: ``camera file clipboard folder``; or the fields of a ``chip``.

    `name` is the file's, `page` of `pages` counts from 1 in a paper of several pages; 0 where there is no such thing.
    `look` is what the live picture showed when it was taken, `taken_at` when that was, in the stored form of time.
    `series` counts from 1 while many pages are taken one after the other.
    """

    data: bytes
    source: str
    name: str = field(default="", compare=False)
    page: int = field(default=0, compare=False)
    pages: int = field(default=0, compare=False)
    look: "Look | None" = field(default=None, compare=False, repr=False)
    taken_at: str = field(default="", compare=False)
    series: int = field(default=0, compare=False)

    @property
    def media_type(self) -> str:
        """What the first bytes say it is."""
        if self.data.startswith(_CHIP):
            return "application/json"
        return media_type_of(self.data)


class PictureReader(Protocol):
    """What reads pictures: `app.capture.Reader`, or a small one of a test."""

    def read(self, source: bytes, expect: str | None = None) -> Reading:
        """Read one picture; Refused picture.*, Unavailable reader.*."""
