"""From a picture's bytes to its reading: page, kind, quality, codes, fields. Runs in the reading process."""

from dataclasses import dataclass

import numpy as np

from app import clock
from app.capture import barcode, papers, text
from app.capture.card import Card, read_card
from app.capture.edges import Floats
from app.capture.page import find_page
from app.capture.picture import Picture, read_picture
from app.capture.quad import Quad, lying
from app.capture.quality import in_doubt, judge, proven
from app.capture.reading import Barcode, Field, Quality, Reading, corners
from app.capture.rectify import CARD, Flat, is_card, paper_size, rectify
from app.capture.strips import jpeg, strips
from app.capture.upright import read_rows
from app.domain import form_code
from app.errors import Refused

warm = text.warm
_CARD_SIDE, _PAPER_SIDE, _WHOLE_SIDE = 640, 736, 960
_CARD_QUALITY, _PAPER_QUALITY = 75, 35
_CARD_MM, _A4_MM = 85.6, 210.0
_TITLE_PIECES, _MOST_PIECES = 10, 24


@dataclass(frozen=True)
class _Seen:
    """What is known so far; `flat` is the page, or the whole picture where no page was found."""

    flat: Flat
    has_page: bool
    kind: str = "other"
    card: Card | None = None


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
    flat, rows = read_rows(rectify(picture.bgr, lying(found), CARD), _CARD_SIDE)
    card = read_card(flat, rows, clock.local_date(clock.now()))
    if card:
        return _Seen(flat, True, card.kind, card)
    kind = papers.kind_of("".join(row.text for row in rows))
    return None if kind == "other" else _Seen(flat, True, kind)


def _other(picture: Picture, found: Quad | None, codes: list[Barcode]) -> _Seen:
    """A page that is no card, or a picture in which no page stands out."""
    own = next((code for code in codes if _is_own(code.text)), None)
    if found is None:
        whole = _whole(picture)
        return _Seen(whole, False, "own_form") if own else _text_alone(whole) or _Seen(whole, False)
    flat = rectify(picture.bgr, found, paper_size(found))
    if own:
        return _Seen(_turned_by(flat, own, picture.shrunk), True, "own_form")
    flat, rows = read_rows(flat, _PAPER_SIDE, most=_TITLE_PIECES)
    kind = papers.kind_of("".join(row.text for row in rows))
    if kind == "other" and len(rows) < _TITLE_PIECES:
        return _text_alone(_whole(picture)) or _Seen(flat, True)
    return _Seen(flat, True, kind)


def _text_alone(whole: Flat) -> _Seen | None:
    """A card or paper known by its words only: its edges are hidden, or it fills the picture."""
    flat, rows = read_rows(whole, _WHOLE_SIDE, most=_MOST_PIECES)
    card = read_card(flat, rows, clock.local_date(clock.now()))
    if card:
        return _Seen(flat, False, card.kind, card)
    kind = papers.kind_of("".join(row.text for row in rows))
    return None if kind == "other" else _Seen(flat, False, kind)


def _whole(picture: Picture) -> Flat:
    """The picture itself as a page."""
    high, wide = picture.bgr.shape[:2]
    scale = min(1.0, 1600 / max(wide, high))
    rim = np.array([[-0.5, -0.5], [wide - 0.5, -0.5], [wide - 0.5, high - 0.5], [-0.5, high - 0.5]])
    return rectify(picture.bgr, rim, (max(1, round(wide * scale)), max(1, round(high * scale))))


def _codes(picture: Picture, found: Quad | None, *, thorough: bool) -> list[Barcode]:
    def flat() -> tuple[text.Bgr, Floats] | None:
        page = None if found is None else rectify(picture.bgr, found, paper_size(found))
        return page and (page.bgr, page.way)

    codes = barcode.find_codes(picture.bgr, flat) if thorough else barcode.quick(picture.bgr)
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


def _reading(picture: Picture, seen: _Seen, codes: list[Barcode]) -> Reading:
    fields = seen.card.fields if seen.card else {}
    is_small = seen.card is not None or seen.kind == "disability_card"
    page = seen.flat.back(seen.flat.corners())
    quality = judge(seen.flat.bgr, page, picture.bgr, _CARD_MM if is_small else _A4_MM)
    if not seen.has_page:
        quality = Quality("bad" if seen.kind == "other" else "doubt", "no_page", quality.measures)
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
        archive=jpeg(seen.flat.bgr, _CARD_QUALITY if is_small else _PAPER_QUALITY),
        strips=strips(seen.flat.bgr, seen.kind, {name: one.quad for name, one in fields.items()}),
    )
