"""Certifying a paper of ours and setting the office's seal on it: PAdES B-B, each as one more section at the end.

The officer's signature certifies (DocMDP P=2): from then on nothing but the seal in its prepared field may come.
"""

import hashlib
import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from app.errors import Refused, Unavailable
from app.pades.key import OpenKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfSigner

OFFICER: Final = "Officer"
SEAL: Final = "Seal"
_MM: Final = 72 / 25.4
_DIGEST: Final = "sha256"
_LARGEST_CMS: Final = 16 * 1024  # bytes of hexadecimal room: a chain of four with RSA 4096 fits


@dataclass(frozen=True, slots=True)
class SealBox:
    """Where the seal goes: page from 0, its middle in mm from that page's top left corner, and half its width."""

    page: int
    x: float
    y: float
    radius: float


def certify(pdf: bytes, shown: str, key: OpenKey, at: datetime, box: SealBox | None = None) -> bytes:
    """Give the PDF with the officer's certifying signature, and with an empty field for the seal where `box` is given.

    `shown` is the SHA-256 of what the officer saw. Refused seal.changed when it is not that, seal.already when it is
    signed, form.not_ours for what cannot be read; Unavailable seal.token_gone.
    """
    from pyhanko.sign import fields  # noqa: PLC0415 - half a second that only who signs pays
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415 - as above

    if hashlib.sha256(pdf).hexdigest() != shown:
        raise Refused("seal.changed")
    with _writing(pdf) as (writer, names):
        if names:
            raise Refused("seal.already")
        if box:
            fields.append_signature_field(
                writer, fields.SigFieldSpec(SEAL, on_page=box.page, box=_corners(writer, box))
            )
        told = PdfSignatureMetadata(
            field_name=OFFICER,
            md_algorithm=_DIGEST,
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        )
        signer = PdfSigner(told, key.signer, new_field_spec=fields.SigFieldSpec(OFFICER))
        return _signed(pdf, signer, writer, at)


def seal(pdf: bytes, key: OpenKey, at: datetime, picture: bytes) -> bytes:
    """Give a certified PDF with the office's seal, `picture` (a small PDF), in its prepared field.

    Refused seal.no_place where no empty field waits for it; otherwise as `certify`.
    """
    from pyhanko.sign import fields  # noqa: PLC0415 - as above
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415 - as above

    with _writing(pdf) as (writer, names):
        if names.get(SEAL, True):
            raise Refused("seal.no_place" if SEAL not in names else "seal.already")
        told = PdfSignatureMetadata(
            field_name=SEAL, md_algorithm=_DIGEST, subfilter=fields.SigSeedSubFilter.PADES, certify=False
        )
        return _signed(pdf, PdfSigner(told, key.signer, stamp_style=_stamp(picture)), writer, at)


def try_on(pdf: bytes, key: OpenKey, at: datetime, picture: bytes, box: SealBox) -> bytes:
    """Give a paper that means nothing with a seal on it, to see whether key and picture are right."""
    from pyhanko.sign import fields  # noqa: PLC0415 - as above
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415 - as above

    with _writing(pdf) as (writer, _):
        place = fields.SigFieldSpec(SEAL, on_page=box.page, box=_corners(writer, box))
        told = PdfSignatureMetadata(field_name=SEAL, md_algorithm=_DIGEST, subfilter=fields.SigSeedSubFilter.PADES)
        signer = PdfSigner(told, key.signer, stamp_style=_stamp(picture), new_field_spec=place)
        return _signed(pdf, signer, writer, at)


@contextmanager
def _writing(pdf: bytes) -> "Iterator[tuple[IncrementalPdfFileWriter, dict[str, bool]]]":
    """Open a PDF to add to it, with its signature fields: whether each is filled."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - as above
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - as above
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - as above

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        names = {name: value is not None for name, value, _ in enumerate_sig_fields(writer.prev)}
        yield writer, names
    except PdfError as error:
        raise Refused("form.not_ours") from error


def _signed(pdf: bytes, signer: "PdfSigner", writer: "IncrementalPdfFileWriter", at: datetime) -> bytes:
    """Sign at that time, not the machine's, and give the whole: what was there, and the new section."""
    import asyncio  # noqa: PLC0415 - pyHanko's way of signing

    from pyhanko.sign.general import SigningError  # noqa: PLC0415 - as above

    try:
        made = asyncio.run(_session(signer, writer, at))
    except SigningError as error:
        raise Unavailable("seal.token_gone") from error
    if not made.startswith(pdf):
        raise Refused("seal.changed")
    return made


async def _session(signer: "PdfSigner", writer: "IncrementalPdfFileWriter", at: datetime) -> bytes:
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec  # noqa: PLC0415 - as above
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes  # noqa: PLC0415 - as above

    session = signer.init_signing_session(writer)
    session.system_time = at
    ready = session.prepare_tbs_document(validation_info=None, bytes_reserved=_LARGEST_CMS)
    digest, out = ready.digest_tbs_document()
    told = PdfCMSSignedAttributes(signing_time=at, cades_signed_attrs=CAdESSignedAttrSpec())
    finished = await ready.perform_signature(digest.document_digest, told)
    await finished.post_signature_processing(out)
    out.seek(0)
    whole: bytes = out.read()
    return whole


def _corners(writer: "IncrementalPdfFileWriter", box: SealBox) -> tuple[int, int, int, int]:
    """Give the field's rectangle in points from the page's bottom left."""
    pages: Any = writer  # of pyHanko's own functions this one says no types
    page = pages.find_page_for_modification(box.page)[0].get_object()
    high = float(page["/MediaBox"][3])
    left, right = (box.x - box.radius) * _MM, (box.x + box.radius) * _MM
    top, bottom = high - (box.y - box.radius) * _MM, high - (box.y + box.radius) * _MM
    return round(left), round(bottom), round(right), round(top)


def _stamp(picture: bytes) -> Any:
    """Give the seal's picture as it fills its field, dense and without a frame."""
    from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule  # noqa: PLC0415 - as above
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415 - as above

    from app.pades.picture import Picture  # noqa: PLC0415 - as above

    middle = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins())
    return StaticStampStyle(
        border_width=0, background=Picture(picture), background_layout=middle, background_opacity=1.0
    )
