"""Whom a window believes: the county's own CA by its fingerprint, whatever the machine's roots and clock say."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.errors import Unavailable
from app.ids import uuid7
from sync.client import trust
from sync.client.calls import HttpCounty
from sync.client.http import Line
from sync.county import certificates
from sync.county.embedded import County
from tests.sync.window import AGENT, Window, until_quiet
from tests.sync.wire import Pages, Proxy, answer

YEAR = timedelta(days=365)
TODAY = datetime(2026, 11, 24, tzinfo=UTC)


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """A made-up CA: its key, its own certificate, and how long what it signs is valid."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pin(self) -> bytes:
        return trust.fingerprint(self.der)


def sign_certificate(
    subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey, since: datetime
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + 2 * YEAR)
        .add_extension(x509.BasicConstraints(ca=subject == issuer, path_length=None), critical=True)
    )
    if subject != issuer:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
    return builder.sign(by, hashes.SHA256())


def authority(called: str = "县里的 CA", since: datetime = TODAY - YEAR) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, sign_certificate(called, key, called, key, since))


def server(
    folder: Path, by: Authority, shown: Authority | None = None, host: str = "localhost", since: datetime = TODAY - YEAR
) -> ssl.SSLContext:
    """Give a server's context: a certificate for `host` signed by one CA, shown together with another's, or its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = by.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    leaf = sign_certificate(host, key, str(issuer), by.key, since)
    chain, private = folder / f"{host}-{uuid7()}.pem", folder / f"{host}-{uuid7()}.key"
    chain.write_bytes(leaf.public_bytes(Encoding.PEM) + (shown or by).certificate.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context


def ask(url: str, pin: bytes) -> str:
    """Ask for something without a token and give the code of what comes of it."""
    line = Line(url, pin, AGENT)
    try:
        status = line.ask("GET", "/healthz", {}).status
    except Unavailable as error:
        return error.code
    finally:
        line.close()
    return str(status)


@contextmanager
def county_at(home: Path, now: Callable[[], datetime]) -> Iterator[County]:
    with County(home / "county", now=now) as running:
        yield running


def test_a_code_is_all_that_a_window_needs_to_find_its_county(county: County, tmp_path: Path) -> None:
    chain, key = certificates.issue(county.site.keys, "localhost", tmp_path, county.site.now())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    window = Window(tmp_path / "window")
    with Proxy(county.port, context) as proxy:
        window.enrol(county.enrol_code("511725199").code, proxy.url)
        window.note(uuid7(), "走 TLS 报上去")

        until_quiet(window)

        assert len(county.entries(window.device_id())) == 1
        window.close()


def test_a_server_of_the_pinned_ca_is_believed(tmp_path: Path, county: County) -> None:
    ours = authority()

    with Proxy(county.port, server(tmp_path, ours)) as proxy:
        assert ask(proxy.url, ours.pin) == "200"


def test_a_stranger_gets_a_handshake_and_nothing_else(tmp_path: Path, county: County) -> None:
    with Proxy(county.port, server(tmp_path, authority())) as proxy:
        assert ask(proxy.url, authority().pin) == "county.stranger"
        assert proxy.meter.up == 0


def test_showing_the_county_s_certificate_does_not_make_a_stranger_the_county(tmp_path: Path, county: County) -> None:
    ours = authority()

    with Proxy(county.port, server(tmp_path, authority(), shown=ours)) as proxy:
        assert ask(proxy.url, ours.pin) == "county.stranger"
        assert proxy.meter.up == 0


def test_a_certificate_for_another_name_is_refused(tmp_path: Path, county: County) -> None:
    ours = authority()

    with Proxy(county.port, server(tmp_path, ours, host="elsewhere.example")) as proxy:
        assert ask(proxy.url, ours.pin) == "county.stranger"
        assert proxy.meter.up == 0


def test_the_roots_of_the_machine_are_not_believed() -> None:
    ours = authority()

    context = trust.context(ours.der, dates=True)

    assert [found["subject"] for found in context.get_ca_certs()] == [((("commonName", "县里的 CA"),),)]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3


def test_without_dates_a_name_and_a_chain_are_asked_for_all_the_same() -> None:
    context = trust.context(authority().der, dates=False)

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_tls_before_1_3_is_not_spoken(tmp_path: Path, county: County) -> None:
    ours = authority()
    old = server(tmp_path, ours)
    old.maximum_version = ssl.TLSVersion.TLSv1_2

    with Proxy(county.port, old) as proxy:
        assert ask(proxy.url, ours.pin) == "county.unreachable"
        assert proxy.meter.up == 0


def test_a_renewed_ca_of_the_same_key_is_still_the_county(tmp_path: Path, county: County) -> None:
    ours = authority()
    renewed = Authority(ours.key, sign_certificate("新的 CA 证书", ours.key, "新的 CA 证书", ours.key, TODAY - YEAR))
    with Proxy(county.port, server(tmp_path, ours)) as proxy:
        line = Line(proxy.url, ours.pin, AGENT)
        assert line.ask("GET", "/healthz", {}).status == 200
        line.close()

        proxy.speak(server(tmp_path, renewed))
        with pytest.raises(Unavailable, match=r"county\.stranger"):
            line.ask("GET", "/healthz", {})  # it still has the old certificate at hand

        assert line.ask("GET", "/healthz", {}).status == 200
        line.close()


# --- validity dates -----------------------------------------------------------------------------

FUTURE = TODAY + 6 * YEAR


def test_where_only_dates_fail_the_county_s_time_decides(tmp_path: Path) -> None:
    """The window's clock is years behind: certificates look as if they were not valid yet."""
    ours = authority(since=FUTURE - YEAR)
    with (
        county_at(tmp_path, lambda: FUTURE) as county,
        Proxy(county.port, server(tmp_path, ours, since=FUTURE - YEAR)) as proxy,
    ):
        window = Window(tmp_path / "window").enrol(county.enrol_code("511725100").code, county.url)
        window.sync()
        line = Line(proxy.url, ours.pin, AGENT)
        spoken = HttpCounty.at(line, window.device_id(), window.store.devices()[0].private_key)

        assert spoken.me().acked_seq == 0

        assert abs(line.moment() - FUTURE) < timedelta(minutes=1)
        spoken.close()
        window.close()


