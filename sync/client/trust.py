"""Whom to believe: the county's own CA, known by the fingerprint in the enrol code; never the system's roots."""

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast
from urllib.parse import SplitResult, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.errors import Unavailable
from sync.enrol_code import pin_of

_NO_CHECK_TIME: Final = 0x200000  # X509_V_FLAG_NO_CHECK_TIME, which the ssl module does not name
_DATE_ERRORS: Final = frozenset({9, 10})  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_MEET_S: Final = 15.0
_DER: Final = 2  # _ssl.ENCODING_DER


def checked_address(url: str) -> SplitResult:
    """Take the county's address apart; Unavailable unless it is https, or plain http to this machine itself."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return parts
    if parts.scheme == "http" and parts.hostname and _is_loopback(parts.hostname):
        return parts
    raise Unavailable("county.url")


def meet(address: SplitResult, pin: bytes, timeout_s: float) -> bytes:
    """Shake hands without believing anything, and give the presented CA certificate (DER) that `pin` names.

    Unavailable where nobody answers, or where no certificate of the chain has that fingerprint.
    """
    for certificate in shown_at(address, timeout_s):
        if fingerprint(certificate) == pin:
            return certificate
    raise Unavailable("county.stranger")


def shown_at(address: SplitResult, timeout_s: float) -> list[bytes]:
    """Shake hands without believing anything, and give the certificates (DER) that are shown; Unavailable otherwise."""
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.minimum_version = ssl.TLSVersion.TLSv1_3
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    place = (str(address.hostname), address.port or 443)
    try:
        with (
            socket.create_connection(place, timeout_s) as line,
            blind.wrap_socket(line, server_hostname=address.hostname) as safe,
        ):
            return presented(safe)
    except OSError as error:
        raise Unavailable("county.unreachable") from error


def context(authority: bytes, *, dates: bool) -> ssl.SSLContext:
    """Give a context that believes `authority` (DER) and nothing else; without `dates` validity is not looked at."""
    strict = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    strict.minimum_version = ssl.TLSVersion.TLSv1_3
    strict.load_verify_locations(cadata=authority)
    strict.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if not dates:
        strict.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return strict


def countys(url: str, pin: bytes) -> ssl.SSLContext | None:
    """Give a context that believes the county's CA where a server shows it; None where it shows another, or none.

    For files that are signed themselves: dates are not looked at, and the system's roots do for any other server.
    """
    address = urlsplit(url)
    if not (pin and address.scheme == "https" and address.hostname):
        return None
    try:
        return context(meet(address, pin, _MEET_S), dates=False)
    except Unavailable:
        return None


def fingerprint(certificate: bytes) -> bytes:
    """Give the fingerprint of a certificate's (DER) public key, as an enrol code carries it."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    return pin_of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def hold_at(chain: Iterable[bytes], moment: datetime) -> bool:
    """Tell whether all certificates (DER) are valid at `moment`."""
    read = map(x509.load_der_x509_certificate, chain)
    return all(one.not_valid_before_utc <= moment <= one.not_valid_after_utc for one in read)


def presented(safe: ssl.SSLSocket) -> list[bytes]:
    """Give the certificates (DER) that the other side of a connection has shown."""
    public = getattr(safe, "get_unverified_chain", None)
    shown = public or cast("Any", safe)._sslobj.get_unverified_chain  # noqa: SLF001 - public only from Python 3.13 on
    return [one if isinstance(one, bytes) else one.public_bytes(_DER) for one in shown()]


def fails_by_dates(error: BaseException | None) -> bool | None:
    """Tell whether validity dates alone broke a handshake; None when `error` is about no certificate at all."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_code in _DATE_ERRORS
        error = error.__cause__ or error.__context__
    return None


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
