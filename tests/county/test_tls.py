import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from app import clock
from sync.county.api import Api
from sync.county.certificates import issue
from sync.county.server import Address, listen, make_server
from sync.county.site import Site, open_site
from sync.enrol_code import pin_of


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = open_site(tmp_path / "county")
    yield site
    site.close()


@pytest.fixture
def https(site: Site, tmp_path: Path) -> Iterator[str]:
    certificate, key = issue(site.keys, "127.0.0.1", tmp_path / "tls", clock.now())
    address = Address("127.0.0.1", 0, certificate, key)
    server, listener = make_server(Api(site), address), listen(address)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def trusting(site: Site) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=site.keys.ca_certificate.decode())
    return context


def test_a_window_that_trusts_the_countys_ca_alone_is_served_over_tls_1_3(site: Site, https: str) -> None:
    with httpx.Client(verify=trusting(site), trust_env=False) as client:
        answer = client.get(https + "/healthz")

    stream = answer.extensions["network_stream"]
    assert answer.json()["status"] == "ok"
    assert stream.get_extra_info("ssl_object") is None or stream.get_extra_info("ssl_object").version() == "TLSv1.3"


def test_older_tls_is_not_spoken(site: Site, https: str) -> None:
    context = trusting(site)
    context.maximum_version = ssl.TLSVersion.TLSv1_2

    with httpx.Client(verify=context, trust_env=False) as client, pytest.raises(httpx.ConnectError):
        client.get(https + "/healthz")


def test_the_chain_ends_in_the_ca_whose_fingerprint_the_code_carries(site: Site, tmp_path: Path) -> None:
    certificate, _ = issue(site.keys, "county.example", tmp_path / "tls", clock.now())

    leaf, ca = x509.load_pem_x509_certificates(certificate.read_bytes())

    public = ca.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    leaf.verify_directly_issued_by(ca)
    assert pin_of(public) == site.keys.ca_pin
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["county.example"]
    assert leaf.not_valid_after_utc > clock.now() + timedelta(days=365)


def test_the_keys_of_a_county_are_made_once_and_readable_by_its_user_alone(site: Site, tmp_path: Path) -> None:
    again = open_site(tmp_path / "county")

    assert again.keys == site.keys
    assert (tmp_path / "county" / "keys" / "county.json").stat().st_mode & 0o077 == 0
    again.close()
