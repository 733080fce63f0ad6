"""A PDF as pictures of its pages. Runs in the reading process: what comes from outside is opened nowhere else."""

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.capture.picture import MOST_PIXELS
from app.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

MOST_PAGES = 100
_POINTS, _DPI = 72, 200
_MOST_SIDE = 3400  # pixels: A4 at 200 dpi has 2339, A3 has 3307
_QUALITY = 90
_FLATNESS = 0.02


def page_count(data: bytes, password: str = "") -> int:
    """Give the number of pages.

    Refused pdf.password, pdf.wrong_password, pdf.broken for what pdfium cannot open, pdf.empty, pdf.too_many_pages.
    """
    with _opened(data, password) as document:
        count = len(document)
    if not count:
        raise Refused("pdf.empty")
    if count > MOST_PAGES:
        raise Refused("pdf.too_many_pages", pages=count, most=MOST_PAGES)
    return count


def page_picture(data: bytes, number: int, password: str = "") -> bytes:
    """Give page `number` (from 1) as a JPEG at 200 dpi, or as many as make its long side 3400 pixels.

    Refused as `page_count`, and pdf.broken_page for a page that cannot be drawn.
    """
    with _opened(data, password) as document:
        try:
            return _drawn(document, number - 1)
        except Refused:
            raise
        except Exception as error:
            raise Refused("pdf.broken_page", page=number) from error


def _drawn(document: "PdfDocument", index: int) -> bytes:
    wide, high = document.get_page_size(index)
    if not min(wide, high) > _FLATNESS * max(wide, high) > 0:
        raise Refused("pdf.broken_page", page=index + 1)
    scale = min(_DPI / _POINTS, (_MOST_SIDE - 1) / max(wide, high))  # pdfium rounds up
    bitmap = document[index].render(scale=scale)
    assert bitmap.width * bitmap.height <= MOST_PIXELS  # noqa: S101 - follows from the longest side
    stream = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


@contextmanager
def _opened(data: bytes, password: str) -> "Iterator[PdfDocument]":
    import pypdfium2  # noqa: PLC0415 - only for a PDF

    try:
        document = pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("pdf.wrong_password" if password else "pdf.password") from error
        raise Refused("pdf.broken") from error
    try:
        yield document
    finally:
        document.close()
