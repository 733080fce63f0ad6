"""Pictures of a PDF's pages, for the screen and for printers."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Unavailable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_POINTS_PER_INCH = 72
# pdfium keeps state for the whole process and may not be entered twice.
PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: `pixels` row by row without gaps, 3 bytes each (red, green, blue), or 1 (grey)."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Give the number of pages; Unavailable pdf.unreadable when it is no PDF."""
    with PDFIUM, _opened(pdf) as document:
        return len(document)


def preview(pdf: bytes, page: int, width: int) -> PageImage:
    """Give a page (from 0) `width` pixels wide; Unavailable pdf.unreadable when it is no PDF."""
    with PDFIUM, _opened(pdf) as document:
        return _rendered(document[page], width / document.get_page_size(page)[0])


def at_resolution(pdf: bytes, page: int, dots_per_inch: float) -> PageImage:
    """Give a page (from 0) in grey at a printer's resolution."""
    with PDFIUM, _opened(pdf) as document:
        return _rendered(document[page], dots_per_inch / _POINTS_PER_INCH, grey=True)


def _opened(pdf: bytes) -> "PdfDocument":
    import pypdfium2  # noqa: PLC0415 - 40 ms that no start of the program needs

    try:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()  # or a seal, which is a field, would not be drawn
    except pypdfium2.PdfiumError as error:
        raise Unavailable("pdf.unreadable") from error
    return document


def _rendered(page: "PdfPage", scale: float, *, grey: bool = False) -> PageImage:
    bitmap = page.render(scale=scale, rev_byteorder=not grey, grayscale=grey)
    row = bitmap.width * bitmap.n_channels
    pixels = bytes(bitmap.buffer)
    if bitmap.stride != row:
        pixels = b"".join(pixels[at : at + row] for at in range(0, len(pixels), bitmap.stride))
    return PageImage(bitmap.width, bitmap.height, pixels)
