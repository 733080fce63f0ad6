"""Foreign eyes on our papers: poppler for text and places, pdfium for sizes and pictures, ZXing for codes, qpdf."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from app.forms.form import Form, FormSet

MM = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A word on a page, in mm from its top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Code:
    """A QR code as a scanner finds it on a page: its text, its place and its sides in mm."""

    text: str
    left: float
    top: float
    wide: float
    high: float


def all_forms(forms: FormSet) -> list[Form]:
    """Give the papers of a set in the order of their pages."""
    return [forms.application, *forms.authorisations]


def text_of(pdf: bytes, folder: Path) -> str:
    """Give the text as another program extracts it, without spaces and line ends."""
    return re.sub(r"\s", "", raw_text(pdf, folder))


def raw_text(pdf: bytes, folder: Path) -> str:
    """Give the text as another program extracts it."""
    return _run(("pdftotext", "-raw", str(_file(pdf, folder)), "-"))


def words_of(pdf: bytes, folder: Path) -> list[Word]:
    """Give every word with its place."""
    listed = _run(("pdftotext", "-bbox", str(_file(pdf, folder)), "-"))
    words: list[Word] = []
    page = -1
    for line in listed.splitlines():
        page += "<page " in line
        found = re.search(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', line)
        if found:
            left, top, right, bottom = (float(found[number]) * MM for number in range(1, 5))
            words.append(Word(page, found[5], left, top, right, bottom))
    return words


def qpdf_says(pdf: bytes, folder: Path) -> str:
    """Give what qpdf finds in the file; raises when it is not clean."""
    return _run(("qpdf", "--check", str(_file(pdf, folder))))


def codes_of(pdf: bytes, page: int, dots_per_inch: int = 300) -> list[Code]:
    """Give the codes that a scanner finds on a page."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=dots_per_inch / 72).to_numpy()
    return [_code(found, 25.4 / dots_per_inch) for found in zxingcpp.read_barcodes(np.ascontiguousarray(image))]


def smallest_type(pdf: bytes) -> float:
    """Give the size in points of the smallest character."""
    sizes = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        sizes += [
            pdfium.FPDFText_GetFontSize(text, at)
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        ]
    return float(min(sizes))


def type_sizes(pdf: bytes, characters: str) -> list[float]:
    """Give the sizes in points in which any of some characters stands on the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    places = (at for at in range(text.count_chars()) if text.get_text_range(at, 1) in characters)
    return [float(pdfium.FPDFText_GetFontSize(text, at)) for at in places]


def dark_share(pdf: bytes, page: int, box: tuple[float, float, float, float]) -> float:
    """Give which share of a box (left, top, width, height in mm) is dark."""
    dots = pypdfium2.PdfDocument(pdf)[page].render(scale=2, grayscale=True).to_numpy()
    left, top, wide, high = (round(side / MM * 2) for side in box)
    return float((dots[top : top + high, left : left + wide] < 128).mean())


def _code(found: zxingcpp.Barcode, mm: float) -> Code:
    at = found.position
    wide = (at.top_right.x - at.top_left.x) * mm
    return Code(found.text, at.top_left.x * mm, at.top_left.y * mm, wide, (at.bottom_left.y - at.top_left.y) * mm)


def _file(pdf: bytes, folder: Path) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return file


def _run(command: tuple[str, ...]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout
