"""A copy of a picture that leaves the office, on an A4 page."""

import io
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.forms.sheet import HIGH, WIDE

_RIM = 5.0  # mm that printers leave white


@dataclass(frozen=True, slots=True)
class Shown:
    """How large a picture stands on the page, in mm; a whole page where nothing else is known."""

    wide: float = WIDE
    high: float = HIGH


CARD, BOOKLET, PAGE = Shown(85.6, 54.0), Shown(143.0, 105.0), Shown()
_SIZES = {
    "id_front": CARD,
    "id_back": CARD,
    "disability_card": CARD,
    "bank_card": CARD,
    "hukou_head": BOOKLET,
    "hukou_page": BOOKLET,
}


def size_of(slot: str) -> Shown:
    """Give the true size of what a slot holds."""
    return _SIZES.get(slot, PAGE)


def copied(picture: bytes, title: str, size: Shown = PAGE) -> bytes:
    """Give a PDF with a picture in the middle of an A4 page, at true size where it fits, never stretched."""
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        wide, high = _fitted(image.width / image.height, size)
        written = io.BytesIO()
        canvas = Canvas(written, pagesize=(WIDE * mm, HIGH * mm), invariant=1, lang="zh-CN")
        canvas.setTitle(title)
        left, foot = (WIDE - wide) / 2, (HIGH - high) / 2
        canvas.drawImage(ImageReader(image.convert("RGB")), left * mm, foot * mm, wide * mm, high * mm)
        canvas.showPage()
        canvas.save()
    return written.getvalue()


def _fitted(proportion: float, size: Shown) -> tuple[float, float]:
    """Turn the size with the picture, and keep the picture's own proportion within it and the printable page."""
    stands = proportion < 1
    wide, high = sorted((size.wide, size.high), reverse=not stands)
    wide, high = min(wide, WIDE - 2 * _RIM), min(high, HIGH - 2 * _RIM)
    return (wide, wide / proportion) if wide / high < proportion else (high * proportion, high)
