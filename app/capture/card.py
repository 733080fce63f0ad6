"""A page with fields read: which kind it is, which fields, how sure."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capture import checks, disability, hukou, idcard, papers
from app.capture.cover import covers
from app.capture.quad import Quad
from app.capture.quality import spots
from app.capture.reading import DOUBT_BELOW
from app.capture.rectify import Flat
from app.capture.seals import without_seals
from app.capture.second import looked_again
from app.capture.text import Line
from app.capture.value import DOUBTED, Found, doubted

_BESIDE, _ROW, _PORTRAIT, _RIM, _CARD_MM = 1.2, 56.0, 0.63, 0.5, 85.6
_HELD = {"id_number", "birth", "sex", "disability_number"}
_EXPECTED = {
    "id_front": ("name", "sex", "ethnic", "birth", "address", "id_number"),
    "id_back": ("issuer", "valid_from", "valid_to"),
    "hukou_head": ("household_kind", "head_name", "household_number", "address"),
    "hukou_page": ("name", "relation", "sex", "ethnic", "birth", "id_number"),
    "disability_card": ("name", "disability_number", "disability_kind", "disability_grade"),
}


@dataclass(frozen=True)
class Card:
    """A card's side or a page: `kind`, and its fields on the flat page."""

    kind: str
    fields: dict[str, Found]

    @property
    def is_complete(self) -> bool:
        """Whether every field that this kind always has was read without doubt, and none is doubtful."""
        expected = all(name in self.fields for name in _EXPECTED[self.kind])
        return expected and all(one.sure >= DOUBT_BELOW for one in self.fields.values())


def read_card(flat: Flat, rows: list[Line], today: date) -> Card | None:
    """Give the card or page with fields that these rows of a flat page are, or None; a value at the rim is in doubt."""
    card = _read(flat, rows, today)
    if card is None:
        return None
    at_rim = {name for name, one in card.fields.items() if reaches_rim(flat, one.quad)}
    return replace(card, fields={name: doubted(one) if name in at_rim else one for name, one in card.fields.items()})


def reaches_rim(flat: Flat, place: Quad, room: float = _RIM) -> bool:
    """Tell whether text stands so near to the rim that more of it may lie beyond; `room` in heights of the text."""
    (left, top), (right, bottom) = place.min(axis=0), place.max(axis=0)
    high, wide = flat.bgr.shape[:2]
    return bool(min(left, top, wide - right, high - bottom) < room * min(bottom - top, _ROW))


def _read(flat: Flat, rows: list[Line], today: date) -> Card | None:
    words = "".join(row.text for row in rows)
    kind = papers.kind_of(words)
    if kind == "other":
        side = None if papers.is_another(words) else idcard.side_of(rows)
        return _id_card(side, flat, rows, today) if side else None
    inked = replace(flat, bgr=without_seals(flat.bgr))
    if kind == "hukou_head":
        found = hukou.head(inked, rows)
    else:
        read = hukou.page if kind == "hukou_page" else disability.certificate
        found = read(inked, rows, today)
    return Card(kind, _beside_glare(flat, found, until=1.0))


def _id_card(side: str, flat: Flat, rows: list[Line], today: date) -> Card:
    if side == "id_back":
        return Card(side, _beside_glare(flat, checks.checked_back(idcard.back(rows)), until=1.0))
    found = _beside_glare(flat, looked_again(flat, rows, idcard.front(rows)), until=_PORTRAIT)
    return Card(side, checks.checked_front(_beside_cover(flat, found), today))


def _beside_cover(flat: Flat, found: dict[str, Found]) -> dict[str, Found]:
    """A name or an address that goes on beneath a finger; rows of an address are looked along to the portrait."""
    over = covers(flat.bgr, _CARD_MM)
    limit = int(_PORTRAIT * over.shape[1])
    over[:, limit:] = 0
    doubtful = set()
    for name in {"name", "address"} & found.keys():
        (left, top), (right, bottom) = found[name].quad.min(axis=0), found[name].quad.max(axis=0)
        end = limit if name == "address" else right + _BESIDE * (bottom - top)
        near = over[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(end))]
        doubtful |= {name} if near.any() else set()
    return {name: doubted(one) if name in doubtful else one for name, one in found.items()}


def _beside_glare(flat: Flat, found: dict[str, Found], until: float) -> dict[str, Found]:
    """A value that ends at a burnt-out spot may go on beneath it. Number, birth and sex are held by each other.

    Looked for in the page's left part, `until`: on an ID card's front a portrait's white ground follows, and no text.
    """
    burnt = spots(flat.bgr)
    burnt[:, int(until * burnt.shape[1]) :] = 0
    return {
        name: replace(one, sure=min(one.sure, DOUBTED)) if name not in _HELD and _touches(one, burnt) else one
        for name, one in found.items()
    }


def _touches(found: Found, burnt: NDArray[np.uint8]) -> bool:
    (left, top), (right, bottom) = found.quad.min(axis=0), found.quad.max(axis=0)
    room = _BESIDE * min(bottom - top, _ROW)
    near = burnt[max(0, int(top)) : max(0, int(bottom)), max(0, int(left - room)) : max(0, int(right + room))]
    return bool(near.any())
