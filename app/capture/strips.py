"""Small pictures of where each field stands, for an officer's eye beside the field."""

import cv2
import numpy as np

from app.capture.picture import Bgr
from app.capture.quad import Quad

# Where fields stand on a card (left, top, right, bottom, as parts of its width and height): for those not found.
ZONES: dict[str, dict[str, tuple[float, float, float, float]]] = {
    "id_front": {
        "name": (0.16, 0.10, 0.62, 0.26),
        "sex": (0.16, 0.24, 0.27, 0.40),
        "ethnic": (0.36, 0.24, 0.62, 0.40),
        "birth": (0.16, 0.37, 0.62, 0.53),
        "address": (0.16, 0.51, 0.64, 0.82),
        "id_number": (0.32, 0.80, 0.96, 0.96),
    },
    "id_back": {
        "issuer": (0.38, 0.68, 0.90, 0.82),
        "valid_from": (0.38, 0.81, 0.64, 0.95),
        "valid_to": (0.60, 0.81, 0.90, 0.95),
    },
}
_MARGIN = 0.25
_QUALITY = 85


def strips(flat: Bgr, kind: str, found: dict[str, Quad]) -> dict[str, bytes]:
    """Give a JPEG for each field of a kind, cut around where it was found or where it should be."""
    return {name: _cut(flat, found.get(name), zone) for name, zone in ZONES.get(kind, {}).items()}


def _cut(flat: Bgr, quad: Quad | None, zone: tuple[float, float, float, float]) -> bytes:
    high, wide = flat.shape[:2]
    left, top, right, bottom = np.array(zone) * (wide, high, wide, high)
    if quad is not None:
        (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
        room = _MARGIN * min(bottom - top, 60.0)
        left, top, right, bottom = left - room, top - room, right + room, bottom + room
    part = flat[max(0, int(top)) : max(1, int(bottom)), max(0, int(left)) : max(1, int(right))]
    return jpeg(part if part.size else flat, _QUALITY)


def jpeg(bgr: Bgr, quality: int) -> bytes:
    """Give pixels as a JPEG that carries no metadata."""
    _, written = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
    return bytes(written)
