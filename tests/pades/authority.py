"""A certification authority for tests, and the keys that it gives to made-up officers and offices."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
PASSWORD = "渠江-2026"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Issued:
    """A certificate with its key and the certificate of who gave it."""

    certificate: x509.Certificate
    key: Key
    issuer: x509.Certificate

    def p12(self, password: str = PASSWORD) -> bytes:
        """Give both as a PKCS#12 file."""
        lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, [self.issuer], lock)

    def pkcs8(self) -> bytes:
        """Give the bare key."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class Authority:
    """A CA with a root of its own."""

    def __init__(self, name: str = "测试根证书") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named(name, "一门测试")
        self.root = self._built(self._name, self._key, NOW - 5 * YEAR, NOW + 20 * YEAR, is_ca=True)

    @property
    def pem(self) -> bytes:
        """The root as a PEM file."""
        return self.root.public_bytes(Encoding.PEM)

    def issue(
        self,
        name: str,
        unit: str = "渠县土溪镇人民政府",
        *,
        start: datetime = NOW - YEAR,
        end: datetime = NOW + YEAR,
        key: Key | None = None,
        signs: bool = True,
    ) -> Issued:  # fmt: skip - one line of what may differ
        """Give somebody a key that is valid from `start` to `end`."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        return Issued(self._built(_named(name, unit), key, start, end, signs=signs), key, self.root)

    def _built(
        self, name: x509.Name, key: Key, start: datetime, end: datetime, *, is_ca: bool = False, signs: bool = True
    ) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=signs and not is_ca,
            content_commitment=signs and not is_ca,
            key_encipherment=not signs,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=is_ca,
            crl_sign=is_ca,
            encipher_only=False,
            decipher_only=False,
        )  # fmt: skip - as the extension has them
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        if not is_ca:
            said = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
            made = made.add_extension(said, critical=False)
        return made.sign(self._key, hashes.SHA256())


def _named(name: str, unit: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, unit), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])
