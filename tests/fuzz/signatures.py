"""What a fuzzer feeds to the readers of signed PDFs, signatures and key files: good ones, and who reads them."""

import hashlib
import io
from functools import cache
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from app.forms.binding import sign
from app.forms.papers import make_forms
from app.pades.check import check
from app.pades.key_file import read_key_file
from app.pades.roots import read_roots
from app.pades.sign import certify
from tests.forms.desk_papers import Said
from tests.forms.step_samples import STEP_PAPERS
from tests.forms.test_binding import INK, signing
from tests.forms.test_signed_paper import ink, signed
from tests.made_up import household
from tests.pades.authority import NOW, PASSWORD, Authority

_PAGES: Final = b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
_SHORT: Final = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + _PAGES
_TABLE: Final = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"


@cache
def _authority() -> Authority:
    return Authority()


@cache
def a_key_file() -> list[bytes]:
    return [_authority().issue("陈素华").p12()]


@cache
def a_signed_pdf() -> list[bytes]:
    """Give a file with nothing in it, and a white page that somebody certified: short, so that many tries are made."""
    file = io.BytesIO()
    canvas = Canvas(file, (100, 100), invariant=1)
    canvas.showPage()
    canvas.save()
    shown = hashlib.sha256(file.getvalue()).hexdigest()
    made = certify(file.getvalue(), shown, read_key_file(a_key_file()[0], PASSWORD, NOW), NOW)
    end = b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(_SHORT)
    return [_SHORT + _TABLE + end, made]


@cache
def an_ink() -> list[bytes]:
    forms = make_forms(household.draft(), household.office(), household.TODAY, "陈素华")
    return [sign(forms.authorisations[0], INK, signing(forms))]


@cache
def several_inks() -> list[bytes]:
    form = STEP_PAPERS["testimony"](Said())
    return [signed(form.pdf, form.fields[-1], "陈素华", ink())]


def a_root() -> list[bytes]:
    return [_authority().pem]


def checked(source: bytes) -> object:
    """Check a file without anybody who is trusted; nothing may be raised, whatever it is."""
    return check(source, (), NOW)


def cms_read(source: bytes) -> object:
    """Check our file with other bytes where a signature stands, so that they are read as one."""
    whole = a_signed_pdf()[1]
    start = whole.rindex(b"/Contents <") + len(b"/Contents <")
    end = whole.index(b">", start)
    written = source.hex().upper().encode().ljust(end - start, b"0")[: end - start]
    report = check(whole[:start] + written + whole[end:], read_roots(a_root()), NOW)
    assert report.is_whole == (written == whole[start:end])
    return report


def key_file_read(source: bytes) -> object:
    return read_key_file(source, PASSWORD, NOW)


def a_cms() -> list[bytes]:
    """Give the signature of our file."""
    whole = a_signed_pdf()[1]
    start = whole.rindex(b"/Contents <") + len(b"/Contents <")
    return [bytes.fromhex(whole[start : whole.index(b">", start)].decode("ascii")).rstrip(b"\0")]
