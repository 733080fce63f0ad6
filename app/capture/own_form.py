"""A form of our own under the camera: its page laid exactly by its code, and what stands where it is signed."""

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.ink import MM, Field, inked, picture_of
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.reading import SignaturePlace, corners
from app.capture.rectify import Flat, rectify
from app.capture.sign_places import Paper, sign_fields

Floats = NDArray[np.float64]
# Where the code stands on a page (app/forms/sheet.py), in mm from its top right and top.
_CODE_RIGHT, _CODE_TOP, _CODE_SIDE = 20.0, 14.0, 27.0
_SHAPES = ((210.0, 297.0), (297.0, 210.0))
_MOST_OFF = 6.0  # mm that the code may be away from where the corners say it is


@dataclass(frozen=True)
class Laid:
    """A page of ours: its corners in the picture, from its own top left, and its size in mm."""

    page: Quad
    size: tuple[float, float]


def laid(found: Quad | None, code: Quad, picture_size: tuple[int, int]) -> Laid | None:
    """Give a form's page, made exact by its code; None where code and corners do not belong to one page.

    Without corners the picture itself may be the page, as a scanner makes it.
    """
    wide, high = picture_size
    rim = np.array([[0.0, 0], [wide, 0], [wide, high], [0, high]]) - 0.5
    for page in (rim,) if found is None else (found, rim):
        ways = [(_off(way, code, size), way, size) for way, size in _ways(page)]
        off, way, size = min(ways, key=lambda one: one[0])
        if off < _MOST_OFF:
            return Laid(_refined(way, code, size), size)
    return None


def _ways(page: Quad) -> list[tuple[Floats, tuple[float, float]]]:
    """Give every way to lay a sheet on four corners, as a matrix from mm to pixels."""
    ways = []
    for turn, (wide, high) in product(range(4), _SHAPES):
        sheet = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
        way = cv2.getPerspectiveTransform(sheet, np.roll(page, turn, axis=0).astype(np.float32))
        ways.append((np.asarray(way, np.float64), (wide, high)))
    return ways


def _code_place(size: tuple[float, float]) -> Quad:
    right, bottom = size[0] - _CODE_RIGHT, _CODE_TOP + _CODE_SIDE
    left = right - _CODE_SIDE
    return np.array([[left, _CODE_TOP], [right, _CODE_TOP], [right, bottom], [left, bottom]])


def _off(way: Floats, code: Quad, size: tuple[float, float]) -> float:
    """Give how many mm the code's corners are away from where they should be, at most."""
    seen = cv2.perspectiveTransform(code.reshape(1, -1, 2), np.linalg.inv(way))[0]
    return float(np.linalg.norm(np.asarray(seen) - _code_place(size), axis=1).max())


def _refined(way: Floats, code: Quad, size: tuple[float, float]) -> Quad:
    """Give the corners that suit both what was found of the page and where its code is."""
    wide, high = size
    sheet = np.array([[0.0, 0], [wide, 0], [wide, high], [0, high]])
    page = cv2.perspectiveTransform(sheet.reshape(1, -1, 2), way)[0]
    seen = np.concatenate([np.asarray(page, np.float64), code])
    better, _ = cv2.findHomography(np.concatenate([sheet, _code_place(size)]), seen)
    return np.asarray(cv2.perspectiveTransform(sheet.reshape(1, -1, 2), np.asarray(better, np.float64))[0], np.float64)


def flat_form(bgr: Bgr, form: Laid) -> Flat:
    """Give the form as if scanned at 200 dpi."""
    return rectify(bgr, form.page, (round(form.size[0] * MM), round(form.size[1] * MM)))


def signatures(flat: Flat, paper: Paper, shrunk: int) -> tuple[SignaturePlace, ...]:
    """Give the places to sign of a flat form, from top to bottom, and what stands there; none where it is no A4."""
    if abs(max(flat.bgr.shape) - _SHAPES[0][1] * MM) > 2 or abs(min(flat.bgr.shape[:2]) - _SHAPES[0][0] * MM) > 2:  # noqa: PLR2004 - pixels
        return ()
    return tuple(_place(flat, field, shrunk) for field in sign_fields(flat.bgr, paper))


def _place(flat: Flat, field: Field, shrunk: int) -> SignaturePlace:
    ink, signed = inked(flat.bgr, field)
    left, top, right, bottom = (side * MM for side in field.box)
    box = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return SignaturePlace(corners(flat.back(box) * shrunk), picture_of(flat.bgr, field), round(ink, 4), signed)
