"""An open booklet on one picture: its two pages, each to be read for itself."""

from dataclasses import replace

import numpy as np

from app.capture.outline import Bent
from app.capture.quad import Quad, proportion
from app.capture.rectify import Flat

_FORM = 210 / 143
_CLOSE = 0.07


def is_spread(corners: Quad) -> bool:
    """Tell whether this may be a register lying open: two pages above each other, 143 × 210 mm."""
    return abs(proportion(corners) / _FORM - 1) < _CLOSE


def halves(flat: Flat) -> tuple[Flat, Flat]:
    """Give both pages of an open booklet; the fold crosses the middle of its long side."""
    high, wide = flat.bgr.shape[:2]
    if high >= wide:
        return _part(flat, 0, 0, wide, high // 2), _part(flat, 0, high // 2, wide, high)
    return _part(flat, 0, 0, wide // 2, high), _part(flat, wide // 2, 0, wide, high)


def turned_like(points: Quad, page: Quad) -> Quad:
    """Give points around a whole booklet (as many on each side) so that they begin at a page's own top left."""
    count = len(points) // 4
    way = page[1] - page[0]
    firsts = [points[(nth + 1) % 4 * count] - points[nth * count] for nth in range(4)]
    along = [float(first @ way) / max(float(np.linalg.norm(first)), 1e-6) for first in firsts]
    return np.roll(points, -int(np.argmax(along)) * count, axis=0)


def _part(flat: Flat, left: int, top: int, right: int, bottom: int) -> Flat:
    move = np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]])
    bgr = np.ascontiguousarray(flat.bgr[top:bottom, left:right])
    if isinstance(flat, Bent):
        return replace(flat, bgr=bgr, way=flat.way @ move, turn=flat.turn @ move)
    return Flat(bgr, flat.way @ move)
