"""Signs that something is missing in a row that reads well: a hand, a flash or a fold hid a part of it."""

import re

import numpy as np
from numpy.typing import NDArray

from app.capture.text import Line

_HOLE, NAME_HOLE, _LEAD = 1.7, 1.35, 2.4
_INDENT = 1.6
_PLACE = re.compile(r".{2,12}?[省市县区州盟旗]")
_AUTHORITY = re.compile(r".{2,}(?:公安局|分局|公安分局|派出所)")


def has_hole(row: Line, start: int, most: float = _HOLE) -> bool:
    """Tell whether the characters from `start` on have a gap, or stand too far from what is before them.

    Measured against the row's height, so that digits, which stand closer, and wide spacing do no harm. `most` heights
    from middle to middle are no gap.
    """
    gaps = np.diff(places(row)[max(0, start - 1) :]) / height(row)
    if not len(gaps):
        return False
    lead, inner = (gaps[0], gaps[1:]) if start else (0.0, gaps)
    return bool(lead > _LEAD or (len(inner) and inner.max() > most))


def are_flush(first: Line, start: int, others: list[Line]) -> bool:
    """Tell whether further rows begin below the character `start` of the first one."""
    if start >= len(first.signs):
        return True
    left = places(first)[start]
    return all(abs(places(row)[0] - left) < _INDENT * height(row) for row in others if row.signs)


def is_address(text: str) -> bool:
    """Tell whether an address begins as all do, with a province, city or county."""
    return _PLACE.match(text) is not None


def is_authority(text: str) -> bool:
    """Tell whether this can be who issued a card."""
    return _AUTHORITY.fullmatch(text) is not None


def places(row: Line) -> NDArray[np.float64]:
    """Give where the middles of the characters stand from left to right, in pixels."""
    left, right = row.quad[[0, 3], 0].mean(), row.quad[[1, 2], 0].mean()
    return np.array([left + sign.at * (right - left) for sign in row.signs])


def height(row: Line) -> float:
    """Give how high a row is, in pixels; its characters are about three quarters of it."""
    sides = row.quad[[3, 2], 1] - row.quad[[0, 1], 1]
    return max(float(sides.min()), 1.0)
