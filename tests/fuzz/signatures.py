"""What a fuzzer feeds to the readers of signed PDFs, signatures and key files: good ones, and who reads them."""

import hashlib
from functools import cache

from app.forms.binding import sign
from app.forms.papers import make_forms
from app.forms.seal import drawn_seal
from app.pades.check import check
from app.pades.key_file import read_key_file
from app.pades.sign import SealBox, certify, seal
from tests.forms.test_binding import INK, signing
from tests.made_up import household
from tests.pades.authority import NOW, PASSWORD, Authority

_PAGES = b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
_SHORT = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + _PAGES


@cache
def _made() -> tuple[Authority, bytes, bytes, bytes]:
    """Give an authority, a page with ink, the same sealed, and a key file."""
    authority = Authority()
    forms = make_forms(household.draft(), household.office(), household.TODAY, "陈素华")
    inked = sign(forms.authorisations[0], INK, signing(forms))
    keys = [authority.issue(name).p12() for name in ("陈素华", "渠县土溪镇人民政府")]
    officer, office = (read_key_file(one, PASSWORD, NOW) for one in keys)
    certified = certify(inked, hashlib.sha256(inked).hexdigest(), officer, NOW, SealBox(0, 160, 240, 21))
    return authority, inked, seal(certified, office, NOW, drawn_seal("渠县土溪镇人民政府")), keys[0]


def a_signed_pdf() -> list[bytes]:
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    end = b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(_SHORT)
    return [_SHORT + table + end, _made()[2]]


def an_ink() -> list[bytes]:
    return [_made()[1]]


def a_key_file() -> list[bytes]:
    return [_made()[3]]


def a_root() -> list[bytes]:
    return [_made()[0].pem]


def checked(source: bytes) -> object:
    """Check a file without anybody who is trusted; nothing may be raised, whatever it is."""
    return check(source, (), NOW)


def cms_read(source: bytes) -> object:
    """Check our file with other bytes where a signature stands, so that they are read as one."""
    sealed = _made()[2]
    start = sealed.rindex(b"/Contents <", 0, len(sealed)) + len(b"/Contents <")
    end = sealed.index(b">", start)
    report = check(
        sealed[:start] + source.hex().encode().ljust(end - start, b"0")[: end - start] + sealed[end:], (), NOW
    )
    assert not report.is_whole
    return report


def key_file_read(source: bytes) -> object:
    return read_key_file(source, PASSWORD, NOW)
