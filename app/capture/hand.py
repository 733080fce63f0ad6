"""Hands over a mat: what is new, reaches in from the rim of the picture and is none of the things."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.mat import Mask, News
from app.capture.spot import skin

_LEAST_PART, _CUT = 0.008, 0.02
_RIM, _HALF = 2, 2


@dataclass(frozen=True)
class Hands:
    """`part` of the frame that hands and arms take; for each thing the part that they hide, and whether it is cut off.

    A thing is cut off where more of it, without the colours of skin, goes on to the rim of the picture.
    """

    part: float
    hidden: tuple[float, ...]
    cut: tuple[bool, ...]


def hands(news: News, outlines: Sequence[NDArray[np.float64]]) -> Hands:
    """Give the hands beside and over some things (outlines in pixels of the news)."""
    size = (max(1, news.mask.shape[1] // _HALF), max(1, news.mask.shape[0] // _HALF))
    rest = cv2.resize(cv2.bitwise_or(news.mask, news.edges), size, interpolation=cv2.INTER_AREA)
    rest = cv2.morphologyEx(
        cv2.threshold(rest, 60, 255, cv2.THRESH_BINARY)[1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)
    )
    inside = [_drawn(outline / _HALF, rest.shape) for outline in outlines]
    things = np.maximum.reduce([np.zeros(rest.shape, np.uint8), *inside])
    beside = cv2.bitwise_and(rest, cv2.bitwise_not(cv2.dilate(things, np.ones((5, 5), np.uint8))))
    arms = _from_the_rim(np.asarray(cv2.morphologyEx(beside, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8))
    part = cv2.countNonZero(arms) / arms.size
    if part < _LEAST_PART / 4:
        return Hands(0.0, (0.0,) * len(outlines), (False,) * len(outlines))
    bare = skin(np.asarray(cv2.resize(news.soft, size, interpolation=cv2.INTER_AREA), np.uint8))
    over = cv2.bitwise_and(bare, cv2.dilate(things, np.ones((7, 7), np.uint8)))
    joined = _from_the_rim(np.asarray(cv2.bitwise_or(arms, over), np.uint8))
    hidden = tuple(_share(joined, one) for one in inside)
    cut = tuple(_share(_other(arms, bare), _around(one), one) > _CUT for one in inside)
    return Hands(part if part >= _LEAST_PART else 0.0, hidden, cut)


def _drawn(outline: NDArray[np.float64], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], (255,))
    return mask


def _around(inside: Mask) -> Mask:
    return np.asarray(cv2.dilate(inside, np.ones((11, 11), np.uint8)), np.uint8)


def _other(arms: Mask, bare: Mask) -> Mask:
    """What reaches the rim and has not the colours of skin."""
    return np.asarray(cv2.bitwise_and(arms, cv2.bitwise_not(cv2.dilate(bare, np.ones((5, 5), np.uint8)))), np.uint8)


def _share(mask: Mask, where: Mask, of: Mask | None = None) -> float:
    """How much of a mask lies in a place, as a part of that place or of another."""
    return cv2.countNonZero(cv2.bitwise_and(mask, where)) / max(1, cv2.countNonZero(where if of is None else of))


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
