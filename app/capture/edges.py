"""How well quadrilaterals lie on edges of the picture, and where exactly those edges are."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, crossing

Floats = NDArray[np.float64]
Steep = NDArray[np.float32]
_SAMPLES = 48
_ENDS = 0.09
_ROUGH_STEP = 14.0


def steepness(lab: Bgr) -> Steep:
    """Give two layers: the change across and down of whichever colour layer of a softened picture changes most."""
    across = [cv2.Sobel(layer, cv2.CV_32F, 1, 0, scale=0.25) for layer in cv2.split(lab)]
    down = [cv2.Sobel(layer, cv2.CV_32F, 0, 1, scale=0.25) for layer in cv2.split(lab)]
    most_across, most_down = across[0], down[0]
    strength = cv2.magnitude(most_across, most_down)
    for one, other in zip(across[1:], down[1:], strict=True):
        here = cv2.magnitude(one, other)
        stronger = cv2.compare(here, strength, cv2.CMP_GT)
        cv2.copyTo(one, stronger, most_across)
        cv2.copyTo(other, stronger, most_down)
        strength = cv2.max(strength, here)
    return np.dstack([most_across, most_down])


def noise(steep: Steep) -> float:
    """Give the step that a picture's grain alone does not reach; at most that of a rough desk."""
    return float(np.clip(3.5 * np.median(np.abs(steep[::3, ::3])), 1.6, _ROUGH_STEP))


def support(quads: Floats, steep: Steep, least: float, reach: int = 2) -> Floats:
    """Give for each side of each of n quadrilaterals (n, 4, 2) which part lies on an edge that runs its way.

    Parts outside the picture say nothing; a side that is mostly outside has no support.
    """
    high, wide = steep.shape[:2]
    ends = np.roll(quads, -1, axis=1)
    parts = np.linspace(_ENDS, 1 - _ENDS, _SAMPLES)
    points = quads[:, :, None] + parts[:, None] * (ends - quads)[:, :, None]
    normals = _normals(quads)
    places = points[:, :, :, None] + np.arange(-reach, reach + 1)[:, None] * normals[:, :, None, None]
    x, y = np.rint(places[..., 0]).astype(np.intp), np.rint(places[..., 1]).astype(np.intp)
    inside = (x >= 0) & (y >= 0) & (x < wide) & (y < high)
    found = steep[np.clip(y, 0, high - 1), np.clip(x, 0, wide - 1)]
    n = normals.astype(np.float32)[:, :, None, None]
    step = (found[..., 0] * n[..., 0] + found[..., 1] * n[..., 1]) * inside
    highest, lowest = step.max(axis=-1) > least, step.min(axis=-1) < -least
    seen = inside[..., reach].sum(axis=-1)
    held = np.maximum(highest.sum(axis=-1), lowest.sum(axis=-1)) / np.maximum(seen, 1)
    return np.where(seen < 0.4 * _SAMPLES, 0.0, held - 0.15 * (1 - seen / _SAMPLES))


def _normals(quads: Floats) -> Floats:
    ways = np.roll(quads, -1, axis=1) - quads
    ways = ways / np.maximum(np.linalg.norm(ways, axis=2, keepdims=True), 1e-6)
    return np.stack([-ways[..., 1], ways[..., 0]], axis=-1)


def refined(quad: Quad, bgr: Bgr, reach: float) -> Quad:
    """Give the corners moved onto the picture's own edges, to parts of a pixel; a side without an edge stays."""
    normals = _normals(quad[None])[0]
    lines = [_edge_line(quad[nth], quad[(nth + 1) % 4], normals[nth], bgr, reach) for nth in range(4)]
    moved = [crossing(lines[nth - 1], lines[nth]) for nth in range(4)]
    return np.array([quad[nth] if point is None else point for nth, point in enumerate(moved)])


def _edge_line(start: Floats, end: Floats, normal: Floats, bgr: Bgr, reach: float) -> Floats:
    """The line a, b, c (ax + by = c) of the edge within `reach` of a side."""
    points = start + np.linspace(_ENDS, 1 - _ENDS, 64)[:, None] * (end - start)
    offsets = np.arange(-reach, reach + 0.01, max(reach / 24, 0.5))
    steps = _steps(points, normal, offsets, bgr)
    peaks, strong = _peaks(steps, offsets), steps.max(axis=1)
    high, wide = bgr.shape[:2]
    inside = (
        (points[:, 0] > reach) & (points[:, 1] > reach) & (points[:, 0] < wide - reach) & (points[:, 1] < high - reach)
    )
    usable = inside & (strong > max(6.0, 0.3 * float(np.median(strong))))
    kept = _agreeing(np.linspace(0, 1, len(peaks)), peaks, usable, tolerance=max(0.7, reach / 12))
    if kept is None:
        return np.array([normal[0], normal[1], normal @ start])
    first, last = points[0] + kept[0] * normal, points[-1] + kept[1] * normal
    way = (last - first) / max(float(np.linalg.norm(last - first)), 1e-6)
    return np.array([-way[1], way[0], np.array([-way[1], way[0]]) @ first])


def _steps(points: Floats, normal: Floats, offsets: Floats, bgr: Bgr) -> Floats:
    """The brightness steps along the normal at each point, signed so that the side's own edge is positive."""
    places = (points[:, None, :] + offsets[None, :, None] * normal).astype(np.float32)
    seen = cv2.remap(bgr, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    bright = cv2.transform(seen.astype(np.float32), np.ones((1, 3), np.float32))
    steps = np.gradient(cv2.GaussianBlur(bright, (5, 1), 0).astype(np.float64), axis=1)
    up, down = np.median(steps.max(axis=1)), np.median(-steps.min(axis=1))
    return np.asarray(steps if up >= down else -steps)


def _peaks(steps: Floats, offsets: Floats) -> Floats:
    """The place of the largest step of each row, between samples by a parabola."""
    rows = np.arange(len(steps))
    at = np.clip(np.argmax(steps, axis=1), 1, steps.shape[1] - 2)
    left, here, right = steps[rows, at - 1], steps[rows, at], steps[rows, at + 1]
    curve = left - 2 * here + right
    shift = np.where(curve != 0, (left - right) / np.where(curve == 0, 1, 2 * curve), 0.0)
    return np.asarray(offsets[at] + np.clip(shift, -0.5, 0.5) * (offsets[1] - offsets[0]))


def _agreeing(parts: Floats, peaks: Floats, usable: NDArray[np.bool_], tolerance: float) -> tuple[float, float] | None:
    """The straight line (offset at both ends) that most peaks agree with; None when hardly any do."""
    picks = np.flatnonzero(usable)
    if len(picks) < 8:  # noqa: PLR2004 - too few to agree on anything
        return None
    first, last = picks[: len(picks) // 2 : 2], picks[len(picks) // 2 :: 2]
    one, other = (pick.ravel() for pick in np.meshgrid(first, last))
    slope = (peaks[other] - peaks[one]) / np.maximum(parts[other] - parts[one], 1e-6)
    base = peaks[one] - slope * parts[one]
    near = usable & (np.abs(peaks - base[:, None] - slope[:, None] * parts) < tolerance)
    best = near[np.argmax(near.sum(axis=1))]
    if best.sum() < 0.35 * usable.sum() or best.sum() < 8:  # noqa: PLR2004 - as above
        return None
    slope_fit, base_fit = np.polyfit(parts[best], peaks[best], 1)
    return float(base_fit), float(base_fit + slope_fit)
