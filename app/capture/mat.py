"""The empty mat, learned: what is new on it stands out, whatever colour it has and however the light has changed."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr

SIDE = 640
_CELL = 16
_MEMORY = 40
_KNOWN_FRAMES = 3
_LEAST_EDGE = 4.0
_LEAST = np.round(4 + 0.025 * np.arange(256)).astype(np.uint8)  # of a change, by how bright the mat is
Mask = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class News:
    """A frame against its mat, at about 640 pixels.

    `soft` is the frame, `mat` the mat as it would look in this light, `change` the difference (128: none), `mask` what
    is new (255), `edges` where new edges run; `scale` takes pixels of the frame to these, `grain` is a step of noise.
    """

    soft: Bgr
    mat: Bgr
    change: Bgr
    mask: Mask
    edges: Mask
    scale: float
    grain: float

    @property
    def share(self) -> float:
        """Which part of the frame is new."""
        return cv2.countNonZero(self.mask) / self.mask.size


class Mat:
    """Learns from frames of the empty mat; tells which parts of another frame are new."""

    def __init__(self) -> None:
        self._mean: Floats | None = None
        self._seen = 0
        self._cells: Floats | None = None
        self._steep: Mask | None = None

    @classmethod
    def from_picture(cls, bgr: Bgr) -> "Mat":
        """Give the mat that one picture of it shows."""
        mat = cls()
        mat.replace(bgr)
        return mat

    @property
    def is_known(self) -> bool:
        """Whether enough frames were learned from."""
        return self._seen >= _KNOWN_FRAMES

    def replace(self, frame: Bgr) -> None:
        """Forget what was learned: the mat is what this frame shows."""
        self._take(softened(frame)[0].astype(np.float32))
        self._seen = _KNOWN_FRAMES

    def learn(self, frame: Bgr) -> None:
        """Take a frame of the empty mat into the picture of it; older frames fade."""
        self.learn_soft(softened(frame)[0])

    def learn_soft(self, soft: Bgr) -> None:
        """Learn from a frame that was `softened` already."""
        if self._mean is None or self._mean.shape != soft.shape:
            self._take(soft.astype(np.float32))
            self._seen = 1
            return
        self._seen = min(self._seen + 1, _MEMORY)
        cv2.accumulateWeighted(soft, self._mean, 1 / self._seen)
        self._take(self._mean)

    def _take(self, mean: Floats) -> None:
        self._mean = mean
        self._cells = _celled(mean)
        steep = cv2.morphologyEx(mean, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
        self._steep = np.asarray(np.clip(0.5 * steep, 0, 100), np.uint8)

    def compare(self, frame: Bgr) -> News:
        """Give what is new in a frame; everything while the mat is not known or has another form."""
        return self.compare_soft(*softened(frame))

    def compare_soft(self, soft: Bgr, scale: float) -> News:
        """Give what is new in a frame that was `softened` already."""
        if self._mean is None or self._cells is None or self._steep is None or self._mean.shape != soft.shape:
            every = np.full(soft.shape[:2], 255, np.uint8)
            return News(soft, np.zeros_like(soft), np.asarray(soft), every, every, scale, 4.0)
        mat = np.asarray(cv2.multiply(self._mean, _light(soft, self._cells), dtype=cv2.CV_8U), np.uint8)
        change = np.asarray(cv2.addWeighted(soft, 1, mat, -1, 128), np.uint8)
        steps = _most(cv2.morphologyEx(change, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)))
        grain = float(np.median(steps[::4, ::4]))
        least = cv2.add(cv2.LUT(_most(mat), _LEAST), self._steep)
        mask = cv2.compare(_most(cv2.absdiff(change, np.full_like(change, 128))), least, cv2.CMP_GT)
        least_edge = np.full_like(self._steep, round(max(_LEAST_EDGE, 2.2 * grain)))
        edges = cv2.compare(steps, cv2.add(self._steep, least_edge), cv2.CMP_GT)
        return News(soft, mat, change, _spots(mask), _spots(edges), scale, grain)

    def news(self, frame: Bgr) -> Mask:
        """Give a mask (255: new) about 640 pixels wide; all new while the mat is not known."""
        return self.compare(frame).mask


def share(news: Mask) -> float:
    """Give which part of the frame is new."""
    return float((news > 0).mean())


def _most(layers: cv2.typing.MatLike) -> Mask:
    blue, green, red = cv2.split(layers)
    return np.asarray(cv2.max(cv2.max(blue, green), red))


def _spots(where: cv2.typing.MatLike) -> Mask:
    """Without specks that a filter of 3×3 clears away."""
    return np.asarray(cv2.medianBlur(where, 3), np.uint8)


def softened(frame: Bgr) -> tuple[Bgr, float]:
    """Give a frame about 640 pixels wide, softened, and its scale."""
    scale = min(1.0, SIDE / max(frame.shape[:2]))
    size = (max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale)))
    small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (3, 3), 0), np.uint8), scale


def _celled(soft: cv2.typing.MatLike) -> Floats:
    """Means of cells of 16 pixels."""
    size = (max(2, round(soft.shape[1] / _CELL)), max(2, round(soft.shape[0] / _CELL)))
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_AREA), np.float32) + 4


def _light(soft: Bgr, mat_cells: Floats) -> Floats:
    """How much brighter each pixel of the mat is now than when it was learned: a tilted plane in each colour.

    Told from the rim, where mostly mat is seen, and then from all that agrees with it.
    """
    ratio = np.log(_celled(soft) / mat_cells)
    high, wide = ratio.shape[:2]
    plane, rim = _plane(high, wide)
    values, fit = ratio.reshape(-1, 3), np.zeros((3, 3), np.float32)
    fit[0] = np.median(values[rim], axis=0)
    for nth, room in enumerate((0.08, 0.08, 0.03, 0.03, 0.03)):
        used = rim if nth < 3 else slice(None)  # noqa: PLR2004 - first the rim alone
        apart = values[used] - plane[used] @ fit
        weight = 1 / (1 + (np.abs(apart).max(axis=1) / room) ** 4)
        heavy = plane[used] * weight[:, None]
        fit = np.linalg.solve(heavy.T @ plane[used] + 0.05 * np.eye(3, dtype=np.float32), heavy.T @ values[used])
    field = np.exp(np.clip((plane @ fit).reshape(high, wide, 3), -1.8, 1.8)).astype(np.float32)
    return np.asarray(cv2.resize(field, soft.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.float32)


@lru_cache(maxsize=4)
def _plane(high: int, wide: int) -> tuple[Floats, NDArray[np.bool_]]:
    """For each cell 1, its place across and down (-1 to 1), and whether it lies at the rim."""
    down, across = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j]
    rim = (np.abs(across) > 1 - 3 / wide) | (np.abs(down) > 1 - 3 / high)
    return np.dstack([np.ones_like(across), across, down]).reshape(-1, 3).astype(np.float32), rim.ravel()
