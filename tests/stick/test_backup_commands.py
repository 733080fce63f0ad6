"""`yimen backup`, `rehearse` and `restore`, as IT staff call them."""

import json
from pathlib import Path

import pytest

from ui.cli import main
from ui.demo.township import Township


def test_a_backup_is_made_tried_and_brought_back(
    township: Township,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("YIMEN_OFFICER", "demo")
    monkeypatch.setenv("YIMEN_PASSWORD", "demo")
    file, data = stick / "safe.yimen", ["--data", str(township.data), "--json"]

    assert main(["backup", str(file), *data]) == 0
    made = json.loads(capsys.readouterr().out)
    assert main(["rehearse", str(file), *data]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert main(["restore", str(file), "--data", str(tmp_path / "back"), "--json"]) == 0
    back = json.loads(capsys.readouterr().out)

    assert (tried["ok"], tried["report"]["blobs"]) == (True, made["blobs"])
    assert (back["blobs"], back["needs_recovery"]) == (made["blobs"], False)


def test_what_is_not_whole_is_not_well(
    township: Township, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIMEN_OFFICER", "demo")
    monkeypatch.setenv("YIMEN_PASSWORD", "demo")
    file, data = stick / "safe.yimen", ["--data", str(township.data)]
    assert main(["backup", str(file), *data]) == 0
    file.write_bytes(file.read_bytes()[:-30_000])
    capsys.readouterr()

    assert main(["rehearse", str(file), *data]) == 4
    assert "请换另一份备份" in capsys.readouterr().err
