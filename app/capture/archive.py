"""The picture of a page that is kept for good: flat, small, without metadata, colours kept (a seal stays red)."""

import cv2
import numpy as np

from app.capture.picture import Bgr
from app.capture.strips import jpeg

_CARDS = {"id_front", "id_back", "disability_card"}
_CARD_QUALITY, _PAPER_QUALITY = 75, 35
_PAPER_SIDE = 1754  # A4 at 150 dpi


def archive(flat: Bgr, kind: str) -> bytes:
    """Give the page as a JPEG: a card at 300 dpi (about 55 KB), a paper at 150 dpi (about 100 KB for a full A4)."""
    if kind in _CARDS:
        return jpeg(flat, _CARD_QUALITY)
    scale = min(1.0, _PAPER_SIDE / max(flat.shape[:2]))
    small = cv2.resize(flat, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return jpeg(np.asarray(small, np.uint8), _PAPER_QUALITY)
