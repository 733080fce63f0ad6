"""Something that lies over a page: a finger, a sleeve, a pen. What is printed is thinner, or red."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr

Mask = NDArray[np.uint8]
_PIXELS = 2.0  # to the millimetre
_THICK, _NEAR = 10, 4  # five millimetres; two millimetres
_PAPER_COLOUR, _CARD_COLOUR = 0.03, 0.045  # a card's ground changes its colour from side to side
_RED_SHARE, _DARK = 0.52, 0.45


def covered(paper: Bgr, long_mm: float) -> float:
    """Give the part of a paper over which something thick lies that comes in from its rim.

    `long_mm` is how long the paper's longer side is. A shadow keeps the paper's colour and counts for nothing.
    """
    thick = _thick(_small(paper, long_mm), _PAPER_COLOUR)
    _, labels = cv2.connectedComponents(thick)
    rims = (labels[:_NEAR], labels[-_NEAR:], labels[:, :_NEAR], labels[:, -_NEAR:])
    reaching = np.unique(np.concatenate([rim.ravel() for rim in rims]))
    return float(np.isin(labels, reaching[reaching > 0]).mean())


def covers(card: Bgr, long_mm: float) -> Mask:
    """Give where something thick lies on a card (1), its portrait and emblem among it, at the card's own size."""
    thick = _thick(_small(card, long_mm), _CARD_COLOUR)
    return np.asarray(cv2.resize(thick, card.shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)


def _small(page: Bgr, long_mm: float) -> NDArray[np.float32]:
    shrink = min(1.0, _PIXELS * long_mm / max(page.shape[:2]))
    return np.asarray(cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.float32)


def _thick(small: NDArray[np.float32], coloured: float) -> Mask:
    """What has another colour than the page, or is much darker, and is thicker than print."""
    total = small.sum(axis=2) + 1
    share = small / total[:, :, None]
    away = np.abs(share - np.median(share.reshape(-1, 3), axis=0)).max(axis=2)
    strange = ((away > coloured) | (total < _DARK * np.median(total))) & (share[:, :, 2] < _RED_SHARE)
    return np.asarray(cv2.morphologyEx(strange.astype(np.uint8), cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8)))
