"""`yimen low-income`: a dry run, an import, an export, for scripts."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.services import low_income, session
from app.services.session import SetUp
from tests.made_up.county_words import Words
from tests.made_up.register import HEAD, OTHER, listing
from tests.services.conftest import COST, NAME, PASSWORD, enrol, monday
from ui import cli

HEADING = "村,姓名,身份证号,救助类别,电话"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one household on its register."""
    folder = tmp_path_factory.mktemp("set-up") / "window"
    session.set_up(folder, SetUp(NAME, PASSWORD), enrol, cost=COST, now=monday)
    opened = session.unlock(folder, session.officers(folder)[0].officer_id, PASSWORD, now=monday)
    low_income.add(opened, listing())
    Words(opened).grant(opened.author.officer, "window", since="2026-01-01", until="2099-12-31")
    opened.store.close()
    return folder


@pytest.fixture
def data(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YIMEN_OFFICER", NAME)
    monkeypatch.setenv("YIMEN_PASSWORD", PASSWORD)
    return Path(shutil.copytree(once, tmp_path / "window"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    rows = (f"青龙村,王德贵,{HEAD},低保,139", f"青龙村,李桂兰,{OTHER},特困,", "青龙村,赵勇,5.1E+17,低保,")
    made.write_text("\n".join((HEADING, *rows)), "utf-8")
    return made


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = cli.main([str(word) for word in ("low-income", *words, "--json")])
    return code, json.loads(capsys.readouterr().out)


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    data: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        code, found = run(capsys, "import", file, "--dry-run", "--data", data)
        assert (code, found["written"], found["blocked"], found["same"]) == (1, False, 1, 0)
        assert found["changed"][0]["fields"] == {"phone": {"from": "13800000001", "to": "139"}}
        assert [one["name"] for one in found["new"]] == ["李桂兰"]
        assert [(one["row"], one["code"]) for one in found["wrong"]] == [(4, "lost_digits")]
        assert "文本" in found["wrong"][0]["text"]


def test_an_import_writes_and_the_same_again_has_nothing_to_do(
    data: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "import", file, "--data", data)[1]["written"] is True
    code, again = run(capsys, "import", file, "--data", data)
    assert (code, again["written"], again["same"], again["batch"]) == (1, False, 2, None)


def test_who_is_missing_leaves_only_when_that_is_asked_for(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "short.csv"
    short.write_text(f"{HEADING}\n青龙村,李桂兰,{OTHER},低保,", "utf-8")
    assert run(capsys, "import", short, "--dry-run", "--data", data)[1]["missing"][0]["name"] == "王德贵"
    code, done = run(capsys, "import", short, "--remove-missing", "--data", data)
    assert (code, done["removed"], len(done["new"])) == (0, 1, 1)


def test_the_register_is_written_out_for_people_and_for_machines(
    data: Path, tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    code, found = run(capsys, "export", out, "--data", data)
    assert (code, found["error"]["code"], out.exists()) == (3, "access.no_reason", False)
    done = run(capsys, "export", out, "--reason", "inspection", "--data", data)
    assert done == (0, {"households": 1, "file": str(out)})
    assert run(capsys, "import", out, "--dry-run", "--data", data)[1]["same"] == 1
    assert cli.main(["low-income", "import", str(file), "--dry-run", "--data", str(data)]) == 1
    said = capsys.readouterr().out
    assert "新增 1 户，变动 1 户" in said
    assert "第 4 行" in said
    assert "名册没有动" in said


def test_a_file_that_is_none_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "import", tmp_path / "none.csv", "--data", data)
    assert (code, found["error"]["code"]) == (4, "list.unreadable")
