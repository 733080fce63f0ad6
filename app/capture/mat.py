"""The empty mat, learned: what is new on it stands out, whatever colour it has."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.proposals import Mask

_SIDE = 320
_MEMORY = 40
_LEAST = 5.0
_NOISES = 5.0


class Mat:
    """Learns from frames of the empty mat; tells which parts of another frame are new."""

    def __init__(self) -> None:
        self._mean: NDArray[np.float32] | None = None
        self._noise = 1.0
        self._seen = 0

    @property
    def is_known(self) -> bool:
        """Whether enough frames were learned from."""
        return self._seen >= 3  # noqa: PLR2004 - one may be a flash, two a coincidence

    def learn(self, frame: Bgr) -> None:
        """Take a frame of the empty mat into the picture of it; older frames fade."""
        small = _small(frame)
        if self._mean is None or self._mean.shape != small.shape:
            self._mean, self._seen = small, 1
            return
        self._seen = min(self._seen + 1, _MEMORY)
        difference = small - self._mean
        self._noise += (float(np.abs(difference).mean()) - self._noise) / self._seen
        self._mean = np.asarray(self._mean + difference / self._seen, np.float32)

    def news(self, frame: Bgr) -> Mask:
        """Give a mask (255: new) about 320 pixels wide; all new while the mat is not known."""
        small = _small(frame)
        if self._mean is None or self._mean.shape != small.shape:
            return np.full(small.shape[:2], 255, np.uint8)
        change = np.abs(small - self._mean * _gain(small, self._mean)).max(axis=2)
        mask = (change > max(_LEAST, _NOISES * self._noise)).astype(np.uint8) * 255
        return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)


def share(news: Mask) -> float:
    """Give which part of the frame is new."""
    return float((news > 0).mean())


def _small(frame: Bgr) -> NDArray[np.float32]:
    scale = _SIDE / max(frame.shape[:2])
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.float32)


def _gain(small: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """How the camera's exposure changed, by the rim, which a page seldom covers altogether."""
    rim = 6
    now, then = (
        np.concatenate([part[:rim].reshape(-1, 3), part[:, :rim].reshape(-1, 3), part[:, -rim:].reshape(-1, 3)])
        for part in (small, mean)
    )
    return np.asarray(np.clip(np.median(now / np.maximum(then, 1), axis=0), 0.6, 1.6), np.float32)
