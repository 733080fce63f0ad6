"""Whether somebody wrote on a field, or pressed a thumb on it: pen of any colour, red ink, on any light."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quality import spots
from app.capture.strips import jpeg

Box = tuple[float, float, float, float]
MM = 200 / 25.4
_GRAIN = 5.0  # mm: a stroke is thinner, a shadow wider
_DARK, _RED, _BLUE = 0.17, 0.16, 0.14
_SPECK = 0.25  # mm²
_STEEP, _EDGED = 0.045, 0.12  # of the paper's light a pixel, of a mark's pixels
_SIGNED, _UNSIGNED = 7.0, 1.6  # mm² of ink
_LONG = 5.0  # mm that a signature spans at least
_BURNT = 0.12
_QUALITY, _WIDE = 80, 900


@dataclass(frozen=True)
class Field:
    """A place to sign on a flat form, in mm from the page's top left: `printed` are boxes where print stands on it."""

    box: Box
    printed: tuple[Box, ...] = ()
    margin: float = 1.5


def inked(flat: Bgr, field: Field) -> tuple[float, bool | None]:
    """Give the part of a field that is inked and whether it is signed; None where that cannot be told."""
    part = _cut(flat, field.box)
    free = _free(field, part.shape[:2])
    marks = _marks(part, free)
    area, reach = _written(marks)
    share = area * MM * MM / max(1.0, float(free.sum()))
    if area >= _SIGNED and reach >= _LONG:
        return share, True
    hidden = float(spots(flat)[_window(field.box)][free].mean()) if free.any() else 1.0
    if area <= _UNSIGNED and hidden < _BURNT:
        return share, False
    return share, None


def picture_of(flat: Bgr, field: Field) -> bytes:
    """Give a JPEG of the field, enlarged for the eye."""
    part = _cut(flat, field.box)
    scale = max(1.0, _WIDE / part.shape[1])
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return jpeg(np.asarray(large, np.uint8), _QUALITY)


def _window(box: Box) -> tuple[slice, slice]:
    left, top, right, bottom = (max(0, round(side * MM)) for side in box)
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _cut(flat: Bgr, box: Box) -> Bgr:
    return np.ascontiguousarray(flat[_window(box)])


def _free(field: Field, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Give where nothing is printed."""
    free = np.zeros(shape, bool)
    rim = round(field.margin * MM)
    free[rim:-rim, rim:-rim] = True
    left, top = field.box[:2]
    for box in field.printed:
        rows, columns = _window((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        free[rows, columns] = False
    return free


def _marks(part: Bgr, free: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Give what is darker, redder or bluer than the paper around it, without specks."""
    soft = np.asarray(cv2.GaussianBlur(part, (0, 0), 1.0), np.uint8)
    size = round(_GRAIN * MM) | 1
    paper = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    paper = np.maximum(np.asarray(cv2.GaussianBlur(paper, (0, 0), 4), np.float32), np.float32(24))
    lost = 1 - soft / paper
    dark = lost.min(axis=2) > _DARK
    blue, green, red = (soft[:, :, plane].astype(np.float32) for plane in range(3))
    bright = np.maximum(soft.max(axis=2).astype(np.float32), 24)
    redder, bluer = (red - green) / bright, (blue - red) / bright
    coloured = (redder - np.median(redder[free]) > _RED) | (bluer - np.median(bluer[free]) > _BLUE)
    edged = _steep(soft, np.asarray(paper, np.float32)) | coloured
    return _strokes(((dark | coloured) & free).astype(np.uint8), edged)


def _steep(soft: Bgr, paper: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Give where the light changes from pixel to pixel as at the edge of a stroke, and not of a shadow."""
    shades = (soft / paper).min(axis=2).astype(np.float32)
    across, down = cv2.Sobel(shades, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(shades, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(np.hypot(across, down) > _STEEP, np.bool_)


def _strokes(marks: NDArray[np.uint8], edged: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Give the marks that are no specks and no shadows."""
    count, labels = cv2.connectedComponents(marks, connectivity=8)
    areas = np.bincount(labels.ravel(), minlength=count)
    edges = np.bincount(labels[edged], minlength=count)
    keep = (areas >= _SPECK * MM * MM) & (edges > _EDGED * areas)
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _written(marks: NDArray[np.uint8]) -> tuple[float, float]:
    """Give the ink in mm² and the diagonal of what it spans in mm."""
    rows, columns = np.nonzero(marks)
    if not len(rows):
        return 0.0, 0.0
    return len(rows) / MM / MM, float(np.hypot(np.ptp(rows), np.ptp(columns))) / MM
