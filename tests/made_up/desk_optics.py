"""The lens of a made-up document camera: from millimetres on the mat to pixels and back, and things off the mat."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Maps = NDArray[np.float32]
_PEAK = 6.75  # d(1-d)² times this is 1 at its highest


@dataclass(frozen=True)
class Camera:
    """A camera that looks down on the mat; its middle sees the point (0, 0), x to the right, y down.

    `wide_mm` is what the picture's width shows, `high_mm` how far up the lens is, `lens` the distortion (below 0:
    barrel), `lean` how much nearer the right and the lower rim are, `turn` degrees about its own axis.
    """

    size: tuple[int, int] = (1280, 960)
    wide_mm: float = 360.0
    high_mm: float = 420.0
    lens: float = -0.02
    lean: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0
    vignette: float = 0.18
    blur: float = 0.6
    noise: float = 2.2
    jpeg: int = 88

    @property
    def pixels_per_mm(self) -> float:
        """How many pixels a millimetre has in the middle."""
        return self.size[0] / self.wide_mm


def to_pixels(camera: Camera, points_mm: Floats) -> Floats:
    """Give where points of the mat (n, 2) are seen."""
    points = points_mm @ _turned(camera)
    near = 1 - points @ np.array(camera.lean) / camera.wide_mm
    half = np.hypot(*camera.size) / 2
    ideal = points / near[:, None] * camera.pixels_per_mm / half
    seen = ideal.copy()
    for _ in range(12):
        seen = ideal / (1 - camera.lens * (seen**2).sum(axis=1, keepdims=True))
    return np.asarray(seen * half + (np.array(camera.size) - 1) / 2)


@lru_cache(maxsize=6)
def to_mm(camera: Camera) -> Maps:
    """Give for each pixel the point of the mat that it sees (height, width, 2)."""
    wide, high = camera.size
    half = np.hypot(wide, high) / 2
    across, down = (np.arange(side, dtype=np.float32) - (side - 1) / 2 for side in (wide, high))
    seen = np.dstack([*np.meshgrid(across / half, down / half)])
    ideal = seen * (1 - camera.lens * (seen**2).sum(axis=2, keepdims=True))
    flat = ideal * half / camera.pixels_per_mm
    near = 1 + flat @ np.array(camera.lean, np.float32) / camera.wide_mm
    return np.asarray((flat / near[..., None]) @ _turned(camera).T.astype(np.float32), np.float32)


def _turned(camera: Camera) -> Floats:
    angle = np.deg2rad(camera.turn)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


@dataclass(frozen=True)
class Bend:
    """How a thing stands off the mat: it bulges by `height_mm` on one or both sides of its spine.

    `spine` says where it is bound: middle (open book, left and right page), across (upper and lower page), left, top.
    """

    height_mm: float = 6.0
    spine: str = "middle"

    @property
    def axis(self) -> int:
        """The side along which the height changes: 0 the width, 1 the height."""
        return int(self.spine in {"across", "top"})

    def height(self, parts: Floats) -> Floats:
        """Give the height in mm at parts 0 to 1 of the way across."""
        away = np.abs(parts - 0.5) * 2 if self.spine in {"middle", "across"} else parts
        away = np.clip(away, 0, 1)
        return np.asarray(self.height_mm * _PEAK * away * (1 - away) ** 2)

    def plan(self, length_mm: float) -> tuple[Floats, Floats]:
        """Give parts of the way across, and where these lie on the mat, in mm from the middle of the thing."""
        parts = np.linspace(0, 1, 401)
        steps = np.diff(self.height(parts))
        along = np.sqrt(np.maximum((length_mm / 400) ** 2 - steps**2, 0))
        places = np.concatenate([[0.0], np.cumsum(along)])
        return parts, places - places[-1] / 2
