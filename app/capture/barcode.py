"""Barcodes and QR codes: three decoders after each other, each alone with its own failures."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from app.capture.picture import Bgr
from app.capture.quad import Quad

_SIDE = 1600


@dataclass(frozen=True)
class Code:
    """A decoded code; `quad` are its corners in the picture that was searched."""

    format: str
    text: str
    quad: Quad


def find_codes(bgr: Bgr, flat: Callable[[], Bgr | None] = lambda: None) -> tuple[list[Code], bool]:
    """Give the codes in a picture, and whether they were found on `flat()` (then their corners are its pixels).

    zxing-cpp first, then pyzbar, then both on the flat page enlarged and sharpened.
    """
    for search in (_zxing, _pyzbar):
        codes = _alone(search, bgr)
        if codes:
            return codes, False
    page = flat()
    if page is None:
        return [], False
    enlarged, scale = _enlarged(page)
    for search in (_zxing, _pyzbar):
        codes = _alone(search, enlarged)
        if codes:
            return [Code(code.format, code.text, code.quad / scale) for code in codes], True
    return [], False


def _alone(search: Callable[[Bgr], Iterable[Code]], bgr: Bgr) -> list[Code]:
    """A decoder that stumbles over one bad code, or whose library is missing, leaves the others their turn."""
    with contextlib.suppress(Exception):
        return [code for code in search(bgr) if code.text]
    return []


def _zxing(bgr: Bgr) -> Iterable[Code]:
    import zxingcpp  # noqa: PLC0415 - only with the first picture

    for found in zxingcpp.read_barcodes(bgr):
        place = found.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        yield Code(found.format.name, found.text, np.array([[point.x, point.y] for point in corners], np.float64))


def _pyzbar(bgr: Bgr) -> Iterable[Code]:
    from pyzbar import pyzbar  # noqa: PLC0415 - its library may be missing

    gray = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    for found in pyzbar.decode(gray):
        left, top, wide, high = found.rect
        corners = [[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]]
        yield Code(found.type, found.data.decode("utf-8"), np.array(corners, np.float64))


def _enlarged(page: Bgr) -> tuple[Bgr, float]:
    scale = max(1.0, min(3.0, _SIDE * 2 / max(page.shape[:2])))
    large = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 2)
    return np.asarray(cv2.addWeighted(large, 1.8, soft, -0.8, 0), np.uint8), scale
