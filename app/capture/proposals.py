"""Where a page could be: many cheap guesses at four corners, to be judged by the edges they lie on."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, area, is_convex, ordered

Mask = NDArray[np.uint8]
Gray = NDArray[np.uint8]

_LEAST_AREA = 0.02
_MOST_AREA = 0.985


def proposals(small: Bgr, news: Mask | None = None) -> Iterator[Quad]:
    """Give quadrilaterals in a picture of about 640 pixels; `news` is what differs from the known empty mat."""
    if news is not None:
        yield from _quads(news)
    for mask in _masks(small):
        yield from _quads(mask)


def _masks(small: Bgr) -> Iterator[Mask]:
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB)
    far = _distance_from_rim(lab)
    for share in (1.0, 0.6, 1.5):
        yield _above(far, share)
    for layer in (lab[:, :, 0], _colourfulness(lab)):
        yield from _both_ways(layer)
    for low, high in ((15, 45), (40, 120)):
        yield _ridges(lab, low, high)


def _distance_from_rim(lab: Bgr) -> Gray:
    """How unlike each pixel is to what lies along the picture's rim, which is mostly desk."""
    high, wide = lab.shape[:2]
    rim = max(4, min(high, wide) // 25)
    ring = np.concatenate(
        [part.reshape(-1, 3) for part in (lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:])]
    ).astype(np.float32)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(ring[::7], 3, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    counts = np.bincount(labels.ravel(), minlength=3)
    weight = np.array([0.6, 1.0, 1.0], np.float32)
    pixels = lab.astype(np.float32)
    far = np.full((high, wide), 1e6, np.float32)
    for centre in centres[counts > 0.08 * counts.sum()]:
        far = np.minimum(far, np.sqrt((((pixels - centre) * weight) ** 2).sum(axis=2)))
    return np.clip(far * 2, 0, 255).astype(np.uint8)


def _above(layer: Gray, share: float) -> Mask:
    """What exceeds Otsu's threshold times `share`."""
    level, _ = cv2.threshold(layer, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(cv2.threshold(layer, max(6.0, level * share), 255, cv2.THRESH_BINARY)[1], np.uint8)


def _both_ways(layer: Gray) -> Iterator[Mask]:
    mask = _above(layer, 1.0)
    yield mask
    yield np.asarray(cv2.bitwise_not(mask), np.uint8)


def _colourfulness(lab: Bgr) -> Gray:
    away = np.hypot(lab[:, :, 1].astype(np.float32) - 128, lab[:, :, 2].astype(np.float32) - 128)
    return np.clip(away * 3, 0, 255).astype(np.uint8)


def _ridges(lab: Bgr, low: int, high: int) -> Mask:
    """Edges of any of the three layers, thickened until gaps close."""
    edges = np.zeros(lab.shape[:2], np.uint8)
    for layer in cv2.split(lab):
        edges |= np.asarray(cv2.Canny(layer, low, high), np.uint8)
    return np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), np.uint8)


def _quads(mask: Mask) -> Iterator[Quad]:
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
                yield from _around(hull)


def _around(hull: NDArray[np.int32] | cv2.typing.MatLike) -> Iterator[Quad]:
    """The hull simplified to four corners, and the smallest rectangle around it."""
    length = cv2.arcLength(hull, True)  # noqa: FBT003 - the outline is closed
    for part in (0.015, 0.03, 0.05, 0.08):
        simple = cv2.approxPolyDP(hull, part * length, True)  # noqa: FBT003 - the outline is closed
        if len(simple) == 4:  # noqa: PLR2004 - corners
            yield from _sane(np.asarray(simple, np.float64).reshape(4, 2))
            break
    box = np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float64)
    if cv2.contourArea(hull) > 0.8 * area(box):
        yield from _sane(box)


def _sane(points: Quad) -> Iterator[Quad]:
    if is_convex(points):
        yield ordered(points)