def test_a_clock_that_is_set_right_again_is_believed_again(tmp_path: Path) -> None:
    ours, clock = authority(since=FUTURE - YEAR), [TODAY]
    with (
        county_at(tmp_path, lambda: FUTURE) as county,
        Proxy(county.port, server(tmp_path, ours, since=FUTURE - YEAR)) as proxy,
    ):
        line = Line(proxy.url, ours.pin, AGENT, lambda: clock[0])
        assert line.ask("GET", "/metrics", {}).status == 200
        clock[0] = FUTURE

        with pytest.raises(Unavailable, match=r"county\.certificate_dates"):
            line.ask("GET", "/metrics", {})
        assert line.ask("GET", "/metrics", {}).status == 200
        line.close()


@pytest.mark.parametrize("since", [TODAY - 5 * YEAR, TODAY + 5 * YEAR])
def test_a_certificate_that_does_not_hold_at_the_county_s_time_is_refused(
    tmp_path: Path, county: County, since: datetime
) -> None:
    ours = authority()
    with Proxy(county.port, server(tmp_path, ours, since=since)) as proxy:
        line = Line(proxy.url, ours.pin, AGENT)

        with pytest.raises(Unavailable, match=r"county\.certificate_dates"):
            line.ask("POST", "/v1/token", {}, b"secret")
        with pytest.raises(Unavailable, match=r"county\.certificate_dates"):
            line.ask("POST", "/v1/token", {}, b"secret")
        line.close()


def test_a_ca_that_has_run_out_at_the_county_s_time_is_refused(tmp_path: Path, county: County) -> None:
    ours = authority(since=TODAY - 5 * YEAR)
    with Proxy(county.port, server(tmp_path, ours)) as proxy:
        line = Line(proxy.url, ours.pin, AGENT)

        with pytest.raises(Unavailable, match=r"county\.certificate_dates"):
            line.ask("GET", "/v1/journal", {})
        line.close()


def test_dates_that_fail_excuse_no_stranger(tmp_path: Path, county: County) -> None:
    ours, strange = authority(since=TODAY - 5 * YEAR), authority(since=TODAY - 5 * YEAR)

    with Proxy(county.port, server(tmp_path, strange, shown=ours, since=TODAY - 5 * YEAR)) as proxy:
        assert ask(proxy.url, ours.pin) == "county.stranger"
        assert proxy.meter.up == 0


@pytest.mark.parametrize("body", [b"{}", b"<html>", b'{"server_time": "now"}', b'{"server_time": 7}'])
def test_a_server_that_does_not_tell_the_time_is_no_answer(tmp_path: Path, body: bytes) -> None:
    ours = authority()
    page = answer("200 OK", {"Content-Type": "application/json"}, body)
    with Pages(page, server(tmp_path, ours, since=TODAY - 5 * YEAR)) as pages:
        line = Line(pages.url, ours.pin, AGENT)

        with pytest.raises(Unavailable, match=r"county\.no_answer"):
            line.ask("GET", "/v1/journal", {})
        line.close()


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:80", "https://a.example"])
def test_https_anywhere_and_http_on_this_machine_are_addresses(url: str) -> None:
    assert trust.checked_address(url).geturl() == url


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.1", "http://a.example", "ftp://127.0.0.1", "https://", "http://", "a.example", "", "127.0.0.1"],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(Unavailable, match=r"county\.url"):
        trust.checked_address(url)


def test_plain_http_to_another_machine_is_never_begun() -> None:
    line = Line("http://192.0.2.1:8000", b"", AGENT)

    with pytest.raises(Unavailable, match=r"county\.url"):
        line.ask("GET", "/healthz", {})


def test_a_proxy_of_the_environment_is_not_asked(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert ask(county.url, b"") == "200"


def test_where_nobody_listens_the_county_is_unreachable() -> None:
    with Pages(b"") as pages:
        port = pages.port

    assert ask(f"http://127.0.0.1:{port}", b"") == "county.unreachable"
    assert ask(f"https://localhost:{port}", b"") == "county.unreachable"


def test_an_error_that_is_about_no_certificate_is_not_about_dates() -> None:
    assert trust.fails_by_dates(ConnectionResetError()) is None
    assert trust.fails_by_dates(None) is None


def test_the_county_s_ca_is_believed_for_signed_files_wherever_it_is_shown(tmp_path: Path, county: County) -> None:
    ours = authority(since=TODAY - 9 * YEAR)  # long run out: files that are signed have dates of their own

    with Proxy(county.port, server(tmp_path, ours)) as proxy:
        context = trust.countys(proxy.url, ours.pin)
        assert context is not None
        with httpx.Client(verify=context, trust_env=False) as client:
            assert client.get(f"{proxy.url}/healthz").status_code == 200


def test_any_other_server_of_signed_files_is_left_to_the_system(tmp_path: Path, county: County) -> None:
    with Proxy(county.port, server(tmp_path, authority())) as proxy:
        assert trust.countys(proxy.url, authority().pin) is None
    assert trust.countys("https://127.0.0.1:9/", authority().pin) is None
    assert trust.countys("http://127.0.0.1:9/", authority().pin) is None
    assert trust.countys("https://127.0.0.1:9/", b"") is None
