"""Signs that something is missing in a row that reads well: a hand, a flash or a fold hid a part of it."""

import re

import numpy as np

from app.capture.text import Line

_HOLE, _LEAD = 1.7, 2.4
_INDENT = 1.6
_PLACE = re.compile(r".{2,12}?[省市县区州盟旗]")
_AUTHORITY = re.compile(r".{2,}(?:公安局|分局|公安分局|派出所)")


def has_hole(row: Line, start: int) -> bool:
    """Tell whether the characters from `start` on have a gap, or stand too far from what is before them.

    Measured against the row's height, so that digits, which stand closer, and wide spacing do no harm.
    """
    places = _places(row)[max(0, start - 1) :]
    if len(places) < 2:  # noqa: PLR2004 - one character has no gap
        return False
    gaps = np.diff(places) / _height(row)
    lead, inner = (gaps[0], gaps[1:]) if start else (0.0, gaps)
    return bool(lead > _LEAD or (len(inner) and inner.max() > _HOLE))


def are_flush(first: Line, start: int, others: list[Line]) -> bool:
    """Tell whether further rows begin below the character `start` of the first one."""
    places = _places(first)
    if start >= len(places):
        return True
    left = places[start]
    return all(abs(_places(row)[0] - left) < _INDENT * _height(row) for row in others if row.signs)


def is_address(text: str) -> bool:
    """Tell whether an address begins as all do, with a province, city or county."""
    return _PLACE.match(text) is not None


def is_authority(text: str) -> bool:
    """Tell whether this can be who issued a card."""
    return _AUTHORITY.fullmatch(text) is not None


def _places(row: Line) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Where the characters stand from left to right, in pixels."""
    left, right = row.quad[[0, 3], 0].mean(), row.quad[[1, 2], 0].mean()
    return np.array([left + sign.at * (right - left) for sign in row.signs])


def _height(row: Line) -> float:
    sides = row.quad[[3, 2], 1] - row.quad[[0, 1], 1]
    return max(float(sides.min()), 1.0)
