"""`yimen-county updates` and `yimen updates`, as IT types them: from new keys to a request at a window's machine."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.rules import calendar
from sync.county import cli as county_cli
from sync.updates.handing import PACKAGE
from tests.updates.office import CALENDAR, DEB, PASSPHRASE, RULES
from ui import cli

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command of the county on the repository; gives exit code, the JSON document, and what stood on stderr."""
    monkeypatch.setenv("YIMEN_UPDATES_PASSPHRASE", PASSPHRASE)

    def command(act: str, *words: object, keys: bool = True) -> tuple[int, Any, str]:
        beside = ["--keys", str(tmp_path / "keys")] if keys else []
        code = county_cli.main(["updates", act, str(tmp_path / "www"), *map(str, words), *beside, "--json"])
        out, err = capfdbinary.readouterr()
        return code, json.loads(out) if out else None, err.decode()

    return command


@pytest.fixture
def window(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Run `yimen updates` with the county's root; gives exit code, the JSON document, and what stood on stderr."""

    def command(*words: object) -> tuple[int, Any, str]:
        told = ["--root", tmp_path / "keys" / "update-root.json", "--incoming", tmp_path / "incoming"]
        shared = ["--data", tmp_path / "data", "--json"]
        code = cli.main(["updates", *map(str, (*words, *told, *shared))])
        out, err = capfdbinary.readouterr()
        return code, json.loads(out) if out else None, err.decode()

    return command


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "yimen_9.2.0_amd64.deb"
    file.write_bytes(DEB + b"x" * 1_000)
    return file


def test_from_new_keys_to_a_request_at_a_window(run: Run, window: Run, package: Path, tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    (tmp_path / "2027.toml").write_text(CALENDAR, "utf-8")
    (tmp_path / "quxian.toml").write_text(RULES, "utf-8")
    code, begun, _ = run("init")
    assert (code, len(begun["fingerprint"].split())) == (0, 8)
    code, shown, _ = run("add", package, tmp_path / "2027.toml", tmp_path / "quxian.toml", "--notes", "改了打印")
    assert code == 0
    assert [one["path"] for one in shown["offers"]] == [
        "calendar/2027.toml",
        "rules/quxian.toml",
        "window/yimen_9.2.0_amd64.deb",
    ]

    code, looked, _ = window("--source", tmp_path / "www")
    assert (code, looked["newer"]["version"], looked["newer"]["notes"]) == (0, "9.2.0", "改了打印")
    assert list((tmp_path / "incoming").iterdir()) == []
    code, taken, _ = window("--source", tmp_path / "www", "--install")

    assert (code, taken["calendars"], taken["rules"]) == (0, ["2027"], ["渠县 2026 年标准"])
    assert (tmp_path / "data" / calendar.FOLDER / "2027.toml").exists()
    assert (tmp_path / "incoming" / taken["request"] / PACKAGE).read_bytes() == package.read_bytes()


def test_what_is_withdrawn_is_offered_no_more(run: Run, window: Run, package: Path, tmp_path: Path) -> None:
    run("init")
    run("add", package)
    assert run("withdraw", package.name)[1]["offers"] == []
    code, looked, _ = window("--source", tmp_path / "www", "--install")
    assert (code, looked["newer"], looked["request"]) == (0, None, None)


def test_dates_keys_and_the_root_are_signed_anew(run: Run, package: Path) -> None:
    run("init", "--days", "5")
    run("add", package, "--days", "5")
    before = run("show")[1]["until"]
    assert run("refresh", "--days", "100")[1]["until"]["timestamp"] > before["timestamp"]
    assert run("renew-root")[0] == 0
    assert run("change-key", "targets")[0] == 0
    code, shown, _ = run("show", keys=False)
    assert (code, len(shown["offers"])) == (0, 1)
    assert shown["until"]["timestamp"] == clock.local_date(clock.now() + timedelta(days=60)).isoformat()


def test_a_copy_that_is_not_whole_is_exit_code_1(run: Run, package: Path, tmp_path: Path) -> None:
    run("init")
    run("add", package)
    next((tmp_path / "www" / "targets" / "window").iterdir()).unlink()
    code, shown, _ = run("show")
    assert (code, shown["broken"]) == (1, [package.name])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add",), "update.no_file"),
        (("withdraw",), "update.no_file"),
        (("withdraw", "x"), "update.no_such_offer"),
        (("change-key",), "update.no_such_key"),
        (("add", "yimen.deb"), "update.file_name"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], code: str, run: Run) -> None:
    run("init")
    exit_code, told, _ = run(*words)
    assert (exit_code, told["error"]["code"]) == (3, code)


def test_the_keys_must_be_named(run: Run) -> None:
    assert run("init", keys=False)[1]["error"]["code"] == "update.where_keys"


def test_a_passphrase_is_typed_twice_for_new_keys(run: Run, monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    typed = iter([PASSPHRASE, "another", PASSPHRASE, PASSPHRASE, PASSPHRASE])
    monkeypatch.delenv("YIMEN_UPDATES_PASSPHRASE")
    monkeypatch.setattr("getpass.getpass", lambda _asked: next(typed))
    assert run("init")[1]["error"]["code"] == "update.passphrase_again"
    assert run("init")[0] == 0
    assert run("add", package)[0] == 0


def test_people_read_lines(run: Run, package: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "incoming").mkdir()
    run("init", "--days", "5")
    county_cli.main(["updates", "show", str(tmp_path / "www")])
    assert "现在没有更新" in capfdbinary.readouterr().out.decode()
    run("add", package, "--days", "5")
    county_cli.main(["updates", "show", str(tmp_path / "www")])
    said = capfdbinary.readouterr().out.decode()
    assert "window/yimen_9.2.0_amd64.deb" in said
    assert "快到期" in said
    told = ["--root", str(tmp_path / "keys" / "update-root.json"), "--incoming", str(tmp_path / "incoming")]
    cli.main(["updates", "--source", str(tmp_path / "www"), "--install", *told, "--data", str(tmp_path / "data")])
    said = capfdbinary.readouterr().out.decode()
    assert "有新版本 9.2.0" in said
    assert "交给这台电脑安装" in said


def test_a_window_without_a_source_or_a_root_says_what_is_missing(window: Run) -> None:
    assert window()[1]["error"]["code"] == "update.no_source"
    code, told, _ = window("--source", "http://127.0.0.1:9/")
    assert (code, told["error"]["code"]) == (3, "update.no_root")
