"""The corner net: one look at the whole picture tells where a document's four corners are."""

import math
from dataclasses import dataclass
from functools import cache
from itertools import product
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

import resources
from app.capture.picture import Bgr
from app.capture.quad import Quad, is_convex, ordered, skew

Floats = NDArray[np.float32]
_SIDE, _RIM, _CELL, _GREY = 140, 10, 4, 114
_PEAKS, _NEAR, _LEAST_SHARE = 3, 2, 0.02
_SURE = 0.8
_running = Lock()


def corners_of(bgr: Bgr) -> tuple[Quad, float] | None:
    """Give the corners in the picture's pixels, clockwise from the top left, and how sure they are (0 to 1).

    None when no four places can be corners. A corner may lie up to 7 % of the picture outside of it.
    """
    small, size = _halved(bgr)
    found = _best(_seen(small))
    if found is None or found[1] < _SURE:
        found = _best(_seen_each_way(small))
    if found is None:
        return None
    places, sure = found
    parts = ((places + 0.5) * _CELL - _RIM) / _SIDE
    return ordered(parts * size - 0.5), sure


@dataclass(frozen=True)
class _Seen:
    """How likely each cell holds each corner (4, n, n; each map sums to 1), the page's mask (n, n; 0 to 1), whether
    there is a document (0 to 1).
    """

    likely: Floats
    page: Floats
    shown: float


@cache
def _net() -> cv2.dnn.Net:
    return cv2.dnn.readNetFromONNX(str(resources.path("models/page_corners.onnx")))


def _halved(bgr: Bgr) -> tuple[Bgr, NDArray[np.int_]]:
    """Give the picture in a half, a quarter … of its size, and the pixels of the whole (width, height) that it shows.

    Halving is five times as quick as going to the net's size at once.
    """
    times = 1
    while min(bgr.shape[:2]) >= 2 * _SIDE:
        high, wide = (side // 2 for side in bgr.shape[:2])
        even = bgr[: 2 * high, : 2 * wide]
        bgr, times = np.asarray(cv2.resize(even, (wide, high), interpolation=cv2.INTER_AREA), np.uint8), 2 * times
    return bgr, np.array(bgr.shape[1::-1]) * times


def _seen(bgr: Bgr) -> _Seen:
    small = cv2.resize(bgr, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    rimmed = cv2.copyMakeBorder(small, *(_RIM,) * 4, cv2.BORDER_CONSTANT, value=(_GREY,) * 3)
    with _running:
        _net().setInput(cv2.dnn.blobFromImage(rimmed, 1 / 255))
        heat, page, shown = _net().forward(("heat", "page", "shown"))
    raised = np.exp(heat[0] - heat[0].max(axis=(1, 2), keepdims=True))
    likely = np.asarray(raised / raised.sum(axis=(1, 2), keepdims=True))
    return _Seen(likely, 1 / (1 + np.exp(-page[0, 0])), float(1 / (1 + np.exp(-shown[0, 0]))))


def _seen_each_way(bgr: Bgr) -> _Seen:
    """The mean of what is seen of the picture as it is, upside down, and both in a mirror."""
    looks = []
    for down, across in product((1, -1), repeat=2):
        seen = _seen(np.ascontiguousarray(bgr[::down, ::across]))
        corners = [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1]][(down < 0) * 2 + (across < 0)]
        looks.append(_Seen(seen.likely[corners, ::down, ::across], seen.page[::down, ::across], seen.shown))
    return _Seen(
        np.mean([one.likely for one in looks], axis=0),
        np.mean([one.page for one in looks], axis=0),
        float(np.mean([one.shown for one in looks])),
    )


def _best(seen: _Seen) -> tuple[Quad, float] | None:
    """The convex choice of one place per corner that is likeliest as a whole, full of page and hardly slanting, and how
    sure it is.
    """
    best, highest, sureness = None, 0.0, 0.0
    for chosen in product(*(_places(one) for one in seen.likely)):
        quad, shares = np.array([place for place, _ in chosen]), [share for _, share in chosen]
        together = math.prod(shares) ** 0.25
        if together > highest and is_convex(quad):
            filled = _filled(seen.page, quad)
            likely = together * filled**2 / skew(quad)
            if likely > highest:
                best, highest, sureness = quad, likely, min(shares) * filled
    return None if best is None else (best, float(np.cbrt(seen.shown * sureness)))


def _places(likely: Floats) -> list[tuple[NDArray[np.float64], float]]:
    """The likeliest places on one map, to parts of a cell, with the share of the map that is near each."""
    rest = likely.copy()
    found: list[tuple[NDArray[np.float64], float]] = []
    for _ in range(_PEAKS):
        y, x = np.unravel_index(int(np.argmax(rest)), rest.shape)
        top, left = max(int(y) - _NEAR, 0), max(int(x) - _NEAR, 0)
        part = rest[top : int(y) + _NEAR + 1, left : int(x) + _NEAR + 1]
        share = float(part.sum())
        down, across = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
        middle = np.array([(across * part).sum(), (down * part).sum()]) / max(share, 1e-9)
        if share > _LEAST_SHARE or not found:
            found.append((middle, share))
        part[:] = 0
    return found


def _filled(page: Floats, quad: Quad) -> float:
    """How much of what lies between four corners is page, 0 to 1."""
    inside = np.zeros(page.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.rint(quad * 16).astype(np.int32), 1, cv2.LINE_8, 4)
    return float((page * inside).sum() / max(int(inside.sum()), 1))
