"""Hands over a mat: what is new, reaches in from the rim of the picture and is none of the things."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.mat import Mask, News
from app.capture.quad import area
from app.capture.spot import skin

_LEAST_PART = 0.008
_RIM = 2


@dataclass(frozen=True)
class Hands:
    """`part` of the frame that hands and arms take, and for each thing the part of it that they hide."""

    part: float
    hidden: tuple[float, ...]


def hands(news: News, outlines: Sequence[NDArray[np.float64]]) -> Hands:
    """Give the hands beside and over some things (outlines in pixels of the news)."""
    rest = cv2.morphologyEx(cv2.bitwise_or(news.mask, news.edges), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    things = np.zeros_like(news.mask)
    for outline in outlines:
        cv2.fillPoly(things, [np.rint(outline).astype(np.int32)], (255,))
    beside = cv2.bitwise_and(rest, cv2.bitwise_not(cv2.dilate(things, np.ones((9, 9), np.uint8))))
    arms = _from_the_rim(np.asarray(cv2.morphologyEx(beside, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), np.uint8))
    part = cv2.countNonZero(arms) / arms.size
    if part < _LEAST_PART:
        return Hands(0.0, (0.0,) * len(outlines))
    over = cv2.bitwise_and(skin(news.soft), cv2.dilate(things, np.ones((15, 15), np.uint8)))
    joined = _from_the_rim(np.asarray(cv2.bitwise_or(arms, over), np.uint8))
    return Hands(part, tuple(_hidden(joined, outline) for outline in outlines))


def _from_the_rim(mask: Mask) -> Mask:
    """The connected parts that touch the rim of the picture."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    high, wide = mask.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    touches = (left <= _RIM) | (top <= _RIM) | (right >= wide - _RIM) | (bottom >= high - _RIM)
    touches &= stats[:, cv2.CC_STAT_AREA] > 0.1 * _LEAST_PART * mask.size
    touches[0] = False
    return np.asarray(touches[labels] * np.uint8(255) if count > 1 else np.zeros_like(mask), np.uint8)


def _hidden(joined: Mask, outline: NDArray[np.float64]) -> float:
    inside = np.zeros_like(joined)
    cv2.fillPoly(inside, [np.rint(outline).astype(np.int32)], (255,))
    return cv2.countNonZero(cv2.bitwise_and(joined, inside)) / max(1.0, area(outline))
