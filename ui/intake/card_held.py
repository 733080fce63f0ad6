"""A picture about which something is asked."""

from dataclasses import dataclass

from app.capture.reading import Reading
from ui.capture.shot import Shot


@dataclass(frozen=True, slots=True)
class Held:
    """A picture about which the officer has to say something before it is kept."""

    why: str
    shot: Shot
    reading: Reading
