"""From a picture's bytes to its reading: page, kind, quality, codes, fields. Runs in the reading process."""

from dataclasses import dataclass, replace

import numpy as np

from app import clock
from app.capture import barcode, papers, text
from app.capture.archive import archive
from app.capture.card import Card, reaches_rim, read_card
from app.capture.outline import Bent
from app.capture.own_form import flat_form, laid, signatures
from app.capture.picture import Picture, read_picture
from app.capture.quad import Quad, area, lying
from app.capture.quality import BOOKLET, PAPER, UNKNOWN, Scale, as_original, in_doubt, judge, proven, without_page
from app.capture.quality import CARD as CARD_SCALE
from app.capture.reading import Barcode, Field, Point, Reading, corners
from app.capture.rectify import CARD, Flat, is_card, paper_size, rectify
from app.capture.spread import halves, is_spread, turned_like
from app.capture.strips import strips
from app.capture.things import Thing, things
from app.capture.upright import read_rows
from app.domain import form_code
from app.errors import Refused

warm = text.warm
_CARD_SIDE, _PAPER_SIDE, _WHOLE_SIDE = 640, 736, 960
_CARDS = ("id_front", "id_back", "disability_card")
_SCALES = {**dict.fromkeys(_CARDS, CARD_SCALE), "hukou_head": BOOKLET, "hukou_page": BOOKLET}
_SEVERAL, _CORNERS, _FILLS = 2, 4, 0.6
_TITLE_PIECES, _MOST_PIECES, _FEW_ROWS, _TOUCHES = 8, 24, 3, 0.2


@dataclass(frozen=True)
class _Seen:
    """What is known so far; `flat` is the page, or the whole picture where no page was found.

    `paper` is the letter that a form of ours has in its code.
    """

    flat: Flat
    has_page: bool
    kind: str = "other"
    card: Card | None = None
    is_cut: bool = False
    paper: str = ""
    spread: Thing | None = None


def recognise(data: bytes, expect: str | None = None, mat: bytes | None = None) -> Reading:
    """Read one picture; Refused when it cannot be decoded. `expect` other than own_form skips the slow code search.

    `mat` is a picture of the empty mat under the same camera; Refused mat.unreadable.
    """
    picture = read_picture(data)
    found = things(picture.bgr, mat)
    if len(found) < _SEVERAL:
        return _alone(picture, found[0] if found else None, expect)
    read = [(thing, _among_others(picture, thing, expect)) for thing in found]
    items = [reading for thing, reading in read if thing.is_sure or reading.kind != "other"]
    items.sort(key=lambda one: one.kind == "other")
    return replace(items[0], items=tuple(items)) if len(items) >= _SEVERAL else _alone(picture, found[0], expect)


def _alone(picture: Picture, thing: Thing | None, expect: str | None) -> Reading:
    """The only thing on a picture, or a picture on which none stands out."""
    seen = _card(picture, thing) if thing and is_card(thing.corners) else None
    page, is_patient = thing.corners if thing else None, expect in {None, "own_form"}
    codes = _codes(picture, page, thorough=seen is None and expect == "own_form")
    if seen is None:
        seen = _other(picture, thing, codes)
        if seen.kind == "other" and is_patient:  # what its words tell needs no patient search for a code
            codes = _codes(picture, page, thorough=True)
            seen = _other(picture, thing, codes) if any(_is_own(code.text) for code in codes) else seen
    return _reading(picture, _filling(picture, thing, seen) if thing else seen, codes)


def _filling(picture: Picture, thing: Thing, seen: _Seen) -> _Seen:
    """A card that fills the picture has no edges: its words may say more without the page that was seen in it."""
    high, wide = picture.bgr.shape[:2]
    if seen.card is None or seen.card.is_complete or area(thing.corners) < _FILLS * wide * high:
        return seen
    alone = _text_alone(_whole(picture))
    return alone if alone.card and len(alone.card.fields) > len(seen.card.fields) else seen


def _among_others(picture: Picture, thing: Thing, expect: str | None) -> Reading:
    """One of several things: only what lies on it is its own."""
    seen = _card(picture, thing) if is_card(thing.corners) else None
    found = _codes(picture, thing.corners, thorough=seen is None and expect in {None, "own_form"})
    codes = [code for code in found if thing.holds(np.array(code.box) / picture.shrunk)]
    return _reading(picture, seen or _paper(picture, thing, codes)[0], codes)


def _card(picture: Picture, thing: Thing) -> _Seen | None:
    """The page as a card, or None when its text is no card's."""
    first = 0 if np.array_equal(lying(thing.corners), thing.corners) else 1
    seen = _by_words(*read_rows(thing.flat(picture.bgr, CARD, first), _CARD_SIDE), has_page=True)
    return None if seen.kind == "other" else seen


def _other(picture: Picture, thing: Thing | None, codes: list[Barcode]) -> _Seen:
    """A page that is no card, or a picture in which no page stands out."""
    whole = _whole(picture)
    if thing is None:
        own = [code for code in codes if _is_own(code.text)]
        return (_form(picture, None, own) or _Seen(whole, False, "own_form")) if own else _text_alone(whole)
    seen, rows = _paper(picture, thing, codes)
    if seen.kind == "other" and rows < _FEW_ROWS:
        alone = _text_alone(whole)
        return seen if alone.kind == "other" else alone
    return seen


