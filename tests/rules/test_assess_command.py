"""`yimen assess`, as a script and as a person calls it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rules.home import home, income, person
from ui.cli import main

KEYS = {"on", "packs", "household", "findings", "referrals"}
FINDING = {"programme", "member", "result", "fen_per_month", "fen_once", "reasons"}
REASON = {"rule", "holds", "text", "source", "value", "limit"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "household.json"
    members = (person(), person("m2", "20", "2015-01-01", student="compulsory"))
    document = home(
        *members, incomes=[income(100_000)], current=[{"programme": "xin", "member": "m2", "since": "2025-01"}]
    )
    place.write_text(json.dumps(document))
    return place


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    assert main(["assess", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_answer_has_the_shape_that_scripts_rely_on(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    answer = said(capsys, file)
    assert set(answer) == KEYS
    assert set(answer["household"]) == {"members_counted", "fen_per_month", "per_capita_fen_per_month"}
    assert answer["household"]["fen_per_month"] == "25000/3"
    assert all(set(one) == FINDING for one in answer["findings"])
    assert all(set(one) == REASON for finding in answer["findings"] for one in finding["reasons"])


def test_the_day_comes_from_the_command_then_the_file_then_the_clock(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert said(capsys, file)["on"] == "2026-05-11"
    assert said(capsys, file, "--on", "2025-01-31")["on"] == "2025-01-31"
    document = json.loads(file.read_text())
    file.write_text(json.dumps({**document, "on": None}))
    assert said(capsys, file)["on"] >= "2026-05-11"


def test_a_county_lays_its_own_values_over_it(capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path) -> None:
    pack = tmp_path / "county.toml"
    pack.write_text("[dibao.standard]\nrural_fen = 70000\n")
    assert said(capsys, file, "--local", pack)["findings"][0]["fen_per_month"] == 140_000 - 8_333


def test_to_people_it_says_what_fits_with_reasons_and_sources(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert main(["assess", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("共同生活 2 人，每月 83.33 元，人均 41.67 元")
    assert "低保（整户）：符合，每月 1,156.67 元" in lines
    assert any(line.startswith("  √ ") and line.endswith("】") for line in lines)
    assert "xin（王m2）：要人确认" in lines
    assert "孤儿：不符合（王m1、王m2）" in lines
    assert any(line.startswith("可转：医疗救助") for line in lines)


def test_to_people_it_says_that_incomes_were_not_asked_for(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    document = json.loads(file.read_text())
    file.write_text(json.dumps({**document, "incomes": None, "emergency": {"kind": "fire", "fen_needed": 5_000}}))
    assert main(["assess", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("共同生活 2 人，每月 收入还没问")
    assert "小额快救：符合，这次 50.00 元" in out


@pytest.mark.parametrize("written", ["{", "[]", '{"members": []}'])
def test_what_cannot_be_so_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], file: Path, written: str
) -> None:
    file.write_text(written)
    assert main(["assess", str(file), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "refused"
    assert main(["assess", str(file)]) == 3
    assert "请" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path) -> None:
    assert main(["assess", str(tmp_path / "none.json"), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "household.no_file"
    assert main(["assess", str(file), "--local", str(tmp_path), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "household.no_file"


@pytest.mark.parametrize("words", [[], ["x.json", "--on", "2026-02-30"]])
def test_without_a_file_or_with_a_day_that_is_none_it_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["assess", *words])
    assert left.value.code == 2
