"""From a picture's bytes to its reading: page, kind, quality, codes, fields. Runs in the reading process."""

import numpy as np

from app import clock
from app.capture import barcode, checks, idcard, text
from app.capture.page import find_page
from app.capture.picture import Picture, read_picture
from app.capture.quad import Quad, lying, proportion
from app.capture.quality import judge
from app.capture.reading import Barcode, Field, Quality, Reading, corners
from app.capture.rectify import CARD, Flat, is_card, paper_size, rectify
from app.capture.rows import rows
from app.capture.strips import jpeg, strips

warm = text.warm
_ARCHIVE_QUALITY = 75
_CARD_MM, _A4_MM = 85.6, 210.0


def recognise(data: bytes, expect: str | None = None) -> Reading:
    """Read one picture; Refused when it cannot be decoded."""
    picture = read_picture(data)
    page = find_page(picture.bgr)
    found = page.corners if page else None
    if found is not None and is_card(found):
        reading = _card(picture, found)
        if reading:
            return reading
    return _paper(picture, found)


def _card(picture: Picture, found: Quad) -> Reading | None:
    flat = rectify(picture.bgr, lying(found), CARD)
    flat, lines = _upright(flat, text.find_lines(flat.bgr, 640))
    kind = idcard.side_of(lines)
    if kind is None:
        return None
    if kind == "id_front":
        fields = checks.checked_front(idcard.front(lines), clock.local_date(clock.now()))
    else:
        fields = checks.checked_back(idcard.back(lines))
    page = flat.back(flat.corners())
    return Reading(
        width=picture.width,
        height=picture.height,
        page=corners(page * picture.shrunk),
        kind=kind,
        quality=judge(flat.bgr, page, picture.bgr, _CARD_MM),
        fields={name: _field(one, flat, picture.shrunk) for name, one in fields.items()},
        archive=jpeg(flat.bgr, _ARCHIVE_QUALITY),
        strips=strips(flat.bgr, kind, {name: one.quad for name, one in fields.items()}),
    )


def _field(found: idcard.Found, flat: Flat, shrunk: int) -> Field:
    return Field(found.value, round(found.sure, 3), corners(flat.back(found.quad) * shrunk))


def _upright(flat: Flat, quads: list[Quad]) -> tuple[Flat, list[text.Line]]:
    """Turn the card so that its longest line can be read, then read all lines."""
    if not quads:
        return flat, []
    longest = max(quads, key=lambda quad: float(np.linalg.norm(quad[1] - quad[0])))
    image = text.cut(flat.bgr, longest)
    upright, turned = text.read_line(image), text.read_line(np.ascontiguousarray(image[::-1, ::-1]))
    if _sense(turned) > _sense(upright):
        size = np.array(flat.bgr.shape[1::-1], np.float64) - 1
        flat, quads = flat.turned(), [np.roll(size - quad, 2, axis=0) for quad in quads]
    return flat, rows([text.Line(text.read_line(text.cut(flat.bgr, quad)), quad) for quad in quads])


def _sense(signs: tuple[text.Sign, ...]) -> float:
    return sum(sign.sure**2 for sign in signs) / (len(signs) + 1)


def _paper(picture: Picture, found: Quad | None) -> Reading:
    codes, _ = barcode.find_codes(picture.bgr)
    barcodes = tuple(Barcode(code.format, code.text, corners(code.quad * picture.shrunk)) for code in codes)
    kind = "own_form" if any(code.text.startswith("YM1.") for code in barcodes) else "other"
    if found is None:
        return Reading(picture.width, picture.height, None, kind, Quality("bad", "no_page"), barcodes)
    flat = rectify(picture.bgr, found, paper_size(found))
    return Reading(
        picture.width,
        picture.height,
        corners(found * picture.shrunk),
        kind,
        judge(flat.bgr, found, picture.bgr, _A4_MM),
        barcodes,
        archive=jpeg(flat.bgr, _ARCHIVE_QUALITY),
    )
