"""One signature in a PDF: whose, over what, whole or not, and what came behind it."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from asn1crypto.cms import ContentInfo
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko.sign.validation.errors import DisallowedAlgorithmError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import ValidationContext

from app import clock
from app.pades.changes import changes_after
from app.pades.key import holder_of
from app.pades.report import Problem, Signature

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader

_SIGNS: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_CHINESE: Final = "1.2.156."  # the arc of the Chinese algorithms
_COVERED: Final = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


def look_at(reader: "PdfFileReader", one: Any, pdf: bytes, roots: "Sequence[Certificate]", now: datetime) -> Signature:
    """Give what is found about a signature."""
    at = one.self_reported_timestamp
    at = at.astimezone(UTC) if at and at.tzinfo else at.replace(tzinfo=UTC) if at else now
    bare = unread(one, None)
    if _is_chinese(one):
        return _with(bare, (Problem.UNKNOWN,), at)
    known = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=at, revocation_mode="soft-fail")
    status = asyncio.run(
        async_validate_pdf_signature(one, known, key_usage_settings=_SIGNS, ts_validation_context=known)
    )
    holder = holder_of(one.signer_cert)
    problems = tuple(dict.fromkeys(_problems(one, status, pdf, holder.not_before, holder.not_after, at)))
    return Signature(
        field=str(one.field_name),
        holder=holder,
        at=clock.text(at),
        certifies=one.docmdp_level is not None,
        covers=_end(one),
        problems=problems,
        changes=changes_after(reader, one.signed_revision),
        expired_since=not problems and now > clock.parse(holder.not_after),
    )


def unread(one: Any, error: Exception | None) -> Signature:
    """Give a signature of which nothing more can be said."""
    problem = Problem.UNKNOWN if _is_unknown(error) else Problem.UNREADABLE
    try:
        holder, end = holder_of(one.signer_cert), _end(one)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        holder, end = None, 0
    return Signature(str(one.field_name), holder, "", certifies=False, covers=end, problems=(problem,))


def _with(bare: Signature, problems: tuple[Problem, ...], at: datetime) -> Signature:
    return Signature(
        bare.field, bare.holder, clock.text(at), certifies=bare.certifies, covers=bare.covers, problems=problems
    )


def _problems(one: Any, status: Any, pdf: bytes, start: str, end: str, at: datetime) -> Iterator[Problem]:
    if not status.intact:
        yield Problem.BYTES
    if status.intact and not status.valid:
        yield Problem.FORGED
    if status.coverage not in _COVERED or not _gap_is_signature(one, pdf):
        yield Problem.RANGE
    if isinstance(status.diff_result, SuspiciousModification) or not (
        status.docmdp_ok or status.modification_level is None
    ):
        yield Problem.AFTER
    if not _is_tight(one, status):
        yield Problem.LOOSE
    yield from _of_certificate(status, start, end, at)


def _of_certificate(status: Any, start: str, end: str, at: datetime) -> Iterator[Problem]:
    if at < clock.parse(start):
        yield Problem.EARLY
    elif at > clock.parse(end):
        yield Problem.EXPIRED
    elif not status.trusted:
        told = status.trust_problem_indic
        yield Problem.USAGE if told is not None and told.name == "CHAIN_CONSTRAINTS_FAILURE" else Problem.STRANGER


def _gap_is_signature(one: Any, pdf: bytes) -> bool:
    """Tell whether what a signature leaves out is itself and nothing else, digit for digit."""
    _, length, after, _ = (int(number) for number in one.byte_range)
    written = bytes(one.pkcs7_content).hex()
    return pdf[length:after] in (f"<{written}>".encode(), f"<{written.upper()}>".encode())


def _is_tight(one: Any, status: Any) -> bool:
    """Tell whether the container holds nothing loose: the signature, its chain, and zeros up to the end."""
    content = bytes(one.pkcs7_content)
    read = ContentInfo.load(content)
    written = read.dump()
    signed, signer = read["content"], one.signer_info
    chain = {certificate.sha256 for certificate in status.validation_path or ()} | {one.signer_cert.sha256}
    return (
        not content[len(written) :].strip(b"\0")
        and [item.native for item in signed["digest_algorithms"]] == [signer["digest_algorithm"].native]
        and len(signed["signer_infos"]) == 1
        and (not status.trusted or all(one.sha256 in chain for one in one.other_embedded_certs))
        and all(item["type"].native == "signature_time_stamp_token" for item in _unsigned(signer))
    )


def _unsigned(signer: Any) -> Any:
    return signer["unsigned_attrs"] if signer["unsigned_attrs"].native else ()


def _end(one: Any) -> int:
    return int(one.byte_range[2]) + int(one.byte_range[3])


def _is_chinese(one: Any) -> bool:
    said = (one.signer_info["digest_algorithm"], one.signer_info["signature_algorithm"])
    return any(str(item["algorithm"].dotted).startswith(_CHINESE) for item in said)


def _is_unknown(error: Exception | None) -> bool:
    return isinstance(error, UnsupportedAlgorithm | DisallowedAlgorithmError)
