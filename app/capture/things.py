"""The things on one picture, with or without a picture of the empty mat; each can be made flat."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture import glance
from app.capture.found import Found, find_items
from app.capture.mat import Mat, News
from app.capture.outline import flattened
from app.capture.page import find_page
from app.capture.picture import Bgr, read_picture
from app.capture.quad import Quad, area
from app.capture.rectify import Flat, rectify
from app.errors import Refused

_BENT = 0.002
_SURE_OTHER, _LEAST_OTHER = 1.0, 0.4
_MOST_OTHERS = 2
_ALL_NEW, _NOTHING_NEW = 0.85, 0.03


@dataclass(frozen=True)
class Thing:
    """Something flat on a picture: corners clockwise on the screen; `outline` where its sides are bent.

    `is_sure` is False for what was seen beside the main thing without knowing the mat.
    """

    corners: Quad
    outline: NDArray[np.float64] | None = None
    is_sure: bool = True

    def holds(self, points: Quad) -> bool:
        """Tell whether the middle of some points lies on it."""
        x, y = map(float, points.mean(axis=0))
        return cv2.pointPolygonTest(self.corners.astype(np.float32), (x, y), measureDist=False) >= 0

    def flat(self, bgr: Bgr, size: tuple[int, int], first: int = 0) -> Flat:
        """Give it as if scanned, `size` (width, height), with the corner of this number at its top left."""
        if self.outline is None:
            return rectify(bgr, np.roll(self.corners, -first, axis=0), size)
        return flattened(bgr, np.roll(self.outline, -first * len(self.outline) // 4, axis=0), size)


def things(bgr: Bgr, mat: bytes | None = None) -> list[Thing]:
    """Give the things on a picture, the largest first; `mat` is a picture of the empty mat from the same camera.

    Refused: mat.unreadable.
    """
    known = known_mat(mat, bgr.shape[1] / bgr.shape[0]) if mat else None
    if known is None:
        return _anywhere(bgr)
    news = known.compare(bgr)
    found = [] if _is_another_view(news) else find_items(bgr, news)
    if found:
        return [_thing(one) for one in found]
    return [] if news.share < _NOTHING_NEW else _anywhere(bgr)


def known_mat(mat: bytes, form: float) -> Mat | None:
    """Give the mat on a picture, or None when that has another form than pictures of width / height `form`."""
    learned, own_form = _learned(mat)
    return learned if abs(own_form / form - 1) < 0.01 else None  # noqa: PLR2004 - rounding of sizes


@lru_cache(maxsize=1)
def _learned(mat: bytes) -> tuple[Mat, float]:
    try:
        picture = read_picture(mat)
    except Refused as error:
        raise Refused("mat.unreadable") from error
    return Mat.from_picture(picture.bgr), picture.bgr.shape[1] / picture.bgr.shape[0]


def _is_another_view(news: News) -> bool:
    """Whether nearly all is new: the camera was moved, or it is no picture of this mat."""
    return news.share > _ALL_NEW


def _thing(found: Found) -> Thing:
    return Thing(found.corners, found.outline if found.bow > _BENT else None)


def _anywhere(bgr: Bgr) -> list[Thing]:
    """The page, and what can be found beside it when that is painted over."""
    page = find_page(bgr)
    if page is None:
        return []
    found, rest = [Thing(page.corners)], bgr
    for _ in range(_MOST_OTHERS):
        rest = _painted_over(rest, found[-1].corners)
        other = find_page(rest)
        if other is None or other.score < _SURE_OTHER or not _is_beside(other.corners, found, rest):
            break
        found.append(Thing(other.corners, is_sure=False))
    return found


def _is_beside(corners: Quad, found: list[Thing], rest: Bgr) -> bool:
    """Whether this is another thing of about that size, and no mark of what was painted over."""
    if area(corners) < _LEAST_OTHER * area(found[0].corners) or not glance.form(corners, 0.0):
        return False
    return glance.stands_out(rest, corners) and not any(one.holds(corners) for one in found)


def _painted_over(bgr: Bgr, corners: Quad) -> Bgr:
    """The picture with the colour of its surroundings in place of a thing."""
    middle = corners.mean(axis=0)
    grown, ring = (np.rint(middle + (corners - middle) * part).astype(np.int32) for part in (1.06, 1.14))
    around, inside = np.zeros(bgr.shape[:2], np.uint8), np.zeros(bgr.shape[:2], np.uint8)
    cv2.fillPoly(around, [ring], (255,))
    cv2.fillPoly(inside, [grown], (255,))
    around[inside > 0] = 0
    colour = np.median(bgr[around > 0], axis=0) if around.any() else np.zeros(3)
    painted = bgr.copy()
    painted[inside > 0] = colour.astype(np.uint8)
    return painted
