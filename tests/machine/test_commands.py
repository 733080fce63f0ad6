"""The commands for whoever looks after a PC: the county's file, a window opened without a screen, the self-test."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.machine import CONFIGURATION
from app.services import session
from sync.enrol_code import EnrolCode
from ui import cli, self_test

ENROL_CODE = EnrolCode("t-7Q2K9X", "0A", bytes(range(10)), "ABCDEFGHJKMN")
COUNTY = '[county]\nserver = "http://127.0.0.1:1"\n[office]\ntown = "青龙镇"\nconfirmer = "county"\n'
PASSWORD = "练习口令一二三四"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = cli.main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "yimen.toml"
    place.write_text('[printer]\nname = "针式"\n', "utf-8")
    return place


def test_a_good_file_is_good(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = said(capsys, "config", "check", str(file))
    assert (code, found) == (0, {"ok": True, "values": {"printer.name": "针式"}, "faults": []})


def test_a_slip_is_an_exit_code_and_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text('[printer]\nnam = "针式"\n', "utf-8")
    assert cli.main(["config", "check", str(file)]) == 3
    assert "printer.name" in capsys.readouterr().out


def test_a_file_that_is_no_toml_is_one_too(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("[", "utf-8")
    code, found = said(capsys, "config", "check", str(file))
    assert (code, found["ok"], len(found["faults"])) == (3, False, 1)


def test_what_holds_here_is_shown(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["config", "show"]) == 0
    assert "没有配置" in capsys.readouterr().out
    monkeypatch.setenv(CONFIGURATION, str(file))
    assert cli.main(["config", "show"]) == 0
    assert "printer.name = 针式" in capsys.readouterr().out


@pytest.fixture
def enrolling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of an enrolment on a PC that was told all but the officer; nobody answers at the county."""
    (tmp_path / "yimen.toml").write_text(COUNTY, "utf-8")
    monkeypatch.setenv(CONFIGURATION, str(tmp_path / "yimen.toml"))
    monkeypatch.setenv("YIMEN_NEW_PASSWORD", PASSWORD)
    server = ["--server", "http://127.0.0.1:1"]
    return ["enrol", "--code", ENROL_CODE.text, *server, "--officer", "陈素华", "--data", str(tmp_path / "data")]


def test_a_window_is_opened_without_a_screen_and_without_a_line(
    enrolling: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = said(capsys, *enrolling)
    assert (code, found["ok"]) == (0, True)
    (officer,) = session.officers(tmp_path / "data")
    assert (officer.name, officer.officer_id) == ("陈素华", found["officer"])


def test_what_lacks_is_named_and_nothing_is_made(
    enrolling: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrolling[2] = "TOO-SHORT"
    code, found = said(capsys, *enrolling)
    assert (code, found["error"]["code"]) == (3, "enrol.lacks")
    assert not (tmp_path / "data").exists()


def test_a_second_time_is_refused(enrolling: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *enrolling)[0] == 0
    code, found = said(capsys, *enrolling)
    assert (code, found["error"]["code"]) == (3, "setup.done")


def test_the_self_test_names_the_part_that_is_not_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> str:
        raise ImportError("no such part")

    monkeypatch.setattr(self_test, "_CHECKS", {"place": lambda: "here", "store": breaks})
    code, found = said(capsys, "--self-test")
    assert (code, found["ok"]) == (1, False)
    assert [(one["name"], one["ok"], one["said"]) for one in found["checks"]] == [
        ("place", True, "here"),
        ("store", False, "ImportError: no such part"),
    ]


def test_a_program_that_is_whole_passes_its_self_test(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = said(capsys, "--self-test")
    assert [one for one in found["checks"] if not one["ok"]] == []
    assert (code, len(found["checks"])) == (0, 9)
