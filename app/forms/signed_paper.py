"""A paper that several people sign one after the other: each mark is a section behind all that its signer saw.

What each of them saw is an exact prefix of what the next one saw. A section has the ink (or, in words, why there is
none), the day, and a record of the mark. It follows from what it carries and the bytes before it, so a check makes it
again and compares. Who makes a whole new section is found by the journal, which names the PDF by its SHA-256.
"""

import hashlib
import re

import msgspec
from reportlab.lib.units import mm

from app.domain.paper_signed import DECLINED, PaperSigned
from app.errors import Refused
from app.forms.binding import box_of, drawing_of
from app.forms.form import SignField
from app.forms.increment import Added, Original, appended, read, reread, stream
from app.forms.ink import Ink
from app.forms.note import Words, lines_of, note
from app.forms.sheet import HIGH, RIGHT
from app.forms.words import joined, say
from app.journal.canonical import canonical

_END = b"%%EOF\n"
_MOST = 64  # marks on one paper
_RECORD = re.compile(
    rb"<< /Type /EmbeddedFile /Subtype /application#2Fjson /Length \d{1,6} >>\nstream\n([^\n]*)\nendstream"
)
_DRAWN = re.compile(rb"<< /Length \d{1,8} >>\nstream\n(.*)\nendstream", re.DOTALL)
_ONE_CONTENT = re.compile(rb"/Contents (\d+ 0 R)")
_CONTENTS = re.compile(rb"/Contents \[ ((?:\d+ 0 R )+)\]")
_XOBJECT = b"/XObject << "
_RESOURCES = b"/Resources <<\n"
_FILES = re.compile(rb"/AF \[ ([^\]]*)\] /Names << /EmbeddedFiles << /Names \[ ([^\]]*)\] >> >>\n>>")
_SIZE, _FIRST, _STEP = 9.0, 1.6, 3.3  # of the lines of a refusal: points; mm to the middle of the first one, and on
_DAY_SIZE = 12.0


class Signing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signed what, where and when, as the window saw it: `case`, `device`, `officer` are ids, `mark` the rest."""

    case: str
    device: str
    officer: str
    paper: str
    place: str
    name: str
    way: str
    shown: str
    pages_seen: int
    started_at: str
    finished_at: str
    signed_on: str
    ink: str = ""
    member: str = ""
    signer: str = ""
    reason: str = ""
    present: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record in a section: `drawn` is the SHA-256 of all that is drawn, in `notes` objects besides the ink.

    `page` counts from 0; `field` is left, top, width, height in 1/100 mm, `note` where the words stand.
    """

    signing: Signing
    drawn: str
    page: int
    field: tuple[int, int, int, int]
    note: tuple[int, int, int, int]
    notes: int
    v: int = 1


def put(pdf: bytes, field: SignField, signing: Signing, ink: Ink | None) -> bytes:
    """Give the PDF with one mark more; `signing` without ink is of somebody who did not sign.

    Refused form.not_shown when these are not the bytes that were shown, form.not_ours for another program's PDF.
    """
    if signing.shown != _sha256(pdf):
        raise Refused("form.not_shown")
    original = reread(pdf)
    drawing = drawing_of(ink, box_of(field)) if ink else b""
    area = (field.left, field.top, (RIGHT if field.day else field.left + field.width) - field.left, field.height)
    words = _words(field, signing)
    notes = [one.content for one in note(words, area[2], area[3], original.size + 3)] if words else []
    record = Record(signing, _digest(drawing, notes), field.page, box_of(field), _hundredths(area), len(notes))
    return _joined(original, record, drawing, notes)


def check(pdf: bytes) -> tuple[Record, ...]:
    """Give the records of all marks, the first one first, after finding every byte of them as `put` wrote it.

    Refused form.not_signed where there is none, form.altered where anything differs.
    """
    found = list[Record]()
    while len(found) < _MOST:
        below = _below(pdf)
        if below is None:
            break
        found.append(_checked(pdf, below))
        pdf = below
    if not found:
        raise Refused("form.not_signed")
    try:
        read(pdf)
    except Refused as error:
        raise Refused("form.altered") from error
    return tuple(reversed(found))


def check_below(pdf: bytes) -> tuple[Record, ...]:
    """Give the same of a PDF that was certified or sealed since: what stands behind the last mark is not looked at."""
    at, worst = len(pdf), "form.not_signed"
    for _ in range(_MOST):
        at = pdf.rfind(_END, 0, at)
        if at < 0:
            break
        try:
            return check(pdf[: at + len(_END)])
        except Refused as error:
            worst = worst if error.code == "form.not_signed" else error.code
    raise Refused(worst)


def check_mark(pdf: bytes, mark: PaperSigned, writer: tuple[str, str, str], ink: Ink | None = None) -> Record:
    """Check the last mark of a PDF against the journal's entry; `writer` are case, device and officer of that entry.

    With the raw ink it is also found that this ink, and no other, is what is drawn. Refused form.altered where paper
    and journal do not say the same, and as `check`.
    """
    record = check(pdf)[-1]
    if record.signing != signing_of(mark, writer) or _sha256(pdf) != mark.document.sha256:
        raise Refused("form.altered")
    if ink is not None and (
        ink.sha256 != record.signing.ink or drawing_of(ink, record.field) != _drawing_in(pdf, record)
    ):
        raise Refused("form.altered")
    return record


def signing_of(mark: PaperSigned, writer: tuple[str, str, str]) -> Signing:
    """Give what the record of a mark says."""
    case, device, officer = writer
    return Signing(
        case=case,
        device=device,
        officer=officer,
        paper=mark.paper,
        place=mark.place,
        name=mark.name,
        way=mark.way,
        shown=mark.shown.sha256,
        pages_seen=mark.pages_seen,
        started_at=mark.started_at,
        finished_at=mark.finished_at,
        signed_on=mark.signed_on,
        ink=mark.ink.sha256 if mark.ink else "",
        member=mark.member,
        signer=mark.officer,
        reason=mark.reason,
        present=mark.present,
    )


