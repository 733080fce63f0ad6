import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.ids import uuid7
from app.journal import sign
from sync.county import cli
from sync.county.embedded import County
from sync.protocol import grant_statement, revoke_statement

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command beside a county that serves; gives exit code, the JSON document, and what stood on stderr."""

    def command(name: str, *words: str, data: Path | None = None) -> tuple[int, Any, str]:
        folder = data or county_of_own.site.data
        code = cli.main([name, *words, "--data", str(folder), "--json"])
        out, err = capfdbinary.readouterr()
        return code, json.loads(out) if out else None, err.decode()

    return command


def test_a_code_made_beside_the_server_enrols(run: Run, county_of_own: County, make_stranger: Any) -> None:
    code, made, _ = run("enrol-code", "--office", "511725001", "--name", "清河镇")

    answer = make_stranger(county_of_own).enrol(made["code"])

    assert code == 0
    assert sorted(made) == ["code", "device_number", "expires", "scope"]
    assert answer.status_code == 201
    assert answer.json()["device_number"] == made["device_number"]


def test_several_codes_are_a_list(run: Run) -> None:
    code, made, _ = run("enrol-code", "--office", "511725001", "--count", "3")

    assert code == 0
    assert len({one["code"] for one in made}) == 3
    assert run("enrol-code", "--office", "511725001", "--count", "1")[1][0]["scope"] == made[0]["scope"]


def test_a_grant_reaches_the_windows_with_the_countys_signature(
    run: Run, county_of_own: County, make_window: Any
) -> None:
    window = make_window("511725001", at=county_of_own)
    officer = uuid7()

    code, given, _ = run(
        "grant", "--office", "511725001", "--name", "李红", "--role", "leader", "--officer", officer, "--days", "7"
    )

    (line,) = window.pull()
    entry, key = line["entry"], county_of_own.site.keys.told()[0]
    body = entry["body"]
    assert code == 0
    assert (given["officer"], given["hash"], given["order"]) == (officer, entry["hash"], line["order"])
    assert (entry["kind"], entry["subject"], entry["scope"]) == ("officer.granted", f"officer:{officer}", "county")
    assert sorted(body) == sorted(["officer", "name", "roles", "scope", "valid_from", "valid_to", "signature", "kid"])
    assert (body["officer"], body["name"], body["roles"]) == (officer, "李红", ["leader"])
    assert body["scope"] == window.scope
    assert body["kid"] == key.kid
    assert sign.is_signed(key.public_key, grant_statement(entry["device"], entry["seq"], body), body["signature"])


def test_a_second_grant_names_the_first_as_its_parent(run: Run, county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    words = ["grant", "--office", "511725001", "--name", "李红", "--role", "window"]
    _, first, _ = run(*words)

    run(*words, "--officer", first["officer"])

    one, two = (line["entry"] for line in window.pull())
    assert two["parents"] == [one["hash"]]
    assert (two["seq"], two["prev"]) == (2, one["hash"])


def test_several_roles_are_granted_for_somebody_on_leave_and_taken_back(
    run: Run, county_of_own: County, make_window: Any
) -> None:
    window, office = make_window("511725001", at=county_of_own), ("--office", "511725001")
    away = county_of_own.grant("511725001", "刘强", "leader").officer

    code, given, _ = run("grant", *office, "--name", "李红", "--role", "leader", "--role", "window", "--for", away)
    ended = run("grant", *office, "--revoke", "--officer", given["officer"], "--reason", "调走了")

    assert (code, ended[0]) == (0, 0)
    assert (given["roles"], given["for"], given["for_name"]) == (["window", "leader"], away, "刘强")
    entry = window.pull()[-1]["entry"]
    body = entry["body"]
    assert (entry["kind"], entry["hash"], entry["scope"]) == ("officer.revoked", ended[1]["hash"], "county")
    assert (body["officer"], body["scope"], body["reason"]) == (given["officer"], window.scope, "调走了")
    key = county_of_own.site.keys.told()[0]
    assert sign.is_signed(key.public_key, revoke_statement(entry["device"], entry["seq"], body), body["signature"])
    assert run("verify")[0] == 0
    assert run("grant", *office, "--revoke", "--officer", given["officer"], "--reason", "又")[1]["error"]["code"] == (
        "county.not_granted"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["grant", "--office", "511725001", "--name", "李红"], "county.role"),
        (["grant", "--office", "511725099", "--revoke", "--officer", uuid7(), "--reason", "x"], "county.no_office"),
        (["enrol-code", "--office", "清河"], "county.division"),
        (["enrol-code", "--office", "511725001", "--count", "0"], "county.count"),
        (["grant", "--office", "511725099", "--name", "李红", "--role", "window"], "county.no_office"),
        (["grant", "--office", "511725001", "--name", " ", "--role", "window"], "county.officer"),
        (["grant", "--office", "511725001", "--name", "李", "--role", "window", "--officer", "7"], "county.officer"),
        (["grant", "--office", "511725001", "--name", "李", "--role", "window", "--days", "31"], "county.grant_days"),
        (["revoke", "--device", uuid7()], "county.no_device"),
        (["release", "--device", uuid7(), "--seq", "1"], "county.not_withheld"),
        (["serve", "--host", "192.0.2.7", "--port", "0"], "county.tls_needed"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(run: Run, words: list[str], code: str) -> None:
    exit_code, told, _ = run(*words)

    assert exit_code == 3
    assert (told["error"]["kind"], told["error"]["code"]) == ("refused", code)
    assert told["error"]["text"].endswith("。")


def test_what_the_machine_lacks_is_said_with_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.touch()

    assert run("enrol-code", "--office", "511725001", data=file)[0] == 4
    assert run("serve", "--port", "0", "--tls-cert", str(file), "--tls-key", str(file))[1]["error"]["code"] == (
        "county.certificate"
    )
    assert run("serve", "--port", "0", "--metrics-token", str(tmp_path / "none"))[0] == 4


def test_a_folder_without_a_county_is_not_made_one_by_mistake(run: Run, tmp_path: Path) -> None:
    for words in (["verify"], ["backup", str(tmp_path / "copy")], ["revoke", "--device", uuid7()]):
        code, told, _ = run(*words, data=tmp_path / "typo")
        assert (code, told["error"]["code"]) == (3, "county.absent")
    assert not (tmp_path / "typo").exists()
    assert run("enrol-code", "--office", "511725001", data=tmp_path / "new")[0] == 0


def test_wrong_usage_is_exit_2(run: Run) -> None:
    for words in (["enrol-code"], ["nonsense"], ["grant", "--office", "1", "--name", "x", "--role", "king"]):
        with pytest.raises(SystemExit) as ended:
            run(*words)
        assert ended.value.code == 2


def test_people_get_lines_and_the_console_the_error(
    county_of_own: County, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = ["--data", str(county_of_own.site.data)]

    assert cli.main(["enrol-code", "--office", "511725001", *data]) == 0
    assert "开通码：".encode() in capfdbinary.readouterr().out
    assert cli.main(["enrol-code", "--office", "x", *data]) == 3
    out, err = capfdbinary.readouterr()
    assert (out, "区划代码".encode() in err) == (b"", True)


def test_a_revoked_and_a_released_device(run: Run, county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    window.append(scope="county")
    window.push()

    released = run("release", "--device", window.id, "--seq", "1")
    revoked = run("revoke", "--device", window.id)

    assert (released[0], released[1]["order"]) == (0, 1)
    assert (revoked[0], revoked[1]["device"]) == (0, window.id)
    assert window.call("GET", "/v1/devices/me").status_code == 401


class Served:
    """`yimen-county serve` as a program of its own."""

    def __init__(self, data: Path, *words: str) -> None:
        command = [sys.executable, "-m", "sync.county.cli", "serve", "--data", str(data), "--json", *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        told = b""
        while not told.rstrip().endswith(b"}"):
            line = self.process.stdout.readline()
            assert line, "the server ended"
            told += line
        self.url = json.loads(told)["url"]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    begun: list[Served] = []

    def start(*words: str) -> Served:
        begun.append(Served(tmp_path / "served", *words))
        return begun[-1]

    yield start
    for served in begun:
        served.process.kill()
        served.process.communicate()


def test_the_server_ends_gracefully_on_sigterm_and_can_be_started_again(
    serve: Callable[..., Served], http: httpx.Client
) -> None:
    first = serve("--port", "0", "--min-client", "9.9")
    assert http.get(first.url + "/healthz").json()["status"] == "ok"
    port = first.url.rsplit(":", 1)[1]

    first.process.send_signal(signal.SIGTERM)

    assert first.process.wait(20) == (1 if os.name == "nt" else 0)  # Windows knows no SIGTERM and ends it at once
    assert http.get(serve("--port", port).url + "/healthz").json()["status"] == "ok"


def test_a_port_that_is_taken_is_said(county_of_own: County, run: Run) -> None:
    code, told, _ = run("serve", "--port", str(county_of_own.port))

    assert (code, told["error"]["code"]) == (4, "county.address")
