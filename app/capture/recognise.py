"""From a picture's bytes to its reading: page, kind, quality, codes, fields. Runs in the reading process."""

from dataclasses import dataclass

import numpy as np

from app import clock
from app.capture import barcode, papers, text
from app.capture.archive import archive
from app.capture.card import Card, reaches_rim, read_card
from app.capture.page import find_page
from app.capture.picture import Picture, read_picture
from app.capture.quad import Quad, lying
from app.capture.quality import BOOKLET, PAPER, Scale, in_doubt, judge, proven, without_page
from app.capture.quality import CARD as CARD_SCALE
from app.capture.reading import Barcode, Field, Reading, corners
from app.capture.rectify import CARD, Flat, is_card, paper_size, rectify
from app.capture.strips import strips
from app.capture.upright import read_rows
from app.domain import form_code
from app.errors import Refused

warm = text.warm
_CARD_SIDE, _PAPER_SIDE, _WHOLE_SIDE = 640, 736, 960
_SCALES = {"id_front": CARD_SCALE, "id_back": CARD_SCALE, "disability_card": CARD_SCALE}
_SCALES |= {"hukou_head": BOOKLET, "hukou_page": BOOKLET}
_TITLE_PIECES, _MOST_PIECES, _FEW_ROWS = 8, 24, 3


@dataclass(frozen=True)
class _Seen:
    """What is known so far; `flat` is the page, or the whole picture where no page was found."""

    flat: Flat
    has_page: bool
    kind: str = "other"
    card: Card | None = None
    is_cut: bool = False


def recognise(data: bytes, expect: str | None = None) -> Reading:
    """Read one picture; Refused when it cannot be decoded. `expect` other than own_form skips the slow code search."""
    picture = read_picture(data)
    page = find_page(picture.bgr)
    seen = _card(picture, page.corners) if page and is_card(page.corners) else None
    codes = _codes(picture, page.corners if page else None, thorough=seen is None and expect in {None, "own_form"})
    if seen is None:
        seen = _other(picture, page.corners if page else None, codes)
    return _reading(picture, seen, codes)


def _card(picture: Picture, found: Quad) -> _Seen | None:
    """The page as a card, or None when its text is no card's."""
    seen = _by_words(*read_rows(rectify(picture.bgr, lying(found), CARD), _CARD_SIDE), has_page=True)
    return None if seen.kind == "other" else seen


def _other(picture: Picture, found: Quad | None, codes: list[Barcode]) -> _Seen:
    """A page that is no card, or a picture in which no page stands out."""
    own = next((code for code in codes if _is_own(code.text)), None)
    whole = _whole(picture)
    if found is None:
        return _Seen(whole, False, "own_form") if own else _text_alone(whole)
    flat = rectify(picture.bgr, found, paper_size(found))
    if own:
        return _Seen(_turned_by(flat, own, picture.shrunk), True, "own_form")
    flat, rows = read_rows(flat, _PAPER_SIDE, most=_TITLE_PIECES, more=papers.is_read)
    seen = _by_words(flat, rows, has_page=True)
    if seen.kind == "other" and len(rows) < _FEW_ROWS:
        alone = _text_alone(whole)
        return seen if alone.kind == "other" else alone
    return seen


def _text_alone(whole: Flat) -> _Seen:
    """A card or paper known by its words only: its edges are hidden, or it fills the picture."""
    return _by_words(*read_rows(whole, _WHOLE_SIDE, most=_MOST_PIECES, more=papers.is_read), has_page=False)


def _by_words(flat: Flat, rows: list[text.Line], *, has_page: bool) -> _Seen:
    card = read_card(flat, rows, clock.local_date(clock.now()))
    is_cut = not has_page and any(reaches_rim(flat, row.quad) for row in rows)
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


def _scale(kind: str, page: Quad) -> Scale:
    return _SCALES.get(kind, CARD_SCALE if kind == "other" and is_card(page) else PAPER)


def _reading(picture: Picture, seen: _Seen, codes: list[Barcode]) -> Reading:
    fields = seen.card.fields if seen.card else {}
    page = seen.flat.back(seen.flat.corners())
    quality = judge(seen.flat.bgr, page, picture.bgr, _scale(seen.kind, page))
    if not seen.has_page:
        quality = without_page(quality, is_known=seen.kind != "other", is_cut=seen.is_cut)
    if seen.card:
        quality = proven(quality) if seen.card.is_complete else in_doubt(quality)
    return Reading(
        width=picture.width,
        height=picture.height,
        page=corners(page * picture.shrunk) if seen.has_page else None,
        kind=seen.kind,
        quality=quality,
        barcodes=tuple(codes),
        fields={
            name: Field(one.value, round(one.sure, 3), corners(seen.flat.back(one.quad) * picture.shrunk))
            for name, one in fields.items()
        },
        archive=archive(seen.flat.bgr, seen.kind),
        strips=strips(seen.flat.bgr, seen.kind, {name: one.quad for name, one in fields.items()}),
    )