def _paper(picture: Picture, thing: Thing, codes: list[Barcode]) -> tuple[_Seen, int]:
    """A page that is no card, and how many rows of text were read on it."""
    own = [code for code in codes if _is_own(code.text)]
    form = _form(picture, thing.corners, own) if thing.outline is None else None
    if form:
        return form, 0
    flat = thing.flat(picture.bgr, paper_size(thing.corners))
    if own:
        return _Seen(_turned_by(flat, own[0], picture.shrunk), True, "own_form", paper=_letter(own[0])), 0
    upright, rows = read_rows(flat, _PAPER_SIDE, most=_TITLE_PIECES, more=papers.is_read)
    seen = _by_words(upright, rows, has_page=True)
    return (_of_spread(flat, thing) if seen.kind == "other" and is_spread(thing.corners) else None) or seen, len(rows)


def _of_spread(flat: Flat, thing: Thing) -> _Seen | None:
    """The page that is known of a booklet that lies open."""
    for half in halves(flat):
        seen = _by_words(*read_rows(half, _PAPER_SIDE, most=_TITLE_PIECES, more=papers.is_read), has_page=True)
        if seen.kind != "other":
            return replace(seen, spread=thing)
    return None


def _form(picture: Picture, found: Quad | None, own: list[Barcode]) -> _Seen | None:
    """A form of ours whose code stands where it should on the page that was found; of two codes the upper one."""
    size = (picture.bgr.shape[1], picture.bgr.shape[0])
    for code in own:
        form = laid(found, np.array(code.box) / picture.shrunk, size)
        if form:
            return _Seen(flat_form(picture.bgr, form), True, "own_form", paper=_letter(code))
    return None


def _letter(code: Barcode) -> str:
    return form_code.parse(code.text).paper


def _text_alone(whole: Flat) -> _Seen:
    """A card or paper known by its words only: its edges are hidden, or it fills the picture."""
    return _by_words(*read_rows(whole, _WHOLE_SIDE, most=_MOST_PIECES, more=papers.is_read), has_page=False)


def _by_words(flat: Flat, rows: list[text.Line], *, has_page: bool) -> _Seen:
    card = read_card(flat, rows, clock.local_date(clock.now()))
    is_cut = not has_page and any(reaches_rim(flat, row.quad, _TOUCHES) for row in rows)
    return _Seen(flat, has_page, card.kind if card else "other", card, is_cut)


def _whole(picture: Picture) -> Flat:
    """The picture itself as a page."""
    high, wide = picture.bgr.shape[:2]
    scale = min(1.0, 1600 / max(wide, high))
    rim = np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]])
    return rectify(picture.bgr, rim, (max(1, round(wide * scale)), max(1, round(high * scale))))


def _codes(picture: Picture, found: Quad | None, *, thorough: bool) -> list[Barcode]:
    codes = barcode.find_codes(picture.bgr, found) if thorough else barcode.quick(picture.bgr)
    return [Barcode(code.format, code.text, corners(code.quad * picture.shrunk)) for code in codes]


def _is_own(payload: str) -> bool:
    try:
        form_code.parse(payload)
    except Refused:
        return False
    return True


def _turned_by(flat: Flat, code: Barcode, shrunk: int) -> Flat:
    """Turn a form the way its code stands."""
    start, end = (np.linalg.inv(flat.way) @ [*(np.array(point) / shrunk), 1.0] for point in code.box[:2])
    way = end[:2] / end[2] - start[:2] / start[2]
    return flat.turned(-round(np.degrees(np.arctan2(way[1], way[0])) / 90))


def _rim(seen: _Seen, page: Quad) -> Quad:
    """The corners of the document as it lies there, or its rim when that is bent, from its own top left."""
    if seen.spread:
        whole = seen.spread.corners if seen.spread.outline is None else seen.spread.outline
        return turned_like(whole, page)
    return seen.flat.back(seen.flat.edge()) if isinstance(seen.flat, Bent) else page


def _points(rim: Quad) -> tuple[Point, ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in rim)


def _unknown(kind: str, page: Quad) -> Scale:
    if kind == "own_form":
        return PAPER
    return CARD_SCALE if is_card(page) else UNKNOWN


def _scale(kind: str, page: Quad) -> Scale:
    return _SCALES.get(kind, _unknown(kind, page))


def _reading(picture: Picture, seen: _Seen, codes: list[Barcode]) -> Reading:
    fields = seen.card.fields if seen.card else {}
    page = seen.flat.back(seen.flat.corners())
    quality = judge(seen.flat.bgr, page, picture.bgr, _scale(seen.kind, page))
    if not seen.has_page:
        quality = without_page(quality, is_known=seen.kind != "other", is_cut=seen.is_cut)
    if seen.card:
        quality = proven(quality) if seen.card.is_complete else in_doubt(quality)
    if seen.kind in _CARDS and seen.has_page:
        quality = as_original(quality, seen.flat.bgr)
    rim = _rim(seen, page)
    return Reading(
        width=picture.width,
        height=picture.height,
        page=corners(rim[:: len(rim) // 4] * picture.shrunk) if seen.has_page else None,
        outline=_points(rim * picture.shrunk) if len(rim) > _CORNERS else (),
        kind=seen.kind,
        quality=quality,
        barcodes=tuple(codes),
        fields={
            name: Field(one.value, round(one.sure, 3), corners(seen.flat.back(one.quad) * picture.shrunk))
            for name, one in fields.items()
        },
        archive=archive(seen.flat.bgr, seen.kind),
        signatures=signatures(seen.flat, seen.paper, picture.shrunk) if seen.paper else (),
        strips=strips(seen.flat.bgr, seen.kind, {name: one.quad for name, one in fields.items()}),
    )
