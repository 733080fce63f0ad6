"""A resident ID card read: which side, which fields, how sure."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capture import checks, idcard
from app.capture.idcard import Found
from app.capture.quality import spots
from app.capture.reading import DOUBT_BELOW
from app.capture.rectify import Flat
from app.capture.second import looked_again
from app.capture.text import Line

_BESIDE, _ROW, _PORTRAIT = 1.2, 56.0, 0.63
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
        return Card(kind, _beside_glare(flat, checks.checked_back(idcard.back(rows)), until=1.0))
    found = _beside_glare(flat, looked_again(flat, rows, idcard.front(rows)), until=_PORTRAIT)
    return Card(kind, checks.checked_front(found, today))


def _beside_glare(flat: Flat, found: dict[str, Found], until: float) -> dict[str, Found]:
    """A value that ends at a burnt-out spot may go on beneath it. Number, birth and sex are held by each other.

    Looked for in the card's left part, `until`: on a front a portrait's white ground follows, and no text.
    """
    burnt = spots(flat.bgr)
    burnt[:, int(until * burnt.shape[1]) :] = 0
    return {
        name: replace(one, sure=min(one.sure, checks.DOUBTED)) if name in _OPEN and _touches(one, burnt) else one
        for name, one in found.items()
    }


def _touches(found: Found, burnt: NDArray[np.uint8]) -> bool:
    (left, top), (right, bottom) = found.quad.min(axis=0), found.quad.max(axis=0)
    room = _BESIDE * min(bottom - top, _ROW)
    near = burnt[max(0, int(top)) : max(0, int(bottom)), max(0, int(left - room)) : max(0, int(right + room))]
    return bool(near.any())
