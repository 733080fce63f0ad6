"""A page with bent sides, made flat by its outline: what lies between the sides follows them."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.rectify import Flat

Floats = NDArray[np.float64]
_STRIDE = 16


@dataclass(frozen=True)
class Bent(Flat):
    """A page flattened by its outline. `way` is only about right; `back` is exact.

    `rim` are four sides (4, n, 2) clockwise from the flat page's top left as it first was, `size` its size then, and
    `turn` takes pixels of the page as it is turned now to pixels of that.
    """

    rim: Floats = field(default_factory=lambda: np.zeros((4, 2, 2)))
    size: tuple[int, int] = (1, 1)
    turn: Floats = field(default_factory=lambda: np.eye(3))

    def back(self, points: Quad) -> Quad:
        """Give points of the flat page as points of the picture."""
        first = np.column_stack([points, np.ones(len(points))]) @ self.turn.T
        return _between(self.rim, (first[:, 0] + 0.5) / self.size[0], (first[:, 1] + 0.5) / self.size[1])

    def edge(self) -> Floats:
        """Give points along the flat page's own edge, clockwise from its top left, as many on each side."""
        corners = self.corners()
        steps = np.linspace(0, 1, self.rim.shape[1] - 1, endpoint=False)[:, None]
        return np.concatenate([corners[n] * (1 - steps) + corners[(n + 1) % 4] * steps for n in range(4)])

    def turned(self, quarters: int) -> "Bent":
        """Give the same page turned clockwise by a number of quarter turns."""
        flat, turn = super().turned(quarters), self.turn
        high, wide = self.bgr.shape[:2]
        for nth in range(quarters % 4):
            turn = turn @ np.array([[0.0, 1, 0], [-1, 0, (high, wide)[nth % 2] - 1], [0, 0, 1]])
        return Bent(flat.bgr, flat.way, self.rim, self.size, turn)


def flattened(bgr: Bgr, outline: Floats, size: tuple[int, int]) -> Bent:
    """Pull a page with this outline (from its top left clockwise, as many points on each side) into size pixels."""
    rim = _sides(outline)
    wide, high = size
    across, down = np.arange(0, wide + _STRIDE, _STRIDE), np.arange(0, high + _STRIDE, _STRIDE)
    u, v = np.meshgrid((across + 0.5) / wide, (down + 0.5) / high)
    coarse = _between(rim, u.ravel(), v.ravel()).reshape(*u.shape, 2).astype(np.float32)
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32) / _STRIDE, np.arange(high, dtype=np.float32) / _STRIDE)
    places = np.asarray(cv2.remap(coarse, x, y, cv2.INTER_LINEAR), np.float32)
    flat = cv2.remap(bgr, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    corners = np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]], np.float32)
    way = np.asarray(cv2.getPerspectiveTransform(corners, rim[:, 0].astype(np.float32)), np.float64)
    return Bent(np.asarray(flat, np.uint8), way, rim, size)


def _sides(outline: Floats) -> Floats:
    """The four sides, each with both of its corners."""
    sides = outline.reshape(4, -1, 2)
    return np.concatenate([sides, np.roll(sides[:, :1], -1, axis=0)], axis=1)


def _between(rim: Floats, u: Floats, v: Floats) -> Floats:
    """The points at parts u across and v down between four sides: their corners' perspective, and their bends."""
    top, right, bottom, left = rim[0], rim[1], rim[2][::-1], rim[3][::-1]
    corners = np.array([top[0], top[-1], bottom[-1], bottom[0]], np.float32)
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    way = cv2.getPerspectiveTransform(unit, corners)
    flat = cv2.perspectiveTransform(np.column_stack([u, v]).reshape(1, -1, 2).astype(np.float64), way)[0]
    bends = [_bend(side, part) for side, part in ((top, u), (bottom, u), (left, v), (right, v))]
    parts = (1 - v, v, 1 - u, u)
    return np.asarray(flat + sum(bend * part[:, None] for bend, part in zip(bends, parts, strict=True)), np.float64)


def _bend(side: Floats, parts: Floats) -> Floats:
    """How far a side leaves its chord at parts of the way."""
    chord = side[-1] - side[0]
    length = max(float(np.hypot(*chord)), 1e-6)
    normal = np.array([-chord[1], chord[0]]) / length
    along, aside = (side - side[0]) @ chord / length**2, (side - side[0]) @ normal
    return np.asarray(np.interp(np.clip(parts, 0, 1), along, aside)[:, None] * normal)
