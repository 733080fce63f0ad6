"""A field on a kept page. No Qt."""

from dataclasses import dataclass

from app.capture.reading import Corners


@dataclass(frozen=True, slots=True)
class Overlay:
    """Corners in pixels of the whole picture; amber when doubtful, its middle covered while the value is masked."""

    corners: Corners
    doubtful: bool = False
    covered: bool = False
