"""A second look at fields where the first was not sure, or saw nothing."""

import cv2
import numpy as np

from app.capture import glyphs, idcard, text
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.reading import DOUBT_BELOW
from app.capture.rectify import Flat
from app.capture.text import Line
from app.capture.value import Found, doubted, weakest
from app.capture.whole import height, places

_SEXES = {"男": idcard.MALE, "女": idcard.FEMALE}
_GROUP_SIGNS = "".join(sorted(set("".join(idcard.ETHNIC))))
_NUMBER_SIGNS = "0123456789X"


def looked_again(flat: Flat, rows: list[Line], found: dict[str, Found]) -> dict[str, Found]:
    """Give the fields with name and number read again from other cuts, and lone characters found by their labels."""
    looks = {"name": name_again, "id_number": _number_again, "ethnic": _from_list}
    seen = {name: looks[name](flat, one) if name in looks else one for name, one in found.items()}
    lone = {"sex": _lone_sex(flat, rows), "ethnic": _lone_group(flat, rows)}
    return seen | {name: one for name, one in lone.items() if name not in seen and one is not None}


def read_again(flat: Flat, found: Found, only: str | None = None) -> Found:
    """Give a value that has no check character of its own: read two more times, and in doubt where one differs."""
    cuts = (_sharpened(flat, found.quad), _softened(flat, found.quad))
    seconds = ("".join(sign.text for sign in text.read_line(cut, only)) for cut in cuts)
    return found if all(idcard.dotted(second) == found.value for second in seconds) else doubted(found)


def name_again(flat: Flat, found: Found) -> Found:
    """Give a name, in doubt where it is read differently, or where a character may be a rare one.

    The reader of text takes a rare character for a common one that looks like it, and is sure of it. A character
    that is itself rare is left to the officer.
    """
    again = read_again(flat, found)
    if again.sure < DOUBT_BELOW:
        return again
    cut = text.cut(flat.bgr, found.quad)
    signs = tuple(sign for sign in text.read_line(cut) if idcard.dotted(sign.text) != idcard.DOT)
    is_rare = not all(glyphs.is_common(sign) for sign in found.value if sign != idcard.DOT)
    return doubted(again) if is_rare or not glyphs.is_itself(cut, signs) else again


def once_more(flat: Flat, place: Quad, only: str) -> Found | None:
    """Give what stands at a place when it can be nothing but these characters."""
    line = look(flat, place, only)
    return weakest(line) if line.signs else None


def look(flat: Flat, place: Quad, only: str | None = None) -> Line:
    """Give the line at a place, read from a sharpened cut."""
    return Line(text.read_line(_sharpened(flat, place), only), place)


def number_again(flat: Flat, found: Found, only: str = _NUMBER_SIGNS) -> Found:
    """Give a number that has a check character: in doubt where a sharper cut reads differently."""
    again = once_more(flat, found.quad, only)
    return found if again and again.value == found.value else doubted(found)


def _number_again(flat: Flat, found: Found) -> Found:
    return number_again(flat, found)


def _lone_sex(flat: Flat, rows: list[Line]) -> Found | None:
    """The finder of text overlooks single characters: 男 or 女 stands between two labels."""
    place = _after(rows, "别", until="民")
    found = once_more(flat, place, "".join(_SEXES)) if place is not None else None
    return Found(_SEXES[found.value], found.sure, found.quad) if found and found.value in _SEXES else None


def _lone_group(flat: Flat, rows: list[Line]) -> Found | None:
    place = _after(rows, "族", until="")
    found = once_more(flat, place, _GROUP_SIGNS) if place is not None else None
    return found if found and found.value in idcard.ETHNIC else None


def _after(rows: list[Line], label: str, until: str) -> Quad | None:
    """The room from a label's last character to the next label, or of three characters."""
    row = next((row for row in rows if label in row.text[:8].translate(idcard.PRINTED)), None)
    if row is None:
        return None
    nth = row.text.translate(idcard.PRINTED).index(label)
    end = row.text.find(until, nth) if until else -1
    middle, high = places(row), height(row)
    left = middle[nth] + 0.4 * high
    right = middle[end] - 0.4 * high if end > nth else left + 3.5 * high
    top, bottom = row.quad[:, 1].min(), row.quad[:, 1].max()
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]]) if right - left > 0.8 * high else None


def _from_list(flat: Flat, found: Found) -> Found:
    """A doubtful group is often an old form (汉 as 漢): read again with the list's characters only."""
    if found.value in idcard.ETHNIC and found.sure >= DOUBT_BELOW:
        return found
    again = once_more(flat, found.quad, _GROUP_SIGNS)
    return again if again and again.value in idcard.ETHNIC else found


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
