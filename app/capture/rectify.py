"""The page made flat: pulled straight from its corners, with the way back to the picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, proportion, sides

CARD = (1012, 638)
_A4 = (1654, 2339)
_CARD_PROPORTION = 85.6 / 54
_A4_PROPORTION = 297 / 210
_CLOSE = 0.09
_MOST_SIDE = 2400


@dataclass(frozen=True)
class Flat:
    """A page as if scanned. `way` takes its pixels back to pixels of the picture."""

    bgr: Bgr
    way: NDArray[np.float64]

    def back(self, points: Quad) -> Quad:
        """Give points of the flat page as points of the picture."""
        return np.asarray(cv2.perspectiveTransform(points.reshape(1, -1, 2), self.way)[0], np.float64)

    def turned(self, quarters: int) -> "Flat":
        """Give the same page turned clockwise by a number of quarter turns."""
        flat = self
        for _ in range(quarters % 4):
            high = flat.bgr.shape[0]
            quarter = np.array([[0.0, 1, 0], [-1, 0, high - 1], [0, 0, 1]])
            flat = Flat(np.ascontiguousarray(np.rot90(flat.bgr, -1)), flat.way @ quarter)
        return flat

    def corners(self) -> Quad:
        """Give the flat page's own corners, clockwise from its top left."""
        high, wide = self.bgr.shape[:2]
        return np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]])


def is_card(corners: Quad) -> bool:
    """Tell whether a page has about the proportions of a bank or ID card."""
    return abs(proportion(corners) / _CARD_PROPORTION - 1) < _CLOSE


def rectify(bgr: Bgr, corners: Quad, size: tuple[int, int]) -> Flat:
    """Pull the page with these corners into `size` (width, height) pixels."""
    wide, high = size
    flat = np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]], np.float32)
    way = np.asarray(cv2.getPerspectiveTransform(flat, corners.astype(np.float32)), np.float64)
    return Flat(_warped(bgr, way, size, shrink=float(sides(corners)[0]) / wide), way)


def _warped(bgr: Bgr, way: NDArray[np.float64], size: tuple[int, int], shrink: float) -> Bgr:
    """Sample backwards; a page that gets much smaller is sampled finer first, so that strokes do not break."""
    grain = 2 if shrink > 1.7 else 1  # noqa: PLR2004 - where linear sampling begins to skip pixels
    finer = way @ np.array([[1 / grain, 0, (1 / grain - 1) / 2], [0, 1 / grain, (1 / grain - 1) / 2], [0, 0, 1]])
    large = cv2.warpPerspective(
        bgr,
        finer,
        (size[0] * grain, size[1] * grain),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(large if grain == 1 else cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)


def paper_size(corners: Quad) -> tuple[int, int]:
    """Give the pixels for a page that is no card: A4 at 200 dpi, or as many as the picture has."""
    top, right, bottom, left = sides(corners)
    wide, high = (top + bottom) / 2, (left + right) / 2
    if abs(proportion(corners) / _A4_PROPORTION - 1) < _CLOSE:
        return _A4 if high > wide else (_A4[1], _A4[0])
    scale = min(1.0, _MOST_SIDE / max(wide, high))
    return max(16, round(wide * scale)), max(16, round(high * scale))
