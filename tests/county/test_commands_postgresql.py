"""Every command of `yimen-county` on PostgreSQL, as IT types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.county import cli
from tests.county.postgres import Postgres
from tests.county.test_kill import Killed

Run = Callable[..., Any]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command and give its JSON document; it must end well."""

    def command(*words: object) -> Any:
        code = cli.main([*map(str, words), "--json"])
        out, err = capfdbinary.readouterr()
        assert code == 0, err.decode() + out.decode()
        return json.loads(out)

    return command


def test_a_county_lives_on_postgresql_from_its_first_code_to_its_restore(
    run: Run, postgres: Postgres, tmp_path: Path, make_stranger_at: Callable[[str], Any]
) -> None:
    first, second = postgres.empty(), postgres.empty()
    place = ("--data", tmp_path / "county", "--database", first)
    code = run("enrol-code", "--office", "511725001", "--name", "清河镇", "--confirmer", "county", *place)["code"]
    server = Killed(tmp_path / "county", database=first)
    server.start()
    window = make_stranger_at(server.url)
    window.enrol(code)
    window.sign_in()
    sha256 = window.upload(b"picture")
    window.append({"page": {"sha256": sha256, "size": 7, "media_type": "image/jpeg"}})
    window.append(scope="t-000000")
    window.push()
    assert run("grant", "--office", "511725001", "--name", "李红", "--role", "window", *place)["order"] == 3
    assert run("release", "--device", window.id, "--seq", 2, *place)["order"] == 4
    assert run("decide", *place) == []
    assert run("verify", *place)["ok"] is True
    copied = run("backup", tmp_path / "copy", *place)
    assert (copied["newest"], copied["blobs"], copied["missing"]) == (4, 1, [])
    window.append()
    window.push()
    assert run("revoke", "--device", make_second(run, place, make_stranger_at(server.url)), *place)["revoked_at"]
    server.kill()

    again = ("--data", tmp_path / "again", "--database", second)
    epoch = run("restore", tmp_path / "copy", *again)["server_epoch"]
    assert run("verify", *again)["ok"] is True
    server = Killed(tmp_path / "again", database=second)
    server.start()
    window.url = server.url
    me = window.call("GET", "/v1/devices/me").json()
    assert (me["server_epoch"], me["base"], me["acked_seq"]) == (epoch, 4, 2)
    assert window.push().json()["orders"][-1] == [3, 5]
    assert window.blob(sha256).content == b"picture"
    server.kill()
    for url in (first, second):
        postgres.take_back(url)


def make_second(run: Run, place: tuple[object, ...], window: Any) -> str:
    """Enrol another window and give its id."""
    assert window.enrol(run("enrol-code", "--office", "511725001", *place)["code"]).status_code == 201
    return str(window.id)


def test_a_copy_of_postgresql_becomes_a_county_on_sqlite_and_the_other_way_round(
    run: Run, postgres: Postgres, tmp_path: Path
) -> None:
    first, second = postgres.empty(), postgres.empty()
    one = ("--data", tmp_path / "one", "--database", first)
    two = ("--data", tmp_path / "two")
    three = ("--data", tmp_path / "three", "--database", second)
    officer = ("grant", "--office", "511725001", "--name", "李红", "--role", "window")
    run("enrol-code", "--office", "511725001", *one)
    run(*officer, *one)
    run("backup", tmp_path / "copy1", *one)
    run("restore", tmp_path / "copy1", *two)
    assert run("verify", *two)["entries"] == 1
    run("backup", tmp_path / "copy2", *two)
    run("restore", tmp_path / "copy2", *three)
    assert run("verify", *three)["entries"] == 1
    assert run(*officer, *three)["order"] == 2
    for url in (first, second):
        postgres.take_back(url)


def test_a_database_with_a_county_in_it_is_not_restored_over(
    run: Run, postgres: Postgres, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    url = postgres.empty()
    place = ("--data", str(tmp_path / "one"), "--database", url)
    run("enrol-code", "--office", "511725001", *place)
    run("backup", tmp_path / "copy", *place)

    other = ["--data", str(tmp_path / "two"), "--database", url, "--json"]
    assert cli.main(["restore", str(tmp_path / "copy"), *other]) == cli.EXIT_REFUSED
    assert json.loads(capfdbinary.readouterr().out)["error"]["code"] == "county.database_not_empty"
    assert run("verify", *place)["ok"] is True
    assert not (tmp_path / "two").exists()
    postgres.take_back(url)
