"""Where a page could be: many cheap guesses at four corners, to be judged by the edges they lie on."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, area, crossing, is_convex, ordered

Mask = NDArray[np.uint8]
Gray = NDArray[np.uint8]
Floats = NDArray[np.float64]

_LEAST_AREA = 0.02
_MOST_AREA = 0.985


def from_mask(mask: Mask) -> Iterator[Quad]:
    """Quadrilaterals around the larger spots of a mask, at two grains of tidying."""
    whole = mask.shape[0] * mask.shape[1]
    for grain in (5, 13):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (grain, grain))
        tidy = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
        outlines, _ = cv2.findContours(tidy, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        spots = sorted(outlines, key=cv2.contourArea, reverse=True)[:4]
        for spot in spots:
            hull = cv2.convexHull(spot)
            if _LEAST_AREA * whole <= cv2.contourArea(hull) <= _MOST_AREA * whole:
                yield from _around(np.asarray(hull, np.int32), mask.shape[1::-1])


def masks(lab: Bgr, edges: Mask) -> Iterator[Mask]:
    """What may be page against what may be desk, by several measures; `lab` is small and softened.

    `edges` marks every step above the picture's own grain: it finds white paper on a white desk.
    """
    yield _without_specks(edges)
    far = _distance_from_rim(lab)
    for share in (1.0, 0.6, 1.5):
        yield _above(far, share)
    for layer in (lab[:, :, 0], _colourfulness(lab)):
        mask = _above(layer, 1.0)
        yield mask
        yield np.asarray(cv2.bitwise_not(mask), np.uint8)
    for low, high in ((15, 45), (40, 120)):
        yield _ridges(lab, low, high)


def _distance_from_rim(lab: Bgr) -> Gray:
    """How unlike each pixel is to what lies along the picture's rim, which is mostly desk."""
    half = np.asarray(cv2.resize(lab, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    rim = max(3, min(half.shape[:2]) // 25)
    ring = np.concatenate([part.reshape(-1, 3) for part in (half[:rim], half[-rim:], half[:, :rim], half[:, -rim:])])
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(ring[::3], 3, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    counts = np.bincount(labels.ravel(), minlength=3)
    near = [_unlike(half, centre) for centre in centres[counts > 0.08 * counts.sum()]]
    far = np.clip(2 * np.sqrt(np.minimum.reduce(near)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(far, lab.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _unlike(lab: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    """The square of each pixel's distance from a colour; light counts less than hue."""
    away = lab - centre
    return np.asarray(cv2.transform(cv2.multiply(away, away), np.array([[0.36, 1.0, 1.0]], np.float32)), np.float32)


def _above(layer: Gray, share: float) -> Mask:
    """What exceeds Otsu's threshold times `share`."""
    level, _ = cv2.threshold(layer, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(cv2.threshold(layer, max(6.0, level * share), 255, cv2.THRESH_BINARY)[1], np.uint8)


def _colourfulness(lab: Bgr) -> Gray:
    red, yellow = (np.asarray(cv2.extractChannel(lab, layer), np.float32) - 128 for layer in (1, 2))
    return np.asarray(cv2.convertScaleAbs(cv2.magnitude(red, yellow), alpha=3), np.uint8)


def _ridges(lab: Bgr, low: int, high: int) -> Mask:
    """Edges of any of the three layers, thickened until gaps close."""
    edges = np.zeros(lab.shape[:2], np.uint8)
    for layer in cv2.split(lab):
        edges |= np.asarray(cv2.Canny(layer, low, high), np.uint8)
    return np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), np.uint8)


def _without_specks(edges: Mask) -> Mask:
    """Keep the connected edges that are long enough to run around something."""
    joined = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    extent = stats[:, cv2.CC_STAT_WIDTH] + stats[:, cv2.CC_STAT_HEIGHT]
    large = extent > sum(edges.shape) // 12
    large[0] = False
    return np.asarray(large[labels] * 255 if count > 1 else joined, np.uint8)


def _around(hull: NDArray[np.int32], size: tuple[int, ...]) -> Iterator[Quad]:
    """Three views of an outline: its four longest straight runs, its simplest four corners, its rectangle."""
    points = hull.reshape(-1, 2).astype(np.float64)
    runs = _four_runs(points, size)
    if runs is not None:
        yield from _sane(runs)
    length = cv2.arcLength(hull, True)
    for part in (0.015, 0.03, 0.05, 0.08):
        simple = cv2.approxPolyDP(hull, part * length, True)
        if len(simple) == 4:  # noqa: PLR2004 - corners
            yield from _sane(np.asarray(simple, np.float64).reshape(4, 2))
            break
    box = np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float64)
    if cv2.contourArea(hull) > 0.8 * area(box):
        yield from _sane(box)


def _four_runs(hull: Floats, size: tuple[int, ...]) -> Quad | None:
    """Where the outline's four longest straight runs meet: round corners, and corners beyond the rim, are no matter."""
    length = float(np.linalg.norm(np.roll(hull, -1, axis=0) - hull, axis=1).sum())
    simple = cv2.approxPolyDP(hull.astype(np.float32).reshape(-1, 1, 2), 0.008 * length, True)
    corners = np.asarray(simple, np.float64).reshape(-1, 2)
    ends = np.roll(corners, -1, axis=0)
    lengths = np.linalg.norm(ends - corners, axis=1)
    for side, most in ((0, size[0] - 1), (1, size[1] - 1)):
        near = np.minimum(
            np.maximum(corners[:, side], ends[:, side]), most - np.minimum(corners[:, side], ends[:, side])
        )
        lengths[near < 3] = 0  # noqa: PLR2004 - a run along the picture's rim is not the page's
    longest = np.sort(np.argsort(lengths)[-4:])
    if len(corners) < 4 or lengths[longest].min() < 0.04 * length:  # noqa: PLR2004 - corners
        return None
    lines = [_line(corners[nth], ends[nth]) for nth in longest]
    points = [crossing(lines[nth - 1], lines[nth]) for nth in range(4)]
    found = [point for point in points if point is not None]
    return np.array(found) if len(found) == 4 else None  # noqa: PLR2004 - corners


def _line(start: Floats, end: Floats) -> Floats:
    """The line a, b, c with ax + by = c through two points."""
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    return np.array([-way[1], way[0], -way[1] * start[0] + way[0] * start[1]])


def _sane(points: Quad) -> Iterator[Quad]:
    if is_convex(points):
        yield ordered(points)
