"""A resident ID card read: which side, which fields, with a second look where the first was not sure."""

from dataclasses import dataclass, replace
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture import checks, idcard, text
from app.capture.idcard import Found
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.quality import spots
from app.capture.reading import DOUBT_BELOW
from app.capture.rectify import Flat
from app.capture.text import Line

_BESIDE, _ROW = 1.2, 56.0
_OPEN = {"name", "address", "ethnic", "issuer", "valid_from", "valid_to"}
_EXPECTED = {
    "id_front": ("name", "sex", "ethnic", "birth", "address", "id_number"),
    "id_back": ("issuer", "valid_from", "valid_to"),
}


@dataclass(frozen=True)
class Card:
    """One side of a card: `kind`, and its fields on the flat page."""

    kind: str
    fields: dict[str, Found]

    @property
    def is_complete(self) -> bool:
        """Whether every field of this side was read without doubt."""
        return all(name in self.fields and self.fields[name].sure >= DOUBT_BELOW for name in _EXPECTED[self.kind])


def read_card(flat: Flat, rows: list[Line], today: date) -> Card | None:
    """Give the ID card side that these rows of a flat page are, or None."""
    kind = idcard.side_of(rows)
    if kind is None:
        return None
    if kind == "id_back":
        return Card(kind, _beside_glare(flat, checks.checked_back(idcard.back(rows))))
    found = _beside_glare(flat, _twice(flat, idcard.front(rows)))
    return Card(kind, checks.checked_front(found, today))


def _beside_glare(flat: Flat, found: dict[str, Found]) -> dict[str, Found]:
    """A value that ends at a burnt-out spot may go on beneath it. Number, birth and sex are held by each other."""
    burnt = spots(flat.bgr)
    return {
        name: replace(one, sure=min(one.sure, checks.DOUBTED)) if name in _OPEN and _touches(one, burnt) else one
        for name, one in found.items()
    }


def _touches(found: Found, burnt: NDArray[np.uint8]) -> bool:
    (left, top), (right, bottom) = found.quad.min(axis=0), found.quad.max(axis=0)
    room = _BESIDE * min(bottom - top, _ROW)
    near = burnt[max(0, int(top)) : max(0, int(bottom)), max(0, int(left - room)) : max(0, int(right + room))]
    return bool(near.any())


def _twice(flat: Flat, found: dict[str, Found]) -> dict[str, Found]:
    """Read name and number again from other cuts, and the ethnic group from its closed list."""
    looks = {"name": _again, "id_number": _again, "ethnic": _from_list}
    return {name: looks[name](flat, one) if name in looks else one for name, one in found.items()}


def _again(flat: Flat, found: Found) -> Found:
    """Where two readings differ, neither is sure. A name has no check character and gets a third one."""
    is_number = idcard.NUMBER.fullmatch(found.value) is not None
    cuts = [_sharpened(flat, found.quad)] if is_number else [_sharpened(flat, found.quad), _softened(flat, found.quad)]
    seconds = [text.read_line(cut, "0123456789X" if is_number else None) for cut in cuts]
    if all("".join(sign.text for sign in second) == found.value for second in seconds):
        return found
    return replace(found, sure=min(found.sure, checks.DOUBTED))


def _from_list(flat: Flat, found: Found) -> Found:
    """A doubtful group is often an old form (汉 as 漢): read again with the list's characters only."""
    if found.value in idcard.ETHNIC and found.sure >= DOUBT_BELOW:
        return found
    signs = text.read_line(_sharpened(flat, found.quad), "".join(sorted(set("".join(idcard.ETHNIC)))))
    value = "".join(sign.text for sign in signs)
    if value not in idcard.ETHNIC:
        return found
    return Found(value, min(sign.sure for sign in signs), found.quad)


def _sharpened(flat: Flat, quad: Quad) -> Bgr:
    """The same place a little wider, with more contrast."""
    away = quad - quad.mean(axis=0)
    high = float(np.linalg.norm(quad[3] - quad[0]))
    wider = quad + 0.08 * high * np.sign(away)
    image = text.cut(flat.bgr, wider)
    soft = cv2.GaussianBlur(image, (0, 0), 2.0)
    return np.asarray(cv2.addWeighted(image, 1.6, soft, -0.6, 0), np.uint8)


def _softened(flat: Flat, quad: Quad) -> Bgr:
    """The same place lower by a little, smaller and softer: what only just reads, reads differently here."""
    high = float(np.linalg.norm(quad[3] - quad[0]))
    image = text.cut(flat.bgr, quad + np.array([0.0, 0.06 * high]))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.0), np.uint8)
