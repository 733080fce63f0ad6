"""The archive picture made anew from the original, as an officer cut it. Runs in the reading process."""

import numpy as np

from app.capture.archive import archive
from app.capture.edit import Edit, Rectangle
from app.capture.picture import Bgr, read_picture
from app.capture.quad import Quad, is_convex, lying
from app.capture.rectify import CARD, Flat, is_card, paper_size, rectify
from app.errors import Refused

_CARDS = {"id_front", "id_back", "disability_card"}


def develop(data: bytes, edit: Edit) -> tuple[bytes, tuple[int, int]]:
    """Give the archive picture and the size (width, height) of the flat page before it was made small.

    What is blacked out is not in it. Refused picture.*, edit.corners for corners that enclose no page.
    """
    picture = read_picture(data)
    flat = _flat(picture.bgr, _page(picture.bgr, edit, picture.shrunk), edit.kind).turned(edit.quarters)
    seen = np.ascontiguousarray(flat.bgr)
    for one in edit.black:
        _blacken(seen, one)
    high, wide = seen.shape[:2]
    return archive(seen, edit.kind), (wide, high)


def _page(bgr: Bgr, edit: Edit, shrunk: int) -> Quad:
    high, wide = bgr.shape[:2]
    if edit.corners is None:
        return np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]])
    page = np.array(edit.corners, np.float64) / shrunk
    reach = np.array([wide, high], np.float64)
    if not is_convex(page) or (page < -reach).any() or (page > 2 * reach).any():
        raise Refused("edit.corners")
    return page


def _flat(bgr: Bgr, page: Quad, kind: str) -> Flat:
    """A card at a card's size, whichever way up it lies; anything else at its own proportions."""
    if kind in _CARDS and is_card(page):
        laid = lying(page)
        flat = rectify(bgr, laid, CARD)
        return flat if np.array_equal(laid, page) else flat.turned(1)
    return rectify(bgr, page, paper_size(page))


def _blacken(seen: Bgr, part: Rectangle) -> None:
    high, wide = seen.shape[:2]
    (left, right), (top, foot) = sorted((part[0], part[2])), sorted((part[1], part[3]))
    seen[_at(top, high) : _at(foot, high), _at(left, wide) : _at(right, wide)] = 0


def _at(part: float, size: int) -> int:
    return round(min(1.0, max(0.0, part)) * size)
