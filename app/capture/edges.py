"""How well a quadrilateral lies on edges of the picture, and where exactly those edges are."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, crossing

Floats = NDArray[np.float64]
_SAMPLES = 48
_ENDS = 0.09
_LEAST_STEP = 5.0


def steepness(small: Bgr) -> NDArray[np.float32]:
    """Give two layers: the change across and down of whichever colour layer changes most."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (3, 3), 0), cv2.COLOR_BGR2LAB).astype(np.float32)
    across, down = cv2.Sobel(lab, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(lab, cv2.CV_32F, 0, 1, scale=0.25)
    strongest = np.argmax(across**2 + down**2, axis=2)[:, :, None]
    return np.concatenate(
        [np.take_along_axis(across, strongest, 2), np.take_along_axis(down, strongest, 2)], axis=2
    )


def support(quad: Quad, steep: NDArray[np.float32]) -> Floats:
    """Give for each of the four sides which part of it lies on an edge that runs its way (0 to 1)."""
    high, wide = steep.shape[:2]
    return np.array([_side_support(quad[nth], quad[(nth + 1) % 4], steep, (wide, high)) for nth in range(4)])


def _side_support(start: Floats, end: Floats, steep: NDArray[np.float32], size: tuple[int, int]) -> float:
    points, normal = _along(start, end, _SAMPLES)
    reach = np.arange(-2, 3)
    places = points[:, None, :] + reach[None, :, None] * normal
    x, y = np.rint(places[..., 0]).astype(int), np.rint(places[..., 1]).astype(int)
    inside = (x >= 0) & (y >= 0) & (x < size[0]) & (y < size[1])
    found = steep[np.clip(y, 0, size[1] - 1), np.clip(x, 0, size[0] - 1)]
    step = (found @ normal.astype(np.float32)) * inside
    best = step[np.arange(len(step)), np.argmax(np.abs(step), axis=1)]
    one_way = max(int((best > _LEAST_STEP).sum()), int((best < -_LEAST_STEP).sum()))
    return one_way / len(best)


def _along(start: Floats, end: Floats, count: int) -> tuple[Floats, Floats]:
    """Points along a side without its ends, where corners are round, and the side's normal."""
    parts = np.linspace(_ENDS, 1 - _ENDS, count)[:, None]
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    return start + parts * (end - start), np.array([-way[1], way[0]])


def refined(quad: Quad, bgr: Bgr, reach: float) -> Quad:
    """Give the corners moved onto the picture's own edges, to parts of a pixel; a side without an edge stays."""
    lines = [_edge_line(quad[nth], quad[(nth + 1) % 4], bgr, reach) for nth in range(4)]
    moved = [crossing(lines[nth - 1], lines[nth]) for nth in range(4)]
    return np.array([quad[nth] if point is None else point for nth, point in enumerate(moved)])


def _edge_line(start: Floats, end: Floats, bgr: Bgr, reach: float) -> Floats:
    """The line a, b, c (ax + by = c) of the edge within `reach` of a side."""
    points, normal = _along(start, end, 64)
    offsets = np.arange(-reach, reach + 0.01, max(reach / 24, 0.5))
    places = (points[:, None, :] + offsets[None, :, None] * normal).astype(np.float32)
    seen = cv2.remap(bgr, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    steps = np.gradient(cv2.GaussianBlur(seen, (5, 1), 0).astype(np.float64), axis=1).sum(axis=2)
    steps *= 1 if abs(steps.max(axis=1).sum()) >= abs(steps.min(axis=1).sum()) else -1
    peaks = _peaks(steps, offsets)
    strong = steps.max(axis=1)
    kept = _agreeing(np.linspace(0, 1, len(peaks)), peaks, strong, tolerance=max(1.0, reach / 12))
    if kept is None:
        return np.array([normal[0], normal[1], normal @ start])
    first, last = points[0] + kept[0] * normal, points[-1] + kept[1] * normal
    way = (last - first) / max(float(np.linalg.norm(last - first)), 1e-6)
    return np.array([-way[1], way[0], np.array([-way[1], way[0]]) @ first])


def _peaks(steps: Floats, offsets: Floats) -> Floats:
    """The place of the largest step of each row, between samples by a parabola."""
    rows = np.arange(len(steps))
    at = np.clip(np.argmax(steps, axis=1), 1, steps.shape[1] - 2)
    left, here, right = steps[rows, at - 1], steps[rows, at], steps[rows, at + 1]
    curve = left - 2 * here + right
    shift = np.where(np.abs(curve) > 1e-9, (left - right) / np.where(curve == 0, 1, 2 * curve), 0.0)
    return np.asarray(offsets[at] + np.clip(shift, -0.5, 0.5) * (offsets[1] - offsets[0]))


def _agreeing(parts: Floats, peaks: Floats, strong: Floats, tolerance: float) -> tuple[float, float] | None:
    """The straight line (offset at both ends) that most peaks agree with; None when hardly any do."""
    usable = strong > 4 * _LEAST_STEP
    best, most = None, 0.35 * len(peaks)
    picks = np.flatnonzero(usable)
    for first in picks[: len(picks) // 2 : 2]:
        for last in picks[len(picks) // 2 :: 2]:
            slope = (peaks[last] - peaks[first]) / max(parts[last] - parts[first], 1e-6)
            near = usable & (np.abs(peaks - peaks[first] - slope * (parts - parts[first])) < tolerance)
            if near.sum() > most:
                best, most = near, near.sum()
    if best is None:
        return None
    slope, base = np.polyfit(parts[best], peaks[best], 1)
    return float(base), float(base + slope)
