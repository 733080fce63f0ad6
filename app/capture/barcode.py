"""Barcodes and QR codes: a fast search, and a patient one where something looks like a code that it cannot read."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.code_rescue import rescue
from app.capture.finder_squares import finder_squares
from app.capture.picture import Bgr
from app.capture.quad import Quad, area, ordered

Gray = NDArray[np.uint8]
_QR, _LINES, _RARE = "QRCode", "Code128,Code39,EAN13", "DataMatrix,Aztec,PDF417"
_OTHERS = ((_LINES, 1600), (_RARE, 1000))  # at most so large: at full size they take five times as long as QR codes
_WHOLE_SIDE, _LARGEST_CROP = 700, 900
_ROOM = 0.35  # around what looks like a code, in parts of its size
_REACH = 6.0  # from the middle of one finder square to the far end of a code, in squares
_SMALLEST_CODE, _CORNERS = 20.0, 4
# Where the code of our own forms stands on A4 (app/forms/sheet.py), in parts of the page: left, top, right, bottom.
OWN_PLACE = (163 / 210, 14 / 297, 190 / 210, 41 / 297)


@dataclass(frozen=True)
class Code:
    """A decoded code; `quad` are its corners in the picture that was searched, from the code's own top left."""

    format: str
    text: str
    quad: Quad


@dataclass(frozen=True)
class _Crop:
    """A part of a picture, `scale` times as large, whose top left was at `corner`."""

    gray: Gray
    scale: int
    corner: NDArray[np.float64]


def quick(bgr: Bgr) -> list[Code]:
    """Give the codes that the fast decoder finds."""
    gray = _grey(bgr)
    return _alone(_fast, gray) or _alone(_others, gray)


def find_codes(bgr: Bgr, page: Quad | None = None) -> list[Code]:
    """Give the codes in a picture; `page` are the corners of the paper, for where our own code should be.

    The patient search begins only where the fast one reads nothing and something looks like a code, or where it
    finds a code that it cannot read.
    """
    gray = _grey(bgr)
    seen = _alone(_zxing, gray)
    read = [code for code in seen if code.text]
    broken = [code.quad for code in seen if not code.text and area(code.quad) > _SMALLEST_CODE**2]
    broken = [quad for quad in broken if not any(_same_place(quad, code.quad) for code in read)]
    places = broken or ([] if read else _around(finder_squares(gray)))
    if not places and not read and max(gray.shape) <= _WHOLE_SIDE:
        places = [_rim(gray)]
    return [*read, *_patient(gray, places, own_places(page))] if places else read or _alone(_others, gray)


def _patient(gray: Gray, places: list[Quad], own: list[Quad]) -> list[Code]:
    """Try every decoder on every kind of crop, then our own way to read our own codes."""
    for crop in (crop for place in places for crop in _crops(gray, place)):
        for decode in (_fast, _fast_by_histogram, _pyzbar):
            codes = _alone(decode, crop.gray)
            if codes:
                return [replace(code, quad=code.quad / crop.scale + crop.corner) for code in codes]
    saved = rescue(gray, [*places, *own])
    return [Code("QRCode", saved.text, saved.quad)] if saved else []


def _crops(gray: Gray, place: Quad) -> Iterator[_Crop]:
    """Give a part of the picture as it is, softened, enlarged, and with its light evened out."""
    high, wide = gray.shape
    room = _ROOM * np.sqrt(area(place))
    left, top = np.maximum(place.min(axis=0) - room, 0).astype(int)
    right, bottom = np.minimum(place.max(axis=0) + room, (wide, high)).astype(int)
    if max(high, wide) <= _WHOLE_SIDE:
        left, top, right, bottom = 0, 0, wide, high
    if right - left < _SMALLEST_CODE or bottom - top < _SMALLEST_CODE:
        return
    part = np.ascontiguousarray(gray[top:bottom, left:right])
    for scale, change in _CHANGES:
        if scale == 1 or max(part.shape) <= _LARGEST_CROP:
            large = part if scale == 1 else cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            yield _Crop(change(np.asarray(large, np.uint8)), scale, np.array([left, top], np.float64))


def _softened(part: Gray) -> Gray:
    return np.asarray(cv2.GaussianBlur(part, (0, 0), 1.0), np.uint8)


def _evened(part: Gray) -> Gray:
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(part), np.uint8)


def _sharpened(part: Gray) -> Gray:
    return np.asarray(cv2.addWeighted(part, 1.8, cv2.GaussianBlur(part, (0, 0), 2), -0.8, 0), np.uint8)


