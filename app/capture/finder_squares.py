"""The dark squares in light rings in dark rings that mark three corners of every QR code."""

from itertools import permutations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.quad import Quad, area, ordered

Gray = NDArray[np.uint8]
_SIDE, _REACHES = 1600, (25, 61)
_SMALLEST, _MOST = 10, 12
_INNER = (3 / 7) ** 2  # of the outer square's area
_FULL = 0.8  # of its own rectangle
_SIDES = (0.45, 2.2)
_LOW, _HIGH = 0.5, 1.9
_CORNERS = 4


def finder_squares(gray: Gray) -> list[Quad]:
    """Give the outer corners of what looks like a finder square, clockwise on the screen, the largest first."""
    scale = min(1.0, _SIDE / max(gray.shape))
    if min(gray.shape) * scale < _SMALLEST:
        return []
    small = gray if scale == 1 else np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    found: list[Quad] = []
    for reach in _REACHES:
        dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, reach, 8)
        for quad in _in(np.asarray(dark, np.uint8)):
            if all(np.linalg.norm(quad.mean(axis=0) - other.mean(axis=0)) > _SMALLEST / 2 for other in found):
                found.append(quad)
    return [quad / scale for quad in sorted(found, key=lambda quad: -area(quad))[:_MOST]]


def _in(dark: Gray) -> list[Quad]:
    outlines, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    inside = [] if not outlines else tree[0][:, 2].tolist()
    quads = []
    for outline, hole in zip(outlines, inside, strict=True):
        core = inside[hole] if hole >= 0 else -1
        if core >= 0 and _is_core(outline, outlines[core]):
            quads.append(_square(outline))
    return [quad for quad in quads if quad is not None]


def _is_core(outer: cv2.typing.MatLike, core: cv2.typing.MatLike) -> bool:
    """Whether two outlines have the sizes of a finder's outer ring and core, and about the same middle."""
    large, small = cv2.contourArea(outer), cv2.contourArea(core)
    if large < _SMALLEST**2 or not _LOW * _INNER < small / large < _HIGH * _INNER:
        return False
    middles = [np.asarray(one, np.float64).reshape(-1, 2).mean(axis=0) for one in (_box(outer), _box(core))]
    return bool(np.linalg.norm(middles[0] - middles[1]) < 0.12 * large**0.5)


def _box(outline: cv2.typing.MatLike) -> NDArray[np.float32]:
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(outline)), np.float32)


def _square(outline: cv2.typing.MatLike) -> Quad | None:
    """Give the four corners of an outline that is about a square, seen from aside or not."""
    hull = cv2.convexHull(outline)
    box = _box(outline).astype(np.float64)
    across, down = float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[2] - box[1]))
    if not _SIDES[0] < across / max(down, 1.0) < _SIDES[1] or cv2.contourArea(hull) < _FULL * across * down:
        return None
    rough = np.asarray(cv2.approxPolyDP(hull, 0.08 * cv2.arcLength(hull, True), True), np.float64).reshape(-1, 2)
    return ordered(rough + 0.0 if len(rough) == _CORNERS else box)


def pairs(squares: list[Quad]) -> list[tuple[Quad, Quad]]:
    """Give every ordered pair of squares of about the same size."""
    return [(one, two) for one, two in permutations(squares, 2) if 1 / 3 < area(one) / area(two) < 3]  # noqa: PLR2004 - of two squares of one code none is three times as large
