"""A county from nothing by one command, and the file that an installed server is told by."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from app import clock, machine
from app.errors import Refused
from sync.county import certificates, cli, configuration
from sync.county.configuration import VARIABLE

PASSWORD = "练习用的密码一二三四五"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_COUNTY_PASSWORD", PASSWORD)


def begun(capsysbinary: pytest.CaptureFixture[bytes], home: Path, *words: str) -> dict[str, Any]:
    line = ["begin", "--data", str(home / "data"), "--out", str(home / "out"), "--json", *words]
    code = cli.main(line)
    return {"exit": code, **json.loads(capsysbinary.readouterr().out)}


def test_one_command_makes_all_that_a_first_window_needs(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = begun(capsysbinary, tmp_path, "--host", "10.1.2.3", "--name", "周敏")
    assert (made["exit"], made["url"]) == (0, "https://10.1.2.3:8470")
    assert made["made"] == {"certificate": True, "account": True, "windows": True}
    own, ca = x509.load_pem_x509_certificates((tmp_path / "out" / "server.pem").read_bytes())
    own.verify_directly_issued_by(ca)
    said = machine.read(tmp_path / "out" / "yimen.toml")
    assert said.faults == ()
    assert said.said("county", "server") == "https://10.1.2.3:8470"
    assert said.said("updates", "source") == "https://10.1.2.3:8470/updates"


def test_a_second_time_changes_nothing(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    begun(capsysbinary, tmp_path, "--host", "10.1.2.3", "--name", "周敏")
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    again = begun(capsysbinary, tmp_path, "--host", "10.1.2.3")
    assert again["made"] == {"certificate": False, "account": False, "windows": False}
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_another_address_gets_another_certificate(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    begun(capsysbinary, tmp_path, "--host", "10.1.2.3", "--name", "周敏")
    assert begun(capsysbinary, tmp_path, "--host", "shared.example")["made"]["certificate"]


def test_a_certificate_that_ends_soon_is_renewed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(capsysbinary, tmp_path, "--host", "10.1.2.3", "--name", "周敏")
    later = clock.now() + timedelta(days=certificates.VALID_DAYS - 59)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert begun(capsysbinary, tmp_path, "--host", "10.1.2.3")["made"]["certificate"]


def test_without_a_name_for_the_first_account_it_is_asked_for(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    said = begun(capsysbinary, tmp_path, "--host", "10.1.2.3")
    assert (said["exit"], said["error"]["code"]) == (3, "officer.whose")


def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> Path:
    file = tmp_path / "county.toml"
    file.write_text(content, "utf-8")
    monkeypatch.setenv(VARIABLE, str(file))
    return file


def test_an_installed_server_is_told_once_where_its_data_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    configured(tmp_path, monkeypatch, f"[county]\ndata = {json.dumps(str(tmp_path / 'data'))}\n")
    assert cli.main(["officer", "add", "--name", "周敏", "--role", "it", "--json"]) == 0
    assert (tmp_path / "data").is_dir()
    capsysbinary.readouterr()
    assert cli.main(["officer", "--json", "--data", str(tmp_path / "other")]) == 0
    assert json.loads(capsysbinary.readouterr().out) == []


def test_only_serving_hears_how_to_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(tmp_path, monkeypatch, '[county]\ndata = "/srv/yimen"\n[serve]\nport = 9000\ntls_cert = "/etc/a.pem"\n')
    assert configuration.usual("serve") == {"data": Path("/srv/yimen"), "port": 9000, "tls_cert": Path("/etc/a.pem")}
    assert configuration.usual("officer") == {"data": Path("/srv/yimen")}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[serve]\nprot = 1\n", "serve.prot"),
        ('[serve]\nport = "1"\n', "serve.port"),
        ("data = 1\n", "data"),
        ("[county\n", "line 1"),
    ],
)
def test_a_slip_in_the_file_is_named_and_nothing_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: str, what: str
) -> None:
    file = configured(tmp_path, monkeypatch, content)
    with pytest.raises(Refused) as caught:
        configuration.read(file)
    assert what in str(caught.value.facts["what"])
    assert cli.main(["officer"]) == cli.EXIT_REFUSED
    assert what in capsys.readouterr().err


def test_without_a_file_the_data_have_to_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(SystemExit):
        cli.main(["officer"])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        configuration.read(tmp_path)
    assert caught.value.code == "county.configuration"
