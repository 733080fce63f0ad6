"""The county's own keys: one that signs, one that opens what is sealed for the county, and its CA."""

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app import clock
from app.errors import Unavailable
from app.journal import sign
from sync.county.cause import called
from sync.enrol_code import pin_of
from sync.protocol import CountyKey

PURPOSE: Final = "county"
_FILE: Final = "county.json"
_CA_YEARS: Final = 20
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Keys:
    """The county's secrets, held in memory; `ca_certificate` and `ca_key` are PEM."""

    private: bytes
    age_identity: str
    age_recipient: str
    since: str
    ca_certificate: bytes
    ca_key: bytes

    @property
    def public(self) -> str:
        """The key that proves the county's entries and answers, base64url."""
        return sign.public_key(self.private)

    @property
    def kid(self) -> str:
        """The name of the signing key."""
        return sign.kid(self.public)

    @property
    def ca_pin(self) -> bytes:
        """The fingerprint of the CA that enrol codes carry."""
        key = x509.load_pem_x509_certificate(self.ca_certificate).public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return pin_of(key.public_bytes(serialization.Encoding.DER, form))

    def told(self) -> list[CountyKey]:
        """Give what devices are told of these keys."""
        return [CountyKey(self.kid, self.public, self.age_recipient, PURPOSE, self.since, None)]


def has_keys(folder: Path) -> bool:
    """Tell whether a county's keys were made in this folder."""
    return (folder / _FILE).exists()


def open_keys(folder: Path, now: datetime) -> Keys:
    """Give the keys in `folder`, made at the first start; Unavailable when they cannot be read or written."""
    path = folder / _FILE
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_once(path, json.dumps(_new_keys(now), indent=1).encode("ascii"))
        return _read(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError) as error:
        raise Unavailable("county.keys", reason=called(error)) from error


def _read(stored: dict[str, str]) -> Keys:
    return Keys(
        private=bytes.fromhex(stored["private"]),
        age_identity=stored["age_identity"],
        age_recipient=stored["age_recipient"],
        since=stored["since"],
        ca_certificate=stored["ca_certificate"].encode("ascii"),
        ca_key=stored["ca_key"].encode("ascii"),
    )


def _new_keys(now: datetime) -> dict[str, str]:
    from pyrage import x25519  # noqa: PLC0415 - needed once in a county's life

    identity = x25519.Identity.generate()
    certificate, key = _new_ca(now)
    return {
        "private": sign.new_key().hex(),
        "age_identity": str(identity),
        "age_recipient": str(identity.to_public()),
        "since": clock.text(now),
        "ca_certificate": certificate,
        "ca_key": key,
    }


def _new_ca(now: datetime) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Yimen county CA")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _CA_YEARS * _YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"), private_pem(key).decode("ascii")


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Give a private key as unencrypted PEM (PKCS #8)."""
    nothing = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, nothing)


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that is whole and on disk, or leave the one that another process wrote meanwhile."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the system can (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
