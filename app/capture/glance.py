"""What one live frame tells of a thing: what it may be, what stands against taking it, and what it shows."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture import barcode
from app.capture.picture import Bgr
from app.capture.quad import Quad, proportion, sides, skew
from app.capture.quality import glare, sharpness
from app.domain import form_code
from app.errors import Refused

Print = NDArray[np.float32]
CARD, PAPER, PAGE, SPREAD = 85.6 / 54, 297 / 210, 143 / 105, 210 / 143
_PRINT, _FINE_PRINT = (264, 184), (528, 368)
_CELL, _SHIFT = 16, 4
_MARKS, _CLEAR_MARKS = 4.0, 16.0
_BENT = 0.009
_DARK, _DULL = 80, 250
_BLURRED, _GLARING, _SMALL, _SKEWED = 0.42, 0.03, 0.11, 1.6
_FLAT_SIDE = 480
_STANDS_OUT, _AT_RIM = 14, 2
_UNLIKE = 0.17


def form(corners: Quad, bow: float) -> str:
    """Give what a thing may be by its form alone: card, paper, booklet, or nothing."""
    here = proportion(corners)
    if bow > _BENT:
        return "booklet"
    near = {"card": CARD, "paper": PAPER, "booklet": PAGE}
    best = min(near, key=lambda name: abs(here / near[name] - 1))
    if abs(here / SPREAD - 1) < abs(here / near[best] - 1):
        best = "booklet"
        near["booklet"] = SPREAD
    return best if abs(here / near[best] - 1) < 0.05 else ""  # noqa: PLR2004 - seen a little aslant


def cause(frame: Bgr, corners: Quad) -> str:
    """Give the first reason why a picture of this thing would be bad, or nothing."""
    high, wide = frame.shape[:2]
    if (corners < _AT_RIM).any() or (corners > np.array([wide, high]) - 1 - _AT_RIM).any():
        return "cut_off"
    if sides(corners).max() < _SMALL * wide:
        return "small"
    if skew(corners) > _SKEWED:
        return "skewed"
    flat = _flat(frame, corners, _FLAT_SIDE)
    gray = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), np.uint8)
    if np.percentile(gray[::2, ::2], 90) < _DARK:
        return "dark"
    larger = max(1.0, _FLAT_SIDE / max(flat.shape[:2]))  # spots are told by their size
    if glare(np.asarray(cv2.resize(flat, None, fx=larger, fy=larger), np.uint8)) > _GLARING:
        return "glare"
    return "blur" if sharpness(gray) < _BLURRED else ""


def stands_out(frame: Bgr, corners: Quad) -> bool:
    """Tell whether a thing has another colour than what lies around it; a square of a mat's grid has the same."""
    middle = corners.mean(axis=0)
    flat = _flat(frame, middle + (corners - middle) * 1.25, _PRINT[0], _PRINT)
    high, wide = flat.shape[:2]
    inner = np.zeros((high, wide), bool)
    inner[high // 7 : -(high // 7), wide // 7 : -(wide // 7)] = True
    outer = np.ones((high, wide), bool)
    outer[high // 14 : -(high // 14), wide // 14 : -(wide // 14)] = False
    return bool(np.abs(np.median(flat[inner], axis=0) - np.median(flat[outer], axis=0)).max() > _STANDS_OUT)


def printed(frame: Bgr, corners: Quad) -> Print:
    """Give a small picture of what is on a thing, to be told apart from another's."""
    size = _FINE_PRINT if sides(corners).max() > _FINE_PRINT[0] else _PRINT
    gray = cv2.cvtColor(_flat(frame, corners, size[0], size), cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.GaussianBlur(gray, (3, 3), 0), np.float32)


def is_other(one: Print, other: Print) -> bool:
    """Tell whether two prints show different things; a shift by some pixels, light and grain are none."""
    return one.shape != other.shape or bool(unlike(one, other).max(initial=0) > _UNLIKE)


def unlike(one: Print, other: Print) -> Print:
    """Give for each cell of a print how little it is like the same place of another: 0 alike, 1 or more different."""
    found = []
    for top in range(_SHIFT, one.shape[0] - _CELL - _SHIFT + 1, _CELL):
        for left in range(_SHIFT, one.shape[1] - _CELL - _SHIFT + 1, _CELL):
            cell = other[top : top + _CELL, left : left + _CELL]
            around = one[top - _SHIFT : top + _CELL + _SHIFT, left - _SHIFT : left + _CELL + _SHIFT]
            marks = sorted(float(part.std()) for part in (cell, around[_SHIFT:-_SHIFT, _SHIFT:-_SHIFT]))
            if marks[0] > _MARKS:
                found.append(1 - float(cv2.matchTemplate(around, cell, cv2.TM_CCOEFF_NORMED).max()))
            else:
                found.append(float(marks[1] > _CLEAR_MARKS))
    return np.array(found, np.float32)


def _flat(frame: Bgr, corners: Quad, side: int, size: tuple[int, int] | None = None) -> Bgr:
    top, right, bottom, left = sides(corners)
    long = max(top, right, bottom, left, 1.0)
    scale = min(1.0, side / long)
    across, down = size or (max(8, round(max(top, bottom) * scale)), max(8, round(max(left, right) * scale)))
    to = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32) - np.float32(0.5)
    way = cv2.getPerspectiveTransform(corners.astype(np.float32), to)
    return np.asarray(cv2.warpPerspective(frame, way, (across, down), flags=cv2.INTER_AREA), np.uint8)


def own_code(frame: Bgr) -> str:
    """Give the text of our own code in a frame, or nothing."""
    texts = [code.text for code in barcode.quick(frame)]
    return next((text for text in texts if _is_own(text)), "")


def _is_own(text: str) -> bool:
    try:
        form_code.parse(text)
    except Refused:
        return False
    return True
