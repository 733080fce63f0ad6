"""Both sides of a card on one A4 page at true size, as a copier with an ID card key makes it."""

import cv2
import numpy as np

from app.capture.archive import smallest
from app.capture.picture import Bgr, read_picture

_DPI, _MM = 300, 25.4
_PAGE, _CARD = (210.0, 297.0), (85.6, 54.0)
_GAP = 40.0  # mm between front and back
_QUALITIES, _MOST_BYTES = (75, 60, 45, 30), 80_000


def two_sides(front: bytes, back: bytes) -> bytes:
    """Give an A4 page (WebP, 300 dpi, at most about 80 KB) with the front in the middle above the back.

    Both come as pictures of the flat card, cut to its edges. Refused picture.*.
    """
    wide, high = (_pixels(side) for side in _PAGE)
    page = np.full((high, wide, 3), 255, np.uint8)
    top = (_PAGE[1] - 2 * _CARD[1] - _GAP) / 2
    for side, offset in ((front, top), (back, top + _CARD[1] + _GAP)):
        _lay(page, read_picture(side).bgr, offset)
    return smallest(page, _QUALITIES, _MOST_BYTES)


def _lay(page: Bgr, card: Bgr, top: float) -> None:
    """Put a card in the middle of the page's width; one that stands is laid down."""
    if card.shape[0] > card.shape[1]:
        card = np.ascontiguousarray(np.rot90(card))
    size = (_pixels(_CARD[0]), _pixels(_CARD[1]))
    shrinks = card.shape[1] > size[0]
    scaled = cv2.resize(card, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    left, above = (page.shape[1] - size[0]) // 2, _pixels(top)
    page[above : above + size[1], left : left + size[0]] = scaled


def _pixels(millimetres: float) -> int:
    return round(millimetres / _MM * _DPI)
