"""A picture as it came to the desk, before anything was read."""

from dataclasses import dataclass
from typing import Protocol

from app.capture.reading import Reading

_HEADS = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"RIFF", "image/webp"), (b"BM", "image/bmp"))
_CHIP = b'{"chip":'  # the fields of a card's chip, in place of a picture


@dataclass(frozen=True, slots=True)
class Shot:
    """Bytes of a picture and where it is from: ``camera file clipboard folder``; or the fields of a ``chip``."""

    data: bytes
    source: str

    @property
    def media_type(self) -> str:
        """What the first bytes say it is."""
        if self.data.startswith(_CHIP):
            return "application/json"
        return next((kind for head, kind in _HEADS if self.data.startswith(head)), "application/octet-stream")


class PictureReader(Protocol):
    """What reads pictures: `app.capture.Reader`, or a small one of a test."""

    def read(self, source: bytes, expect: str | None = None) -> Reading:
        """Read one picture; Refused picture.*, Unavailable reader.*."""
