"""A key that signs, opened for a moment, and the certificate that says whose it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from app import clock
from app.errors import Refused

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers.pdf_cms import Signer

_FITS: Final = frozenset({"digital_signature", "non_repudiation"})
_KINDS: Final = frozenset({"rsa", "ec"})
_SMALLEST_RSA: Final = 2048


class Holder(msgspec.Struct, frozen=True):
    """Whose certificate it is, by whom it was given, its serial number (hex), its days, the SHA-256 of its bytes."""

    subject: str
    issuer: str
    serial: str
    not_before: str
    not_after: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that is ready to sign; it is closed by who opened it."""

    signer: "Signer"
    holder: Holder


def holder_of(certificate: "Certificate") -> Holder:
    """Give what a certificate says of itself, as texts; the moments as they are stored."""
    validity: Any = certificate["tbs_certificate"]["validity"]
    return Holder(
        subject=name_of(certificate.subject),
        issuer=name_of(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        not_before=clock.text(validity["not_before"].native),
        not_after=clock.text(validity["not_after"].native),
        sha256=certificate.sha256.hex(),
    )


def name_of(name: Any) -> str:
    """Give the names of a person or an office, the narrowest first: ``渠县土溪镇人民政府，渠县``."""
    found: dict[str, str] = {
        part["type"].native: str(part["value"].native) for rdn in name.chosen for part in rdn if part["value"].native
    }
    wanted = (found.get(one, "") for one in ("common_name", "organizational_unit_name", "organization_name"))
    return "，".join(dict.fromkeys(filter(None, wanted))) or "，".join(found.values())


def fit_to_sign(certificate: "Certificate", now: datetime) -> Holder:
    """Give the holder; Refused seal.not_for_signing, seal.not_yet_valid, seal.expired."""
    holder = holder_of(certificate)
    usage = certificate.key_usage_value
    key = certificate.public_key
    is_small = key.algorithm == "rsa" and key.bit_size < _SMALLEST_RSA
    if key.algorithm not in _KINDS or is_small or (usage is not None and not _FITS & usage.native):
        raise Refused("seal.not_for_signing", name=holder.subject)
    if now < clock.parse(holder.not_before):
        raise Refused("seal.not_yet_valid", name=holder.subject, day=_day(holder.not_before))
    if now > clock.parse(holder.not_after):
        raise Refused("seal.expired", name=holder.subject, day=_day(holder.not_after))
    return holder


def _day(moment: str) -> str:
    return clock.local_date(clock.parse(moment)).isoformat()
