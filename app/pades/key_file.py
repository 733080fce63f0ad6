"""A key in a PKCS#12 file (.p12, .pfx) with a password."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app.errors import Refused, Unavailable
from app.pades.key import OpenKey, fit_to_sign

MOST_BYTES: Final = 1024 * 1024
_MOST_ROUNDS: Final = 5_000_000  # of stretching the password: what some seconds allow


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file, as a CA hands it out."""

    path: Path

    @contextmanager
    def opened(self, secret: str, now: datetime) -> Iterator[OpenKey]:
        """Give the key; Unavailable seal.no_file, Refused as `read_key_file`."""
        try:
            with self.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Unavailable("seal.no_file", file=self.path.name) from error
        yield read_key_file(content, secret, now)


def read_key_file(content: bytes, password: str, now: datetime) -> OpenKey:
    """Give the key of a PKCS#12 file.

    Refused seal.not_p12 for a file of another program, seal.wrong_password, seal.no_key where a certificate has
    no key of its own with it, and as `fit_to_sign`.
    """
    from asn1crypto.keys import PrivateKeyInfo  # noqa: PLC0415 - only who signs loads it
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - as above
    from pyhanko.sign.signers.pdf_cms import SimpleSigner  # noqa: PLC0415 - as above
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as above

    _look_before_opening(content)
    key, own, others = _unlocked(content, password)
    if key is None or own is None or key.public_key() != own.public_key():
        raise Refused("seal.no_key")
    certificate = Certificate.load(own.public_bytes(form.Encoding.DER))
    holder = fit_to_sign(certificate, now)
    plain = key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    store: Any = SimpleCertificateStore  # it says no types of itself
    chain = store.from_certs([Certificate.load(one.public_bytes(form.Encoding.DER)) for one in others])
    return OpenKey(SimpleSigner(certificate, PrivateKeyInfo.load(plain), chain), holder)


def _unlocked(content: bytes, password: str) -> tuple[Any, Any, Any]:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 - as above

    try:
        return pkcs12.load_key_and_certificates(content, password.encode("utf-8") or None)
    except UnsupportedAlgorithm as error:
        raise Refused("seal.not_supported") from error
    except ValueError as error:
        raise Refused("seal.wrong_password") from error
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        raise Refused("seal.not_p12") from error


def _look_before_opening(content: bytes) -> None:
    """Find that it is a PKCS#12 file at all, and that no number in it makes the opening endless."""
    from asn1crypto import pkcs12  # noqa: PLC0415 - only who signs loads it

    if len(content) > MOST_BYTES:
        raise Refused("seal.not_p12")
    try:
        file = pkcs12.Pfx.load(content, strict=True)
        if file["version"].native != "v3":
            raise Refused("seal.not_p12")
        rounds = [file["mac_data"]["iterations"].native] if file["mac_data"].native else []
        rounds += list(_rounds(file.authenticated_safe))
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError, OverflowError) as error:
        raise Refused("seal.not_p12") from error
    if any(not isinstance(one, int) or not 0 < one <= _MOST_ROUNDS for one in rounds):
        raise Refused("seal.not_p12")


def _rounds(safe: Any) -> Iterator[Any]:
    """Give how often each part has its password stretched."""
    for part in safe:
        if part["content_type"].native == "encrypted_data":
            yield _of_algorithm(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
            continue
        from asn1crypto.pkcs12 import SafeContents  # noqa: PLC0415 - as above

        for bag in SafeContents.load(part["content"].native, strict=True):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                yield _of_algorithm(bag["bag_value"]["encryption_algorithm"])


def _of_algorithm(algorithm: Any) -> Any:
    if algorithm["algorithm"].native == "pbes2":
        stretching = algorithm["parameters"]["key_derivation_func"]
        return stretching["parameters"]["iteration_count"].native if stretching["algorithm"].native == "pbkdf2" else 0
    return algorithm["parameters"]["iterations"].native
