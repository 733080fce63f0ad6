"""Finding the page in a picture: the corner net's four corners, moved onto the picture's own edges."""

import math
from dataclasses import dataclass

import numpy as np

from app.capture.corner_net import corners_of
from app.capture.edges import refined
from app.capture.picture import Bgr
from app.capture.quad import Quad, area

_LEAST_SIDE = 32
_LEAST_SURE = 0.5
_REACHES = 0.03, 0.01
_CLOSER, _ROOM = 0.42, 0.16


@dataclass(frozen=True)
class Page:
    """A page in a picture: corners in its pixels, clockwise from the top left; `score` from 0 to 1: how sure."""

    corners: Quad
    score: float


def find_page(bgr: Bgr, *, quick: bool = False) -> Page | None:
    """Give the page in a picture, or None; `quick` spares small pages the second, closer look."""
    if min(bgr.shape[:2]) < _LEAST_SIDE:
        return None
    found = corners_of(bgr)
    if found is None:
        return None
    corners, sure = found if quick else _closer(bgr, *found)
    if sure < _LEAST_SURE:
        return None
    for reach in _REACHES:
        corners = refined(corners, bgr, max(2.0, reach * math.sqrt(area(corners))))
    return Page(corners, sure)


def _closer(bgr: Bgr, corners: Quad, sure: float) -> tuple[Quad, float]:
    """Look again at a small page alone: what the net sees larger it sees more exactly."""
    size = np.array(bgr.shape[1::-1])
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = _ROOM * (high - low).max()
    left, top = np.clip(low - room, 0, size).astype(int)
    right, bottom = np.clip(high + room, 0, size).astype(int)
    if (right - left) * (bottom - top) > _CLOSER * size.prod():
        return corners, sure
    again = corners_of(bgr[top:bottom, left:right])
    if again is None or again[1] < 0.9 * sure:
        return corners, sure
    moved = again[0] + (left, top)
    far = np.linalg.norm(moved - corners, axis=1).max()
    return (moved, max(sure, again[1])) if far < 0.6 * room else (corners, sure)
