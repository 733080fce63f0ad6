"""Checking any PDF: who signed what and when, what came afterwards, whether somebody known vouches for all of it.

It reads bytes of anybody. Call `app.pades.reader.check_pdf`, which does this in a child process with limits.
"""

import hashlib
import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from app.errors import Refused
from app.forms.binding import check_below
from app.forms.signed_paper import check_below as check_several
from app.pades.one import look_at, unread
from app.pades.report import Ink, Problem, Report, Signature, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate

_RANGE: Final = re.compile(rb"/ByteRange[\s]{0,9}\[")
_END: Final = re.compile(rb"%%EOF[\r\n\t \0]{0,32}\Z")  # behind it a reader would silently take what stood before
_MOST_SIGNATURES: Final = 32
_FATAL: Final = {Problem.BYTES, Problem.FORGED, Problem.RANGE, Problem.AFTER, Problem.LOOSE, Problem.UNREADABLE}


def check(pdf: bytes, roots: "Sequence[Certificate]", now: datetime) -> Report:
    """Give what is found in a PDF; never an error, whatever the bytes are, but for too little memory."""
    bare = Report(Verdict.BROKEN, len(pdf), hashlib.sha256(pdf).hexdigest(), len(roots), ink=_ink(pdf))
    if not _END.search(pdf, max(0, len(pdf) - 64)):
        return bare
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        fields = list(enumerate_sig_fields(reader))
        found = tuple(_signature(reader, one, pdf, roots, now) for one in _filled(reader, fields))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a foreign reader of hostile bytes raises what it likes, and broken is the safe word
        return bare
    return _judged(bare, pdf, found, waits=any(value is None for _, value, _ in fields))


def _filled(reader: PdfFileReader, fields: list[Any]) -> list[Any]:
    """Give the signatures in the order in which they were made; ValueError for too many to be real."""
    if len(fields) > _MOST_SIGNATURES:
        raise ValueError("too many signatures")
    names = {name for name, value, _ in fields if value is not None}
    signatures = list(reader.embedded_signatures)
    if len(signatures) != len(names):
        raise ValueError("fields and signatures differ")
    return signatures


def _signature(reader: PdfFileReader, one: Any, pdf: bytes, roots: "Sequence[Certificate]", now: datetime) -> Signature:
    try:
        return look_at(reader, one, pdf, roots, now)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        return unread(one, error)


def _judged(bare: Report, pdf: bytes, found: tuple[Signature, ...], *, waits: bool) -> Report:
    covered = max((one.covers for one in found), default=0)
    told = replace(
        bare,
        signatures=found,
        waits_for_seal=waits,
        uncovered=len(pdf) - covered if found else 0,
        removed=max(0, len(_RANGE.findall(pdf)) - len(found)),
    )
    return replace(told, verdict=_verdict(told))


def _verdict(told: Report) -> Verdict:
    """Give the gravest that holds."""
    problems = {problem for one in told.signatures for problem in one.problems}
    ways = (
        (bool(_FATAL & problems) or told.ink is Ink.ALTERED or told.uncovered != 0, Verdict.ALTERED),
        (told.removed > 0, Verdict.REMOVED),
        (not told.signatures, Verdict.UNSIGNED),
        (Problem.UNKNOWN in problems, Verdict.UNKNOWN),
        (bool({Problem.EXPIRED, Problem.EARLY} & problems), Verdict.EXPIRED),
        (bool(problems), Verdict.STRANGER),
        (told.waits_for_seal, Verdict.UNSEALED),
    )
    return next((verdict for holds, verdict in ways if holds), Verdict.WHOLE)


def _ink(pdf: bytes) -> Ink:
    """Find the ink of one signer of their own page, or that of several on one paper."""
    codes = set[str]()
    for find in (check_below, check_several):
        try:
            find(pdf)
        except Refused as error:
            codes.add(error.code)
        else:
            return Ink.WHOLE
    return Ink.NONE if codes == {"form.not_signed"} else Ink.ALTERED
