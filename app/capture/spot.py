"""A connected part of a frame that is new on the mat, and the straight edges in it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.mat import Mask, News
from app.capture.picture import Bgr
from app.capture.quad import Quad, ordered
from app.capture.veil import like_mat

Segments = NDArray[np.float64]
Outline = NDArray[np.int32]
LEAST_AREA = 0.006
_MOST_SPOTS, _QUARTER = 6, 4
_SKIN = ((40, 138, 70), (250, 190, 126))  # brightness, red, blue (YCrCb): least and most


@dataclass(frozen=True)
class Spot:
    """`mask` marks it (255), filled; `small` is that at a quarter; `outline` goes around it."""

    mask: Mask
    small: Mask
    outline: Outline


def spots(news: News) -> list[Spot]:
    """Give the connected parts that are new and large enough for a card, the largest first."""
    union = cv2.morphologyEx(cv2.bitwise_or(news.mask, news.edges), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(union, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    large = sorted((one for one in outlines if cv2.contourArea(one) > LEAST_AREA * union.size), key=cv2.contourArea)
    return [_spot(np.asarray(outline, np.int32), union.shape) for outline in large[: -_MOST_SPOTS - 1 : -1]]


def without(spot: Spot, things: list[NDArray[np.float64]]) -> Spot | None:
    """Give what is left of a spot around some outlines; None when that is too little for a card."""
    mask = spot.mask.copy()
    for outline in things:
        away = outline - outline.mean(axis=0)
        grown = outline + away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6) * 4
        cv2.fillPoly(mask, [np.rint(grown).astype(np.int32)], (0,))
    rest = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(rest, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(outlines, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < LEAST_AREA * mask.size:
        return None
    return _spot(np.asarray(largest, np.int32), mask.shape)


def boxed(outline: Outline) -> Quad:
    """Give the smallest rectangle around an outline."""
    return ordered(np.asarray(cv2.boxPoints(cv2.minAreaRect(outline)), np.float64))


def runs(outline: Outline) -> Segments:
    """Give the straight parts of an outline and of its hull (x1, y1, x2, y2)."""
    parts = []
    for points in (outline, cv2.convexHull(outline)):
        length = cv2.arcLength(points, True)
        simple = cv2.approxPolyDP(points, max(1.6, 0.007 * length), True).reshape(-1, 2).astype(np.float64)
        parts.append(np.hstack([simple, np.roll(simple, -1, axis=0)]))
    return np.concatenate(parts)


def segments(spot: Spot, news: News) -> Segments:
    """Give the straight edges within a spot, of the frame itself and of its faint changes made clear."""
    left, top, wide, high = cv2.boundingRect(spot.outline)
    left, top = max(0, left - 6), max(0, top - 6)
    window = (slice(top, top + high + 12), slice(left, left + wide + 12))
    change = news.change[window]
    most = int(np.argmax(np.abs(change[::2, ::2].astype(np.int16) - 128).mean(axis=(0, 1))))
    layer = np.asarray(cv2.GaussianBlur(np.ascontiguousarray(change[..., most]), (0, 0), 1), np.int16)
    clear = np.clip((layer - 128) * 4 + 128, 0, 255).astype(np.uint8)
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE)
    found = [detector.detect(part)[0] for part in (clear, np.ascontiguousarray(news.soft[window][..., 1]))]
    lines = np.concatenate([np.empty((0, 4)), *(part.reshape(-1, 4) for part in found if part is not None)])
    return np.asarray(lines + np.array([left, top, left, top]), np.float64)


def without_hands(spot: Spot, news: News) -> Outline | None:
    """Give the outline of what is left of a spot without hands and shadows."""
    size = (max(1, spot.mask.shape[1] // 2), max(1, spot.mask.shape[0] // 2))
    half = [np.asarray(cv2.resize(one, size), np.float32) for one in (news.soft, news.mat)]
    shade = (like_mat(half[0], half[1]) > 0.5).astype(np.uint8) * 255  # noqa: PLR2004 - more like than not
    hidden = cv2.bitwise_or(
        cv2.resize(shade, spot.mask.shape[::-1], interpolation=cv2.INTER_NEAREST),
        cv2.dilate(skin(news.soft), np.ones((3, 3), np.uint8)),
    )
    rest = cv2.morphologyEx(
        cv2.bitwise_and(spot.mask, cv2.bitwise_not(hidden)), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)
    )
    outlines, _ = cv2.findContours(rest, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    best = max(outlines, key=lambda one: _weight(np.asarray(one, np.int32), spot.mask), default=None)
    return None if best is None else np.asarray(best, np.int32)


def skin(soft: Bgr) -> Mask:
    """Give where a picture has the colours of skin (255)."""
    return np.asarray(cv2.inRange(cv2.cvtColor(soft, cv2.COLOR_BGR2YCrCb), np.array(_SKIN[0]), np.array(_SKIN[1])))


def filled(outline: NDArray[np.float64], small: Mask) -> Mask:
    """Give the inside of an outline as a mask at a quarter of the size."""
    drawn = np.zeros_like(small)
    cv2.fillPoly(drawn, [np.rint((outline + 0.5) * 16 / _QUARTER - 8).astype(np.int32)], (255,), shift=4)
    return drawn


def _spot(outline: Outline, shape: tuple[int, ...]) -> Spot:
    mask = np.zeros(shape, np.uint8)
    cv2.drawContours(mask, [outline], -1, (255,), -1)
    size = (max(1, shape[1] // _QUARTER), max(1, shape[0] // _QUARTER))
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    return Spot(mask, np.asarray(small, np.uint8), outline)


def _weight(outline: Outline, mask: Mask) -> float:
    """Its area; a part that leaves the picture is rather a sleeve."""
    left, top, wide, high = cv2.boundingRect(outline)
    at_rim = left <= 1 or top <= 1 or left + wide >= mask.shape[1] - 1 or top + high >= mask.shape[0] - 1
    return float(cv2.contourArea(outline)) * (0.1 if at_rim else 1.0)