def _as_it_is(part: Gray) -> Gray:
    return part


_CHANGES = ((1, _as_it_is), (2, _as_it_is), (1, _softened), (2, _sharpened), (2, _evened))


def _around(squares: list[Quad]) -> list[Quad]:
    """Give the place where the code of some finder squares must lie: all of them together, else around the first."""
    if not squares:
        return []
    side = float(np.sqrt(area(squares[0])))
    near = [one for one in squares if np.linalg.norm(one.mean(axis=0) - squares[0].mean(axis=0)) < 2 * _REACH * side]
    points = np.concatenate(near)
    if len(near) == 1:
        middle = points.mean(axis=0)
        points = np.array([middle - _REACH * side, middle + _REACH * side])
    return [_box(*points.min(axis=0), *points.max(axis=0))]


def _rim(gray: Gray) -> Quad:
    return _box(0, 0, gray.shape[1], gray.shape[0])


def _box(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def own_places(page: Quad | None) -> list[Quad]:
    """Give where our own code lies on a page whose corners are known, whichever of them is its top left."""
    if page is None:
        return []
    square = _box(0, 0, 1, 1).astype(np.float32)
    ways = [cv2.getPerspectiveTransform(square, np.roll(page, turn, axis=0).astype(np.float32)) for turn in range(4)]
    return [np.asarray(cv2.perspectiveTransform(_box(*OWN_PLACE)[None], way)[0], np.float64) for way in ways]


def _same_place(one: Quad, other: Quad) -> bool:
    return bool(np.linalg.norm(one.mean(axis=0) - other.mean(axis=0)) < 0.5 * np.sqrt(area(other)))


def _grey(bgr: Bgr) -> Gray:
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), np.uint8)


def _alone(search: Callable[[Gray], Iterable[Code]], gray: Gray) -> list[Code]:
    """A decoder that stumbles over one bad code, or whose library is missing, leaves the others their turn."""
    with contextlib.suppress(Exception):
        return list(search(gray))
    return []


def _fast(gray: Gray) -> Iterable[Code]:
    return [code for code in _zxing(gray) if code.text]


def _fast_by_histogram(gray: Gray) -> Iterable[Code]:
    return [code for code in _zxing(gray, "GlobalHistogram") if code.text]


def _others(gray: Gray) -> Iterable[Code]:
    """Give the codes of other kinds, none of which is ours."""
    for formats, side in _OTHERS:
        scale = min(1.0, side / max(gray.shape))
        small = gray if scale == 1 else cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = [code for code in _zxing(np.asarray(small, np.uint8), formats=formats) if code.text]
        yield from (replace(code, quad=code.quad / scale) for code in found)


def _zxing(gray: Gray, binarizer: str = "LocalAverage", formats: str = _QR) -> Iterable[Code]:
    """Give what zxing-cpp reads, and with an empty text the QR codes that it sees but cannot read."""
    import zxingcpp  # noqa: PLC0415 - only with the first picture

    for found in zxingcpp.read_barcodes(
        gray,
        formats=zxingcpp.barcode_formats_from_str(formats),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=getattr(zxingcpp.Binarizer, binarizer),
        return_errors=True,
    ):
        place = found.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        quad = np.array([[point.x, point.y] for point in corners], np.float64)
        if found.valid or found.format == zxingcpp.BarcodeFormat.QRCode:
            yield Code(found.format.name, found.text if found.valid else "", quad)


def _pyzbar(gray: Gray) -> Iterable[Code]:
    """Give the QR codes that pyzbar reads; it guesses the characters beyond ASCII, so such a text is not believed."""
    from pyzbar import pyzbar  # noqa: PLC0415 - its library may be missing

    for found in pyzbar.decode(gray, symbols=[pyzbar.ZBarSymbol.QRCODE]):
        left, top, wide, high = found.rect
        corners = np.array([[point.x, point.y] for point in found.polygon], np.float64)
        quad = ordered(corners) if len(corners) == _CORNERS else _box(left, top, left + wide, top + high)
        if found.data and found.data.isascii():
            yield Code("QRCode", found.data.decode("ascii"), _from_own_corner(quad, found.orientation))


def _from_own_corner(quad: Quad, orientation: str | None) -> Quad:
    """pyzbar says which way a code's top points; its corners start at the picture's top left."""
    turns = {"RIGHT": 1, "DOWN": 2, "LEFT": 3}.get(orientation or "", 0)
    return np.roll(quad, -turns, axis=0)