def _words(field: SignField, signing: Signing) -> tuple[Words, ...]:
    """Give what is written besides the ink: the day in its gaps, and why there is no ink."""
    parts = [str(int(part)) for part in signing.signed_on.split("-")]
    dated = zip(parts, field.day, strict=True) if field.day else ()
    at = field.line - field.top
    words = [Words(part, x - field.left, at, _DAY_SIZE, centred=True) for part, x in dated]
    if signing.way in DECLINED:
        said = say(f"declined.{signing.way}", name=signing.name, reason=signing.reason)
        there = say("declined.present", names=joined(signing.present))
        lines = (*lines_of(said, _SIZE, field.width, 2), *lines_of(there, _SIZE, field.width, 1))
        words += [Words(text, 0, _FIRST + nth * _STEP, _SIZE) for nth, text in enumerate(lines)]
    return tuple(words)


def _joined(original: Original, record: Record, drawing: bytes, notes: list[bytes]) -> bytes:
    """Write the section: what is drawn, the record, its file entry, the note, the page and the catalog."""
    first, number = original.size, 1 + original.sections
    left, top, _, high = (side / 100 * mm for side in record.note)
    placed = b"q 1 0 0 1 %.2f %.2f cm /Mark%d Do Q" % (left, HIGH * mm - top - high, number) if notes else b""
    name = b"mark_%02d.json" % number
    file = b"<< /Type /Filespec /F (%b) /UF (%b) /AFRelationship /Data /EF << /F %d 0 R >> >>" % (name, name, first + 1)
    page, root = original.page(record.page), original.root
    objects = [
        Added(first, stream(b"\n".join(filter(None, (drawing, placed))))),
        Added(
            first + 1,
            stream(canonical(msgspec.to_builtins(record)), b"/Type /EmbeddedFile /Subtype /application#2Fjson "),
        ),
        Added(first + 2, file),
        *(Added(first + 3 + nth, one) for nth, one in enumerate(notes)),
        Added(
            page, _with_mark(original.object(page), first, b"/Mark%d %d 0 R " % (number, first + 3) if notes else b"")
        ),
        Added(root, _with_file(original.object(root), first + 2, name)),
    ]
    return appended(original, objects)


def _with_mark(page: bytes, number: int, mark: bytes) -> bytes:
    """Give a page that draws one more content, with a name for the note among its resources."""
    content = b"%d 0 R " % number
    if len(_ONE_CONTENT.findall(page)) == 1:
        page = _ONE_CONTENT.sub(rb"/Contents [ \g<1> %b]" % content, page)
    elif len(_CONTENTS.findall(page)) == 1:
        page = _CONTENTS.sub(rb"/Contents [ \g<1>%b]" % content, page)
    else:
        raise Refused("form.not_ours")
    if not mark:
        return page
    if _XOBJECT in page:
        return page.replace(_XOBJECT, _XOBJECT + mark, 1)
    if _RESOURCES not in page:
        raise Refused("form.not_ours")
    return page.replace(_RESOURCES, _RESOURCES + _XOBJECT + mark + b">> ", 1)


def _with_file(catalog: bytes, number: int, name: bytes) -> bytes:
    """Give a catalog that names one more file; their names rise."""
    found = _FILES.search(catalog)
    bare = catalog[: found.start()] if found else catalog.removesuffix(b">>")
    files, names = (found[1], found[2]) if found else (b"", b"")
    files, names = files + b"%d 0 R " % number, names + b"(%b) %d 0 R " % (name, number)
    return bare + b"/AF [ %b] /Names << /EmbeddedFiles << /Names [ %b] >> >>\n>>" % (files, names)


def _below(pdf: bytes) -> bytes | None:
    """Give what was shown before the last mark; None where none lies on top."""
    end = pdf.rfind(_END, 0, -len(_END)) + len(_END)
    if not pdf.endswith(_END) or end < len(_END) or not _RECORD.search(pdf, end):
        return None
    return pdf[:end]


def _checked(pdf: bytes, below: bytes) -> Record:
    original, signed = reread(below), reread(pdf)
    found = _RECORD.fullmatch(signed.object(original.size + 1))
    if not found:
        raise Refused("form.altered")
    try:
        record = msgspec.json.decode(found[1], type=Record)
    except ValueError as error:
        raise Refused("form.altered") from error
    notes = [signed.object(original.size + 3 + nth) for nth in range(record.notes)]
    drawing = _drawing_of(signed, original.size, record)
    if record.signing.shown != _sha256(below) or record.drawn != _digest(drawing, notes):
        raise Refused("form.altered")
    if _joined(original, record, drawing, notes) != pdf:
        raise Refused("form.altered")
    return record


def _drawing_in(pdf: bytes, record: Record) -> bytes:
    below = _below(pdf)
    return b"" if below is None else _drawing_of(reread(pdf), reread(below).size, record)


def _drawing_of(signed: Original, number: int, record: Record) -> bytes:
    """Give the ink that a section draws, without the line that draws the note."""
    found = _DRAWN.fullmatch(signed.object(number))
    if not found:
        raise Refused("form.altered")
    return found[1].rpartition(b"\n")[0] if record.notes else found[1]


def _digest(drawing: bytes, notes: list[bytes]) -> str:
    return _sha256(b"\n".join([drawing, *notes]))


def _hundredths(area: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top, wide, high = (round(side * 100) for side in area)
    return left, top, wide, high


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
