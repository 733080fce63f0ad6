"""The picture of a page that is kept for good: flat, small, without metadata, colours kept (a seal stays red).

A colour WebP was the smallest of what was measured that keeps the seal and the text (docs/capture.md): a page of
1-bit text over a coloured ground is no smaller once it must be as legible.
"""

import cv2
import numpy as np

from app.capture.picture import Bgr

_CARDS = {"id_front", "id_back", "disability_card"}
_CARD_QUALITIES, _MOST_CARD_BYTES = (80, 60, 40), 40_000
_PAPER_QUALITIES, _MOST_PAPER_BYTES = (30, 10, 5), 40_000
_PAPER_SIDE = 1754  # A4 at 150 dpi


def archive(flat: Bgr, kind: str) -> bytes:
    """Give the page as a WebP: a card at 300 dpi, a paper at 150 dpi, each as good as 40 KB allow.

    A page that is still larger at the least quality at which all can be read is kept larger.
    """
    if kind in _CARDS:
        return smallest(flat, _CARD_QUALITIES, _MOST_CARD_BYTES)
    scale = min(1.0, _PAPER_SIDE / max(flat.shape[:2]))
    small = cv2.resize(flat, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return smallest(np.asarray(small, np.uint8), _PAPER_QUALITIES, _MOST_PAPER_BYTES)


def smallest(bgr: Bgr, qualities: tuple[int, ...], most_bytes: int) -> bytes:
    """Give pixels as a WebP in the first quality with which they fit into `most_bytes`, else in the last."""
    written = b""
    for quality in qualities:
        written = webp(bgr, quality)
        if len(written) <= most_bytes:
            break
    return written


def webp(bgr: Bgr, quality: int) -> bytes:
    """Give pixels as a WebP that carries no metadata."""
    _, written = cv2.imencode(".webp", bgr, [cv2.IMWRITE_WEBP_QUALITY, quality])
    return bytes(written)
