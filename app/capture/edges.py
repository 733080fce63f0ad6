"""Four corners moved onto the picture's own edges, to parts of a pixel, where there are plain edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, crossing, is_convex

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
_SAMPLES = 72
_ENDS = 0.04
_PARTS = np.linspace(_ENDS, 1 - _ENDS, _SAMPLES)
_LEAST_STEP = 5.0
_FEWEST = 10
_STRAIGHT, _STRAIGHT_END = 0.75, 0.85
_END_PART = 0.35


def refined(quad: Quad, bgr: Bgr, reach: float) -> Quad:
    """Give the corners moved by at most about `reach` pixels; where no straight edge is plain they stay.

    A curved side has no straight edge, but its two ends may have.
    """
    sides = _sides(quad, bgr, reach)
    moved = quad.copy()
    for nth in range(4):
        point = crossing(sides[nth - 1][1], sides[nth][0])
        if point is not None and np.linalg.norm(point - quad[nth]) < 1.5 * reach:
            moved[nth] = point
    return moved if is_convex(moved) else quad


def _sides(quad: Quad, bgr: Bgr, reach: float) -> list[tuple[Floats, Floats]]:
    """The lines a, b, c (ax + by = c) of each side as seen at its start and at its end."""
    ways = np.roll(quad, -1, axis=0) - quad
    lengths = np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-6)
    normals = np.column_stack([-ways[:, 1], ways[:, 0]]) / lengths
    points = quad[:, None] + _PARTS[:, None] * ways[:, None]
    offsets = np.arange(-reach, reach + 0.01, max(reach / 20, 0.5))
    steps = _steps(points, normals, offsets, bgr)
    peaks = _peaks(steps.reshape(-1, len(offsets)), offsets).reshape(4, -1)
    usable = ((points > 1) & (points < np.array(bgr.shape[1::-1]) - 2)).all(axis=2)
    usable &= steps.max(axis=2) > _LEAST_STEP
    return [_side(quad[nth], quad[(nth + 1) % 4], normals[nth], peaks[nth], usable[nth], reach) for nth in range(4)]


def _side(
    start: Floats, end: Floats, normal: Floats, peaks: Floats, usable: NDArray[np.bool_], reach: float
) -> tuple[Floats, Floats]:
    whole = _agreed(peaks, usable, reach, _STRAIGHT)
    first = whole or _agreed(peaks, usable & (_PARTS < _END_PART), reach, _STRAIGHT_END)
    last = whole or _agreed(peaks, usable & (_PARTS > 1 - _END_PART), reach, _STRAIGHT_END)
    return _moved(start, end, normal, first), _moved(start, end, normal, last)


def _moved(start: Floats, end: Floats, normal: Floats, away: tuple[float, float] | None) -> Floats:
    """The line through a side's ends, each moved along the normal."""
    first, last = (0.0, 0.0) if away is None else away
    start, end = start + first * normal, end + last * normal
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    return np.array([-way[1], way[0], -way[1] * start[0] + way[0] * start[1]])


def _steps(points: Floats, normals: Floats, offsets: Floats, bgr: Bgr) -> Singles:
    """The colour steps along the normal at each point of each side, signed so that the side's own edge is positive."""
    places = (points[:, :, None] + offsets[:, None] * normals[:, None, None]).astype(np.float32)
    x, y = (np.ascontiguousarray(places[..., axis]).reshape(-1, len(offsets)) for axis in (0, 1))
    seen = cv2.remap(bgr, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).reshape(4, -1, len(offsets), 3)
    found = np.empty(places.shape[:3], np.float32)
    for nth, side in enumerate(seen):
        steps = np.asarray(cv2.Sobel(cv2.GaussianBlur(side, (5, 5), 0), cv2.CV_32F, 1, 0, ksize=1, scale=0.5))
        up, down = np.median(steps.max(axis=1), axis=0), np.median(-steps.min(axis=1), axis=0)
        rises = up.max() >= down.max()
        found[nth] = steps[..., int(np.argmax(up))] if rises else -steps[..., int(np.argmax(down))]
    return found


def _peaks(steps: Singles, offsets: Floats) -> Floats:
    """The place of the largest step of each row, between samples by a parabola."""
    rows = np.arange(len(steps))
    at = np.clip(np.argmax(steps, axis=1), 1, steps.shape[1] - 2)
    left, here, right = steps[rows, at - 1], steps[rows, at], steps[rows, at + 1]
    curve = left - 2 * here + right
    shift = np.where(curve != 0, (left - right) / np.where(curve == 0, 1, 2 * curve), 0.0)
    return np.asarray(offsets[at] + np.clip(shift, -0.5, 0.5) * (offsets[1] - offsets[0]))


def _agreed(peaks: Floats, usable: NDArray[np.bool_], reach: float, least: float) -> tuple[float, float] | None:
    """How far a straight edge is away at a side's start and end; None where too few places agree on one."""
    picks = np.flatnonzero(usable)
    if len(picks) < _FEWEST:
        return None
    first, last = picks[: len(picks) // 2 : 2], picks[len(picks) // 2 :: 2]
    one, other = (pick.ravel() for pick in np.meshgrid(first, last))
    slope = (peaks[other] - peaks[one]) / np.maximum(_PARTS[other] - _PARTS[one], 1e-6)
    base = peaks[one] - slope * _PARTS[one]
    near = usable & (np.abs(peaks - base[:, None] - slope[:, None] * _PARTS) < max(1.0, reach / 12))
    best = near[np.argmax(near.sum(axis=1))]
    if best.sum() < max(least * len(picks), _FEWEST):
        return None
    x, y = _PARTS[best] - _PARTS[best].mean(), peaks[best]
    fit = float(x @ y) / float(x @ x)
    return float(y.mean()) - fit * float(_PARTS[best].mean()), float(y.mean()) + fit * (1 - float(_PARTS[best].mean()))
