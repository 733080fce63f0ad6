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
_LEAST_STEP = 5.0
_FEWEST = 10
_STRAIGHT, _STRAIGHT_END = 0.75, 0.85
_END_PART = 0.35


def refined(quad: Quad, bgr: Bgr, reach: float) -> Quad:
    """Give the corners moved by at most about `reach` pixels; where no straight edge is plain they stay.

    A curved side has no straight edge, but its two ends may have.
    """
    sides = [_side(quad[nth], quad[(nth + 1) % 4], bgr, reach) for nth in range(4)]
    moved = quad.copy()
    for nth in range(4):
        point = crossing(sides[nth - 1][1], sides[nth][0])
        if point is not None and np.linalg.norm(point - quad[nth]) < 1.5 * reach:
            moved[nth] = point
    return moved if is_convex(moved) else quad


def _side(start: Floats, end: Floats, bgr: Bgr, reach: float) -> tuple[Floats, Floats]:
    """The lines a, b, c (ax + by = c) of a side as seen at its start and at its end."""
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    normal = np.array([-way[1], way[0]])
    parts = np.linspace(_ENDS, 1 - _ENDS, _SAMPLES)
    points = start + parts[:, None] * (end - start)
    offsets = np.arange(-reach, reach + 0.01, max(reach / 20, 0.5))
    steps = _steps(points, normal, offsets, bgr)
    peaks = _peaks(steps, offsets)
    inside = (points > 1).all(axis=1) & (points < np.array(bgr.shape[1::-1]) - 2).all(axis=1)
    usable = inside & (steps.max(axis=1) > _LEAST_STEP)
    whole = _agreed(parts, peaks, usable, reach, _STRAIGHT)
    first = whole or _agreed(parts, peaks, usable & (parts < _END_PART), reach, _STRAIGHT_END)
    last = whole or _agreed(parts, peaks, usable & (parts > 1 - _END_PART), reach, _STRAIGHT_END)
    return _moved(start, end, normal, first), _moved(start, end, normal, last)


def _moved(start: Floats, end: Floats, normal: Floats, away: tuple[float, float] | None) -> Floats:
    """The line through a side's ends, each moved along the normal."""
    first, last = (0.0, 0.0) if away is None else away
    start, end = start + first * normal, end + last * normal
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    return np.array([-way[1], way[0], -way[1] * start[0] + way[0] * start[1]])


def _steps(points: Floats, normal: Floats, offsets: Floats, bgr: Bgr) -> Singles:
    """The colour steps along the normal at each point, signed so that the side's own edge is positive."""
    places = (points[:, None, :] + offsets[None, :, None] * normal).astype(np.float32)
    seen = cv2.remap(bgr, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(seen, (5, 5), 0)
    steps = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=1, scale=0.5))
    up, down = np.median(steps.max(axis=1), axis=0), np.median(-steps.min(axis=1), axis=0)
    if up.max() >= down.max():
        return np.asarray(steps[..., int(np.argmax(up))])
    return np.asarray(-steps[..., int(np.argmax(down))])


def _peaks(steps: Singles, offsets: Floats) -> Floats:
    """The place of the largest step of each row, between samples by a parabola."""
    rows = np.arange(len(steps))
    at = np.clip(np.argmax(steps, axis=1), 1, steps.shape[1] - 2)
    left, here, right = steps[rows, at - 1], steps[rows, at], steps[rows, at + 1]
    curve = left - 2 * here + right
    shift = np.where(curve != 0, (left - right) / np.where(curve == 0, 1, 2 * curve), 0.0)
    return np.asarray(offsets[at] + np.clip(shift, -0.5, 0.5) * (offsets[1] - offsets[0]))


def _agreed(
    parts: Floats, peaks: Floats, usable: NDArray[np.bool_], reach: float, least: float
) -> tuple[float, float] | None:
    """How far a straight edge is away at a side's start and end; None where too few places agree on one."""
    picks = np.flatnonzero(usable)
    if len(picks) < _FEWEST:
        return None
    first, last = picks[: len(picks) // 2 : 2], picks[len(picks) // 2 :: 2]
    one, other = (pick.ravel() for pick in np.meshgrid(first, last))
    slope = (peaks[other] - peaks[one]) / np.maximum(parts[other] - parts[one], 1e-6)
    base = peaks[one] - slope * parts[one]
    near = usable & (np.abs(peaks - base[:, None] - slope[:, None] * parts) < max(1.0, reach / 12))
    best = near[np.argmax(near.sum(axis=1))]
    if best.sum() < max(least * len(picks), _FEWEST):
        return None
    slope_fit, base_fit = np.polyfit(parts[best], peaks[best], 1)
    return float(base_fit), float(base_fit + slope_fit)
