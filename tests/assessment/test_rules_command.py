"""`yimen rules adopt`, as IT staff call it."""

import json
from pathlib import Path
from typing import Any

import pytest

import resources
from app.services.local_rules import ADOPTED, FOLDER
from tests.services.conftest import NAME, PASSWORD, data, set_up_once
from ui.cli import main

__all__ = ["data", "set_up_once"]
EXAMPLE = resources.path("rules/local-example.toml")


@pytest.fixture(autouse=True)
def _officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIMEN_OFFICER", NAME)
    monkeypatch.setenv("YIMEN_PASSWORD", PASSWORD)


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    assert main(["rules", "adopt", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_says_what_would_change_and_changes_nothing(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    found = said(capsys, EXAMPLE, "--dry-run", "--data", data)

    assert set(found) == {"pack", "sha256", "in_force", "changes"}
    assert (found["pack"], found["in_force"]) == ("quxian-example", False)
    assert {"programme", "name", "which", "key", "since", "before", "after"} == set(found["changes"][0])
    assert not (data / FOLDER).exists()


def test_a_pack_is_adopted_once(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    assert said(capsys, EXAMPLE, "--data", data)["in_force"]
    assert (data / FOLDER / ADOPTED).read_bytes() == EXAMPLE.read_bytes()

    assert main(["rules", "adopt", str(EXAMPLE), "--data", str(data)]) == 3
    capsys.readouterr()
    again = said(capsys, EXAMPLE, "--dry-run", "--data", data)
    assert (again["in_force"], again["changes"]) == (True, [])


def test_people_read_lines(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    assert main(["rules", "adopt", str(EXAMPLE), "--dry-run", "--data", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert "低保（整户）　标准　农村（元）　2026-07-01 起：620.00 → 650.00" in lines
    assert lines[-1].startswith("quxian-example：和现在用的比，变 ")


def test_a_broken_file_is_refused(capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(b"\xff")

    assert main(["rules", "adopt", str(tmp_path / "broken.toml"), "--data", str(data)]) == 3
    assert main(["rules", "adopt", str(tmp_path / "none.toml"), "--data", str(data)]) == 3
    assert "none.toml" in capsys.readouterr().err
