"""What changes from frame to frame, whatever the light does; and frames that show nothing, or always the same."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr

_PART = 4
_LEAST, _LEAST_PART = 6.0, 0.04
_FROZEN_FRAMES = 30
_BLACK, _BLACK_SPREAD = 14.0, 3.0
Thumb = NDArray[np.float32]


class Motion:
    """Follows frames by pictures of about 160×120."""

    def __init__(self) -> None:
        self._thumb: Thumb | None = None
        self._anchor: Thumb | None = None
        self._frame: Bgr | None = None
        self._same = 0
        self._is_alive = False
        self.moved = np.zeros((1, 1), np.uint8)

    def look(self, frame: Bgr, soft: Bgr) -> str:
        """Take in a frame and what it looks like softened: black, same (as the last one), frozen, or seen.

        A source that never gave two different frames is a picture, not a camera: it is always seen.
        """
        repeats = self._repeats(frame)
        self._same = self._same + 1 if repeats else 0
        self._frame = frame.copy()
        if repeats and self._is_alive:
            return "frozen" if self._same >= _FROZEN_FRAMES else "same"
        size = (max(1, soft.shape[1] // _PART), max(1, soft.shape[0] // _PART))
        gray = cv2.cvtColor(cv2.resize(soft, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        now = np.asarray(gray, np.float32)
        self.moved = _changed(now, self._thumb)
        self._thumb = now
        return "black" if now.max() < _BLACK and now.std() < _BLACK_SPREAD else "seen"

    @property
    def brightest(self) -> float:
        """How bright the brightest part of the frame is (0 to 255)."""
        return 0.0 if self._thumb is None else float(np.percentile(self._thumb, 99))

    @property
    def share(self) -> float:
        """Which part of the frame has moved since the last one."""
        return float((self.moved > 0).mean())

    def within(self, outline: NDArray[np.float64]) -> float:
        """Give which part of an outline (pixels of the softened frame) has moved since the last frame."""
        inside = np.zeros_like(self.moved)
        cv2.fillPoly(inside, [np.rint((outline + 0.5) / _PART - 0.5).astype(np.int32)], (1,))
        return float(cv2.countNonZero(cv2.bitwise_and(inside, self.moved))) / max(1, cv2.countNonZero(inside))

    def hold(self) -> None:
        """Remember this frame, for `since_held`."""
        self._anchor = self._thumb

    def since_held(self) -> float:
        """Give which part of the frame looks different from the one that was remembered."""
        return 1.0 if self._thumb is None else float((_changed(self._thumb, self._anchor) > 0).mean())

    def _repeats(self, frame: Bgr) -> bool:
        before = self._frame
        if before is None or before.shape != frame.shape:
            return False
        if np.array_equal(before[::16, ::16], frame[::16, ::16]) and np.array_equal(before, frame):
            return True
        self._is_alive = True
        return False


def _changed(now: Thumb, then: Thumb | None) -> NDArray[np.uint8]:
    """Where a picture changed (1) by more than the light in its rows: lamps flicker in bands."""
    if then is None or then.shape != now.shape:
        return np.ones(now.shape, np.uint8)
    light = np.median((now + 4) / (then + 4), axis=1, keepdims=True)
    expected = (then + 4) * light - 4
    return np.asarray(np.abs(now - expected) > _LEAST + _LEAST_PART * expected, np.uint8)
