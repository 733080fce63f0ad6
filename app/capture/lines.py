"""Pages by their straight sides: line segments joined to lines, lines to quadrilaterals. For faint edges; slower."""

import math
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, crossing, is_convex, ordered

Floats = NDArray[np.float64]
_MOST_LINES = 14
_JOIN_DEGREES, _JOIN_PIXELS = 2.5, 3.0
_SQUARE_DEGREES = 30


def from_lines(lab: Bgr) -> list[Quad]:
    """Give quadrilaterals between the stronger lines of a small, softened picture."""
    strongest = _strongest(_segments(lab), min(lab.shape[:2]))
    size = np.array(lab.shape[1::-1], np.float64)
    pairs = [(one, other) for one, other in combinations(strongest, 2) if _far_apart(one, other, float(size.min()))]
    found = []
    for first, second in combinations(pairs, 2):
        quad = _between(first, second)
        if quad is not None and (quad > -0.3 * size).all() and (quad < 1.3 * size).all():
            found.append(quad)
    return found


def _segments(lab: Bgr) -> Floats:
    """Line segments (x1, y1, x2, y2) of brightness and of colour."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE)
    parts = [detector.detect(_amplified(layer))[0] for layer in cv2.split(lab)]
    kept = [part.reshape(-1, 4) for part in parts if part is not None]
    return np.concatenate(kept).astype(np.float64) if kept else np.empty((0, 4))


def _amplified(layer: cv2.typing.MatLike) -> NDArray[np.uint8]:
    """Faint steps made clear: the difference from the surroundings, five times."""
    seen = np.asarray(layer, np.float32)
    clear = np.clip(128 + 5 * (seen - cv2.GaussianBlur(seen, (0, 0), 20)), 0, 255)
    return np.asarray(clear, np.uint8)


def _strongest(segments: Floats, side: int) -> list[Floats]:
    """Lines (a, b, c) that carry the most length, segments on one line counted together."""
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    segments, lengths = segments[lengths > 0.05 * side], lengths[lengths > 0.05 * side]
    free = np.ones(len(segments), bool)
    lines: list[tuple[float, Floats]] = []
    for nth in np.argsort(-lengths):
        if free[nth] and len(lines) < 3 * _MOST_LINES:
            line = _through(segments[nth])
            on = free & _on(line, segments)
            free &= ~on
            lines.append((float(lengths[on].sum()), line))
    lines.sort(key=lambda one: -one[0])
    return [line for length, line in lines[:_MOST_LINES] if length > 0.1 * side]


def _through(segment: Floats) -> Floats:
    way = segment[2:] - segment[:2]
    way = way / max(float(np.hypot(*way)), 1e-6)
    return np.array([-way[1], way[0], -way[1] * segment[0] + way[0] * segment[1]])


def _on(line: Floats, segments: Floats) -> NDArray[np.bool_]:
    """Which segments lie on a line: both ends near it, and the same way."""
    start = np.abs(segments[:, :2] @ line[:2] - line[2])
    end = np.abs(segments[:, 2:] @ line[:2] - line[2])
    ways = segments[:, 2:] - segments[:, :2]
    lean = np.abs(ways @ line[:2]) / np.maximum(np.linalg.norm(ways, axis=1), 1e-6)
    near = (np.maximum(start, end) < 2 * _JOIN_PIXELS) & (lean < math.sin(math.radians(2 * _JOIN_DEGREES)))
    return np.asarray(near)


def _far_apart(one: Floats, other: Floats, side: float) -> bool:
    """Whether two lines can be opposite sides: nearly the same way, and with room between them."""
    along = float(one[:2] @ other[:2])
    if abs(along) < math.cos(math.radians(_SQUARE_DEGREES)):
        return False
    return abs(float(one[2]) - math.copysign(1, along) * float(other[2])) > 0.1 * side


def _between(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> Quad | None:
    if abs(float(first[0][:2] @ second[0][:2])) > math.sin(math.radians(_SQUARE_DEGREES + 10)):
        return None
    corners = [
        crossing(one, other)
        for one, other in zip(
            (first[0], first[0], first[1], first[1]), (second[0], second[1], second[1], second[0]), strict=True
        )
    ]
    found = [corner for corner in corners if corner is not None]
    if len(found) < 4 or not is_convex(np.array(found)):  # noqa: PLR2004 - corners
        return None
    return ordered(np.array(found))
