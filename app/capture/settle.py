"""When is a page lying still: the moment to take the picture."""

import numpy as np

from app.capture.quad import Quad

_STILL_PIXELS = 20.0
_FRAMES = 3
_MOVED_PIXELS = 60.0


class Settle:
    """Tells once for each page put down that it lies still. Corners are for a frame of 640×480."""

    def __init__(self) -> None:
        self._recent: list[Quad] = []
        self._missing = 0
        self._taken: Quad | None = None

    def look(self, corners: Quad | None) -> bool:
        """Tell whether the page, after this frame, has come to rest; True at most once until it moves or goes."""
        if corners is None:
            self._gone()
            return False
        self._missing = 0
        self._recent = [*self._recent[-_FRAMES:], corners]
        if self._taken is not None and _far(corners, self._taken) > _MOVED_PIXELS:
            self._taken = None
        if self._taken is not None or not self._rests():
            return False
        self._taken = corners
        return True

    def _gone(self) -> None:
        """One frame without a page may be a blink; several are an empty mat."""
        self._missing += 1
        self._recent = []
        if self._missing >= _FRAMES:
            self._taken = None

    def _rests(self) -> bool:
        steps = [_far(one, other) for one, other in zip(self._recent, self._recent[1:], strict=False)]
        return len(steps) >= _FRAMES and max(steps) < _STILL_PIXELS


def _far(one: Quad, other: Quad) -> float:
    """How far the corner that moved most has moved; which corner comes first may change between frames."""
    return min(float(np.linalg.norm(np.roll(one, turn, axis=0) - other, axis=1).max()) for turn in range(4))
