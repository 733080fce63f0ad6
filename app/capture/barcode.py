"""Barcodes and QR codes: three searches after each other, each alone with its own failures."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad

_SIDE = 3200


@dataclass(frozen=True)
class Code:
    """A decoded code; `quad` are its corners in the picture that was searched, from the code's own top left."""

    format: str
    text: str
    quad: Quad


def quick(bgr: Bgr) -> list[Code]:
    """Give the codes that the fast decoder finds."""
    return _alone(_zxing, bgr)


def find_codes(bgr: Bgr, flat: "Callable[[], tuple[Bgr, NDArray[np.float64]] | None]") -> list[Code]:
    """Give the codes in a picture: zxing-cpp first, then pyzbar, then both on the flat page, enlarged and sharpened.

    `flat` gives the flat page and the matrix that takes its pixels back to the picture's, or None.
    """
    for search in (_zxing, _pyzbar):
        codes = _alone(search, bgr)
        if codes:
            return codes
    page = flat()
    if page is None:
        return []
    enlarged, scale = _enlarged(page[0])
    for search in (_zxing, _pyzbar):
        codes = _alone(search, enlarged)
        if codes:
            return [replace(code, quad=_back(code.quad / scale, page[1])) for code in codes]
    return []


def _back(quad: Quad, way: NDArray[np.float64]) -> Quad:
    return np.asarray(cv2.perspectiveTransform(quad.reshape(1, -1, 2), way)[0], np.float64)


def _alone(search: Callable[[Bgr], Iterable[Code]], bgr: Bgr) -> list[Code]:
    """A decoder that stumbles over one bad code, or whose library is missing, leaves the others their turn."""
    with contextlib.suppress(Exception):
        return [code for code in search(bgr) if code.text]
    return []


def _zxing(bgr: Bgr) -> Iterable[Code]:
    import zxingcpp  # noqa: PLC0415 - only with the first picture

    formats = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix,Aztec,PDF417,Code128,Code39,EAN13")
    for found in zxingcpp.read_barcodes(bgr, formats=formats, text_mode=zxingcpp.TextMode.Plain):
        place = found.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        yield Code(found.format.name, found.text, np.array([[point.x, point.y] for point in corners], np.float64))


def _pyzbar(bgr: Bgr) -> Iterable[Code]:
    from pyzbar import pyzbar  # noqa: PLC0415 - its library may be missing

    gray = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    wanted = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.CODE39, pyzbar.ZBarSymbol.EAN13]
    for found in pyzbar.decode(gray, symbols=wanted):
        left, top, wide, high = found.rect
        corners = [[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]]
        yield Code(_NAMES[found.type], found.data.decode("utf-8"), _from_own_corner(corners, found.orientation))


_NAMES = {"QRCODE": "QRCode", "CODE128": "Code128", "CODE39": "Code39", "EAN13": "EAN13"}


def _from_own_corner(corners: list[list[int]], orientation: str | None) -> Quad:
    """pyzbar says which way a code's top points; its rectangle always starts at the picture's top left."""
    turns = {"RIGHT": 1, "DOWN": 2, "LEFT": 3}.get(orientation or "", 0)
    return np.roll(np.array(corners, np.float64), -turns, axis=0)


def _enlarged(page: Bgr) -> tuple[Bgr, float]:
    scale = max(1.0, min(3.0, _SIDE / max(page.shape[:2])))
    large = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 2)
    return np.asarray(cv2.addWeighted(large, 1.8, soft, -0.8, 0), np.uint8), scale
