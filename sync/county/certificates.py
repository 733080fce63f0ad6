"""A certificate for the server's address, signed by the county's own CA that enrol codes name."""

import ipaddress
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.errors import Unavailable
from sync.county.cause import called
from sync.county.keys import Keys, private_pem

VALID_DAYS: Final = 825


def issue(keys: Keys, host: str, folder: Path, now: datetime) -> tuple[Path, Path]:
    """Write `server.pem` (the certificate and the CA behind it) and `server.key` for a host; gives both places."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(keys, key, host, now).public_bytes(serialization.Encoding.PEM)
    places = folder / "server.pem", folder / "server.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        places[0].write_bytes(certificate + keys.ca_certificate)
        with os.fdopen(os.open(places[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(private_pem(key))
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
    return places


def _certificate(keys: Keys, key: ec.EllipticCurvePrivateKey, host: str, now: datetime) -> x509.Certificate:
    ca = x509.load_pem_x509_certificate(keys.ca_certificate)
    ca_key = serialization.load_pem_private_key(keys.ca_key, None)
    if not isinstance(ca_key, ec.EllipticCurvePrivateKey):
        raise Unavailable("county.keys", reason="kind of the CA's key")
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])]))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(min(now + timedelta(days=VALID_DAYS), ca.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName([_name(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_issuer(ca), critical=False)
    )
    return builder.sign(ca_key, hashes.SHA256())


def _issuer(ca: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    named = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(named)


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
