"""A key on a token signs like one in a file; SoftHSM2 stands in for the token."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.errors import Refused, Unavailable
from app.forms.seal import drawn_seal
from app.pades.check import check
from app.pades.report import Verdict
from app.pades.roots import read_roots
from app.pades.sign import seal
from app.pades.token import Token
from tests.pades.authority import NOW, YEAR, Issued
from tests.pades.conftest import OFFICE, People

PIN = "123456"
PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
MODULE = next((Path(one) for one in PLACES if Path(one).exists()), Path(PLACES[0]))


@dataclass(frozen=True)
class Drawer:
    """Where the tokens lie, one a folder."""

    folder: Path

    def plug_in(self, label: str, issued: Issued | None) -> None:
        tool = ("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "0000", "--pin", PIN)
        subprocess.run(tool, check=True, capture_output=True)
        if issued is None:
            return
        key, certificate = self.folder / "key.pem", self.folder / "certificate.der"
        key.write_bytes(issued.pkcs8())
        certificate.write_bytes(issued.certificate.public_bytes(Encoding.DER))
        put = ("softhsm2-util", "--import", str(key), "--token", label, "--label", "key", "--id", "A1", "--pin", PIN)
        subprocess.run(put, check=True, capture_output=True)
        with_certificate(label, certificate.read_bytes())

    def pull_out(self) -> None:
        shutil.rmtree(self.folder / "tokens")
        (self.folder / "tokens").mkdir()


def with_certificate(label: str, certificate: bytes) -> None:
    import pkcs11  # noqa: PLC0415 - loads nothing before a token is there

    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    attribute = pkcs11.Attribute
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                attribute.TOKEN: True,
                attribute.ID: b"\xa1",
                attribute.SUBJECT: b"",
                attribute.VALUE: certificate,
            }
        )


@pytest.fixture
def drawer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    (tmp_path / "tokens").mkdir()
    configuration = tmp_path / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    return Drawer(tmp_path)


def test_a_token_seals(drawer: Drawer, people: People, certified: bytes) -> None:
    drawer.plug_in("office", people.office)

    with Token(MODULE).opened(PIN, NOW) as key:
        assert key.holder.subject == OFFICE
        made = seal(certified, key, NOW, drawn_seal(OFFICE))

    assert check(made, read_roots([people.authority.pem]), NOW).verdict is Verdict.WHOLE


def test_a_wrong_pin_is_said(drawer: Drawer, people: People) -> None:
    drawer.plug_in("office", people.office)
    for wrong in ("654321", "1"):
        with pytest.raises(Refused, match=r"seal\.wrong_pin"), Token(MODULE).opened(wrong, NOW):
            pass


def test_no_token_several_tokens_and_the_one_that_is_meant(drawer: Drawer, people: People) -> None:
    with pytest.raises(Unavailable, match=r"seal\.no_token"), Token(MODULE).opened(PIN, NOW):
        pass
    drawer.plug_in("office", people.office)
    drawer.plug_in("other", people.officer)
    with pytest.raises(Unavailable, match=r"seal\.several_tokens"), Token(MODULE).opened(PIN, NOW):
        pass
    with Token(MODULE, "other").opened(PIN, NOW) as key:
        assert key.holder.subject == f"陈素华，{OFFICE}"


def test_a_token_without_a_key_is_refused(drawer: Drawer) -> None:
    drawer.plug_in("empty", None)
    with pytest.raises(Refused, match=r"seal\.no_key"), Token(MODULE).opened(PIN, NOW):
        pass


def test_an_expired_token_is_refused(drawer: Drawer, people: People) -> None:
    drawer.plug_in("old", people.authority.issue(OFFICE, start=NOW - YEAR, end=NOW - timedelta(days=1)))
    with pytest.raises(Refused, match=r"seal\.expired"), Token(MODULE).opened(PIN, NOW):
        pass


def test_a_token_that_is_pulled_out_while_it_signs_leaves_the_paper_as_it_was(
    drawer: Drawer, people: People, certified: bytes
) -> None:
    drawer.plug_in("office", people.office)
    before = bytes(certified)

    with pytest.raises(Unavailable, match=r"seal\.token_gone"), Token(MODULE).opened(PIN, NOW) as key:
        drawer.pull_out()
        seal(certified, key, NOW, drawn_seal(OFFICE))
    assert certified == before


def test_a_driver_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "driver.so").write_bytes(b"nothing")
    for place in (tmp_path / "driver.so", tmp_path / "gone.so"):
        with pytest.raises(Refused, match=r"seal\.no_module"), Token(place).opened(PIN, NOW):
            pass
