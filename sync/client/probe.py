"""What stands between this PC and the county, step by step: the name, the certificates, the answer."""

import socket
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult

from cryptography import x509

from app import clock
from app.errors import Unavailable
from sync.client import health, trust

_PATIENCE_S = 10.0


def probe(url: str, ca_pin: str, agent: str, now: Callable[[], datetime] = clock.now) -> dict[str, Any]:
    """Give JSON values: address, `dns`, `tls` (https only) and `answer`, each with its `ms` and an `error` if any.

    Never raises for what the world does; an error is a code of ours or the name of the system's error.
    """
    try:
        address = trust.checked_address(url)
    except Unavailable as error:
        return {"error": error.code}
    found: dict[str, Any] = {"scheme": address.scheme, "host": address.hostname, "port": address.port}
    found["dns"] = _timed(lambda: _addresses(address))
    if address.scheme == "https":
        found["tls"] = _timed(lambda: _certificates(address, bytes.fromhex(ca_pin), now()))
    found["answer"] = _timed(lambda: _ahead(url, ca_pin, agent, now))
    return found


def _timed(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    began = time.monotonic()
    try:
        found = look()
    except Unavailable as error:
        found = {"error": error.code}
    except OSError as error:
        found = {"error": type(error).__name__}
    return {"ms": round((time.monotonic() - began) * 1000), **found}


def _addresses(address: SplitResult) -> dict[str, Any]:
    found = socket.getaddrinfo(address.hostname, address.port or 443, type=socket.SOCK_STREAM)
    return {"addresses": sorted({str(place[0]) for *_, place in found})}


def _certificates(address: SplitResult, pin: bytes, now: datetime) -> dict[str, Any]:
    shown = trust.shown_at(address, _PATIENCE_S)
    return {
        "is_the_county": any(trust.fingerprint(one) == pin for one in shown),
        "certificates": [_dates(x509.load_der_x509_certificate(one), now) for one in shown],
    }


def _dates(certificate: x509.Certificate, now: datetime) -> dict[str, Any]:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return {"from": clock.text(first), "to": clock.text(last), "holds_now": first <= now <= last}


def _ahead(url: str, ca_pin: str, agent: str, now: Callable[[], datetime]) -> dict[str, Any]:
    return {"county_ahead_s": round((health.server_time(url, ca_pin, agent) - now()).total_seconds())}
