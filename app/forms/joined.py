"""Many papers as one PDF, in order, so that a walk's or a day's papers leave the printer as one job."""

import io
import re
from collections.abc import Iterable

from app.errors import Refused
from app.forms.form import Form
from app.forms.preview import PDFIUM

_MADE = re.compile(rb"/CreationDate\(D:[^)]*\)")
_ID = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)")


def joined_forms(forms: Iterable[Form]) -> Form:
    """Give papers as one; the same papers give the same bytes. Refused papers.none where there is none."""
    import pypdfium2  # noqa: PLC0415 - 40 ms that no start of the program needs

    several = tuple(forms)
    if not several:
        raise Refused("papers.none")
    out = io.BytesIO()
    with PDFIUM:
        whole = pypdfium2.PdfDocument.new()
        for form in several:
            with pypdfium2.PdfDocument(form.pdf) as one:
                whole.import_pages(one)
        whole.save(out)
        pages = len(whole)
        whole.close()
    return Form(several[0].paper, "", _anytime(out.getvalue()), pages, 1, pages)


def _anytime(pdf: bytes) -> bytes:
    """Give the file without its moment and its id by chance, byte for byte as long: places in it stay as they are."""
    undated = _MADE.sub(lambda found: b" " * len(found[0]), pdf, count=1)
    end = undated.rfind(b"trailer")
    return undated[:end] + _ID.sub(lambda found: b"0" * len(found[0]), undated[end:])
