"""The things on one picture, with or without a picture of the empty mat; each can be made flat."""

from dataclasses import dataclass, replace
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
_SURE, _SMALL, _WINDOW, _SEVERAL = 0.9, 0.12, 0.6, 2
_ALL_NEW, _NOTHING_NEW = 0.85, 0.03


@dataclass(frozen=True, eq=False)
class Thing:
    """Something flat on a picture: corners clockwise on the screen; `outline` where its sides are bent.

    `is_sure` is False for what was seen beside another thing without knowing the mat.
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
    """The page that is seen without knowing the mat; where it is small or hardly one, also what parts of it show."""
    page = find_page(bgr)
    is_plain = page is not None and page.score > _SURE and area(page.corners) > _SMALL * bgr.shape[0] * bgr.shape[1]
    several = [] if is_plain else _in_windows(bgr)
    if len(several) < _SEVERAL:
        return [Thing(page.corners)] if page else []
    main = [one for one in several if page and _is_same(page.corners, one.corners)][:1]
    return [*main, *(replace(one, is_sure=False) for one in several if not any(one is first for first in main))]


def _in_windows(bgr: Bgr) -> list[Thing]:
    """The pages that four overlapping parts of a picture show whole."""
    high, wide = bgr.shape[:2]
    across, down = round(_WINDOW * wide), round(_WINDOW * high)
    found: list[Thing] = []
    for left, top, right, bottom in (
        (0, 0, across, high),
        (wide - across, 0, wide, high),
        (0, 0, wide, down),
        (0, high - down, wide, high),
    ):
        page = find_page(bgr[top:bottom, left:right])
        if page is None or page.score < _SURE:
            continue
        corners = np.add(page.corners, (left, top))
        is_whole = (page.corners > 0).all() and (page.corners < np.array([right - left, bottom - top])).all()
        is_new = not any(_is_same(corners, one.corners) for one in found)
        if is_whole and is_new and glance.form(corners, 0.0) and glance.stands_out(bgr, corners):
            found.append(Thing(corners))
    return found


def _is_same(one: Quad, other: Quad) -> bool:
    """Whether two outlines are of one thing."""
    apart = float(np.linalg.norm(one.mean(axis=0) - other.mean(axis=0))) / max(area(other), 1.0) ** 0.5
    return apart < 0.15 and 0.7 < area(one) / max(area(other), 1.0) < 1.4  # noqa: PLR2004 - parts of its size
