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
    "hukou_head": {
        "household_kind": (0.05, 0.12, 0.50, 0.29),
        "head_name": (0.49, 0.12, 0.95, 0.29),
        "household_number": (0.05, 0.26, 0.50, 0.43),
        "address": (0.49, 0.26, 0.95, 0.43),
    },
    "hukou_page": {
        "name": (0.05, 0.18, 0.50, 0.28),
        "relation": (0.49, 0.18, 0.95, 0.28),
        "sex": (0.49, 0.25, 0.95, 0.35),
        "ethnic": (0.49, 0.32, 0.95, 0.42),
        "birth": (0.49, 0.39, 0.95, 0.49),
        "id_number": (0.05, 0.53, 0.64, 0.63),
    },
    "disability_card": {
        "name": (0.04, 0.20, 0.66, 0.34),
        "disability_kind": (0.04, 0.42, 0.40, 0.55),
        "disability_grade": (0.34, 0.42, 0.68, 0.55),
        "disability_number": (0.04, 0.82, 0.98, 0.98),
    },
}
_WHOLE = (0.0, 0.0, 1.0, 1.0)
_MARGIN = 0.25
_QUALITY = 85


def strips(flat: Bgr, kind: str, found: dict[str, Quad]) -> dict[str, bytes]:
    """Give a JPEG for each field of a kind, cut around where it was found or where it should be."""
    zones = ZONES.get(kind, {})
    beside = {name: _WHOLE for name in found if name not in zones}
    return {name: _cut(flat, found.get(name), zone) for name, zone in (zones | beside).items()}


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
