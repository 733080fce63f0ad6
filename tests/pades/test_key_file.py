"""A PKCS#12 file opens with its password, and each way in which it does not is told apart."""

from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as asn
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Refused, Unavailable
from app.pades.key_file import MOST_BYTES, KeyFile, read_key_file
from tests.pades.authority import NOW, PASSWORD, YEAR
from tests.pades.conftest import OFFICE, People


def test_the_holder_is_read_from_the_certificate(people: People, tmp_path: Path) -> None:
    file = tmp_path / "officer.p12"
    file.write_bytes(people.officer.p12())

    with KeyFile(file).opened(PASSWORD, NOW) as key:
        assert key.holder.subject == f"陈素华，{OFFICE}"
        assert key.holder.issuer == "测试根证书，一门测试"
        assert int(key.holder.serial, 16) == people.officer.certificate.serial_number
        assert key.holder.not_after == "2027-11-24T02:00:00.000Z"


def test_a_file_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"seal\.no_file"), KeyFile(tmp_path / "gone.p12").opened("", NOW):
        pass


def test_a_wrong_password_is_said(people: People) -> None:
    for wrong in ("", "渠江-2025"):
        with pytest.raises(Refused, match=r"seal\.wrong_password"):
            read_key_file(people.officer.p12(), wrong, NOW)


def test_days_are_kept_on_the_day(people: People) -> None:
    ended = people.authority.issue("李红", end=NOW - timedelta(hours=1)).p12()
    coming = people.authority.issue("李红", start=NOW + timedelta(hours=1)).p12()

    with pytest.raises(Refused, match=r"seal\.expired") as refused:
        read_key_file(ended, PASSWORD, NOW)
    assert refused.value.facts == {"name": f"李红，{OFFICE}", "day": "2026-11-24"}
    with pytest.raises(Refused, match=r"seal\.not_yet_valid"):
        read_key_file(coming, PASSWORD, NOW)
    assert read_key_file(ended, PASSWORD, NOW - YEAR / 2).holder.subject.startswith("李红")


def test_a_certificate_that_is_not_for_signing_is_refused(people: People) -> None:
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - a weak key is what this is about
    for issued in (people.authority.issue("李红", signs=False), people.authority.issue("李红", key=weak)):
        with pytest.raises(Refused, match=r"seal\.not_for_signing"):
            read_key_file(issued.p12(), PASSWORD, NOW)


def test_a_file_without_a_key_of_its_own_is_refused(people: People) -> None:
    lock = BestAvailableEncryption(PASSWORD.encode())
    bare = pkcs12.serialize_key_and_certificates(b"x", None, people.officer.certificate, None, lock)
    with pytest.raises(Refused, match=r"seal\.no_key"):
        read_key_file(bare, PASSWORD, NOW)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x30\x80", b"0" * (MOST_BYTES + 1)])
def test_a_file_of_another_program_is_told_apart(content: bytes) -> None:
    with pytest.raises(Refused, match=r"seal\.not_p12"):
        read_key_file(content, PASSWORD, NOW)


def test_a_file_that_would_take_for_ever_is_refused(people: People) -> None:
    file = asn.Pfx.load(people.officer.p12())
    file["mac_data"]["iterations"] = 2**31 - 1
    with pytest.raises(Refused, match=r"seal\.not_p12"):
        read_key_file(file.dump(force=True), PASSWORD, NOW)


def test_another_kind_of_key_is_refused(people: People) -> None:
    other = people.authority.issue("李红", key=ed25519.Ed25519PrivateKey.generate())  # type: ignore[arg-type] # what PAdES has not
    with pytest.raises(Refused, match=r"seal\.not_for_signing"):
        read_key_file(other.p12(), PASSWORD, NOW)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_bytes_are_refused_in_words(people: People, data: st.DataObject) -> None:
    whole = people.officer.p12()
    at, left_out = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 20))
    broken = whole[:at] + data.draw(st.binary(max_size=20)) + whole[at + left_out :]
    try:
        read_key_file(broken, PASSWORD, NOW)
    except Refused as refused:
        assert refused.code.startswith("seal.")
