"""Ink on a paper, bound to what was shown: signing, and finding anything that was changed afterwards.

The signed PDF is the shown one, byte for byte, and a section behind it with the drawing and the binding record.
That section follows from the record, the drawing and the shown bytes, so a check makes it again and compares.
Someone who makes a whole new section is found by the journal, which names the signed PDF by its SHA-256.
An officer's certification and the office's seal come behind it as further sections: `check_below` finds it there.
"""

import hashlib
import re

import msgspec

from app.domain.case import Signed
from app.errors import Refused
from app.forms.form import Form, SignField
from app.forms.increment import Added, Original, appended, read, stream
from app.forms.ink import Ink, curves
from app.journal.canonical import canonical

_MM = 72 / 25.4
_PAGE_HIGH = 297.0
_END = b"%%EOF\n"
_MOST_SECTIONS = 16  # of a paper of ours: what was shown, the ink, the officer, the seal
_NAME = b"binding.json"
_RECORD = re.compile(
    rb"/Type /EmbeddedFile /Subtype /application#2Fjson /Length \d{1,6} >>\nstream\n([^\n]*)\nendstream\n"
)
_CONTENTS = re.compile(rb"/Contents (\d+ 0 R)")


class Signing(msgspec.Struct, frozen=True):
    """Who signed what, where and when, as the window saw it. Times as in `app.clock.text`, `signed_on` ISO.

    `shown` are the SHA-256 of the PDFs that were shown, the signed page's among them.
    """

    case: str
    member: str
    device: str
    officer: str
    method: str
    shown: tuple[str, ...]
    pages_seen: int
    started_at: str
    finished_at: str
    signed_on: str


