"""How an officer cuts a page out of its picture by hand: values only."""

from dataclasses import dataclass, field
from typing import Any

from app.capture.reading import Corners, corners

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Edit:
    """One way from the original to the archive picture.

    `corners` are the page's in pixels of the picture as shown, clockwise from the document's own top left, None for
    the whole picture; then it is turned clockwise by `quarters`; `black` are rectangles (left, top, right, bottom, as
    parts of the flat, turned page) that are kept out of the archive picture. `kind` as in a `Reading`.
    """

    corners: Corners | None = None
    quarters: int = 0
    black: tuple[Rectangle, ...] = field(default=())
    kind: str = "other"

    def to_json(self) -> dict[str, Any]:
        """Give the edit as JSON values, as the reading process and a draft hold it."""
        return {
            "corners": [list(point) for point in self.corners] if self.corners else None,
            "quarters": self.quarters % 4,
            "black": [list(one) for one in self.black],
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Developed:
    """An archive picture that was made anew, and the pixels of the flat page that it shows."""

    archive: bytes
    width: int
    height: int


def from_json(found: dict[str, Any]) -> Edit:
    """Give the edit whose `to_json` is `found`; the usual one for what is none."""
    if not found:
        return Edit()
    black = tuple((float(left), float(top), float(right), float(foot)) for left, top, right, foot in found["black"])
    return Edit(
        corners(found["corners"]) if found["corners"] else None, int(found["quarters"]) % 4, black, str(found["kind"])
    )
