"""The journal as evidence from the command line."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app import clock
from app.services import session
from app.services.session import SetUp
from tests.evidence.journals import verifier
from tests.services.conftest import COST, NAME, PASSWORD, enrol
from tests.services.test_session import granted, tell
from ui import cli


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of one inspector, whom the county has made one."""
    monkeypatch.setenv("YIMEN_PASSWORD", PASSWORD)
    monkeypatch.setenv("YIMEN_OFFICER", NAME)
    data, today = tmp_path / "window", clock.local_date(clock.now())
    officer = session.set_up(data, SetUp(NAME, PASSWORD, role="inspector"), enrol, cost=COST)
    days = {"valid_from": today.isoformat(), "valid_to": (today + timedelta(days=9)).isoformat()}
    with closing(session.unlock(data, officer, PASSWORD).store) as store:
        tell(store, granted(NAME, officer, 1, roles=["inspector"], **days))
    return data


def test_a_journal_is_exported_with_a_reason_and_proves_itself(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "journal.ndjson"
    words = ["export-journal", str(file), "--reason", "信访核查", "--data", str(data)]
    assert cli.main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert verifier().Journal(file, [], [told["kid"]]).wrong == []
    assert cli.main(words) == 0
    assert told["kid"] in capsys.readouterr().out


def test_a_receipt_is_checked_without_a_window(data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["check-receipt", "A4B3-PXBU-LR5C", "--data", str(data)]) == 1
    assert "没有这个码" in capsys.readouterr().out
    cli.main(["export-journal", str(tmp_path / "x"), "--reason", "信访", "--data", str(data), "--json"])
    code = json.loads(capsys.readouterr().out)["code"]
    assert cli.main(["check-receipt", code, "--data", str(data)]) == 0
    assert "一个字没变" in capsys.readouterr().out
    assert cli.main(["check-receipt", "A4B3", "--data", str(data)]) == 3


def test_a_window_officer_may_not_take_the_journal_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIMEN_PASSWORD", PASSWORD)
    session.set_up(tmp_path / "w", SetUp(NAME, PASSWORD), enrol, cost=COST)
    assert cli.main(["export-journal", str(tmp_path / "x"), "--reason", "看看", "--data", str(tmp_path / "w")]) == 3
    assert "不在您的职责里" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