class Binding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record inside a signed PDF. `page` counts from 0; `field` is left, top, width, height in 1/100 mm."""

    signing: Signing
    document: str
    ink: str
    drawing: str
    page: int
    field: tuple[int, int, int, int]
    v: int = 1


def sign(form: Form, ink: Ink, signing: Signing) -> bytes:
    """Give the form's PDF with the ink on its field, bound to the exact bytes that were shown.

    Refused form.not_shown when the form is not among what was shown, form.no_field when this member
    has no field on it, form.not_ours for a PDF that another program made.
    """
    field = next((one for one in form.fields if one.member == signing.member), None)
    if field is None:
        raise Refused("form.no_field")
    if form.sha256 not in signing.shown:
        raise Refused("form.not_shown")
    drawing = drawing_of(ink, box_of(field))
    binding = Binding(signing, form.sha256, ink.sha256, _sha256(drawing), field.page, box_of(field))
    return _joined(read(form.pdf), binding, drawing)


def check(signed: bytes, ink: Ink | None = None) -> Binding:
    """Give what a signed PDF binds, after finding every byte of it as `sign` wrote it.

    With the raw ink it is also found that this ink, and no other, is what is drawn. Refused form.not_signed
    where there is no signature, form.altered where anything differs.
    """
    end = signed.rfind(_END, 0, -len(_END)) + len(_END)
    if not signed.endswith(_END) or end < len(_END):
        raise Refused("form.not_signed")
    shown, section = signed[:end], signed[end:]
    binding = _record(section)
    drawing = _drawn(section)
    if binding.document != _sha256(shown) or binding.drawing != _sha256(drawing):
        raise Refused("form.altered")
    if binding.document not in binding.signing.shown or _joined(read(shown), binding, drawing) != signed:
        raise Refused("form.altered")
    if ink is not None and (ink.sha256 != binding.ink or drawing_of(ink, binding.field) != drawing):
        raise Refused("form.altered")
    return binding


def check_below(pdf: bytes, ink: Ink | None = None) -> tuple[Binding, int]:
    """Give what the ink binds in a PDF that was certified or sealed since, and how many of its bytes were there then.

    What stands behind those is for the signatures behind them to vouch for. Refused as `check`.
    """
    ends: list[int] = []
    at = pdf.find(_END)
    while at >= 0 and len(ends) < _MOST_SECTIONS:
        ends.append(at + len(_END))
        at = pdf.find(_END, at + 1)
    worst = "form.not_signed"
    for end in ends[1:]:
        try:
            return check(pdf[:end], ink), end
        except Refused as error:
            worst = worst if error.code == "form.not_signed" else error.code
    raise Refused(worst)


def check_entry(signed: bytes, entry: Signed, signer: tuple[str, str, str], ink: Ink | None = None) -> Binding:
    """Check a signed PDF against the journal's entry; `signer` are case, device and officer of that entry.

    Refused form.altered where paper and journal do not say the same.
    """
    binding = check(signed, ink)
    case, device, officer = signer
    told = Signing(
        case=case,
        member=entry.member,
        device=device,
        officer=officer,
        method=entry.method,
        shown=tuple(ref.sha256 for ref in entry.shown),
        pages_seen=entry.pages_seen,
        started_at=entry.started_at,
        finished_at=entry.finished_at,
        signed_on=entry.signed_on,
    )
    if told != binding.signing or entry.ink.sha256 != binding.ink or entry.signed.sha256 != _sha256(signed):
        raise Refused("form.altered")
    return binding


def _joined(original: Original, binding: Binding, drawing: bytes) -> bytes:
    """Write the section: drawing, record, its file entry, the page and the catalog that name them."""
    first = original.size
    record = canonical(msgspec.to_builtins(binding))
    page = original.page(binding.page)
    file = b"<< /Type /Filespec /F (%b) /UF (%b) /AFRelationship /Data /EF << /F %d 0 R >> >>" % (
        _NAME,
        _NAME,
        first + 1,
    )
    objects = [
        Added(first, stream(drawing)),
        Added(first + 1, stream(record, b"/Type /EmbeddedFile /Subtype /application#2Fjson ")),
        Added(first + 2, file),
        Added(page, _with_contents(original.object(page), first)),
        Added(original.root, _with_file(original.object(original.root), first + 2)),
    ]
    return appended(original, objects)


def _with_contents(page: bytes, number: int) -> bytes:
    if len(_CONTENTS.findall(page)) != 1:
        raise Refused("form.not_ours")
    return _CONTENTS.sub(rb"/Contents [ \1 %d 0 R ]" % number, page)


def _with_file(catalog: bytes, number: int) -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [ (%b) %d 0 R ] >> >>" % (_NAME, number)
    return catalog.removesuffix(b">>") + b"/AF [ %d 0 R ] %b\n>>" % (number, names)


def drawing_of(ink: Ink, field: tuple[int, int, int, int]) -> bytes:
    """Give the page content that draws the ink on its field, in points from the page's bottom left."""
    left, top = field[0] / 100, field[1] / 100

    def at(point: tuple[float, float]) -> str:
        return f"{(left + point[0]) * _MM:.2f} {(_PAGE_HIGH - top - point[1]) * _MM:.2f}"

    lines = ["q 0 G 1 J 1 j [] 0 d"]
    for stroke in ink.strokes:
        for curve in curves(stroke):
            bend = f"{at(curve.first)} {at(curve.second)} {at(curve.end)} c"
            lines.append(f"{curve.width * _MM:.2f} w {at(curve.start)} m {bend} S")
    return "\n".join([*lines, "Q"]).encode("ascii")


def _record(section: bytes) -> Binding:
    found = _RECORD.search(section)
    if not found:
        raise Refused("form.not_signed")
    try:
        return msgspec.json.decode(found[1], type=Binding)
    except ValueError as error:
        raise Refused("form.altered") from error


def _drawn(section: bytes) -> bytes:
    found = re.search(rb"<< /Length \d{1,8} >>\nstream\n(q 0 G .*?\nQ)\nendstream\n", section, re.DOTALL)
    if not found:
        raise Refused("form.altered")
    return found[1]


def box_of(field: SignField) -> tuple[int, int, int, int]:
    """Give a field's left, top, width and height in 1/100 mm."""
    left, top = round(field.left * 100), round(field.top * 100)
    return left, top, round(field.width * 100), round(field.height * 100)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
