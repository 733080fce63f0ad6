"""`yimen bundle` and `yimen-county import`, as IT staff call them, there and back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.services.desk import Desk
from sync.county import cli as county_cli
from tests.stick.conftest import accept
from ui.cli import main
from ui.demo.township import Township

Say = Callable[..., tuple[int, Any]]


@pytest.fixture
def say(township: Township, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run `yimen bundle` and give its exit code and JSON document."""
    monkeypatch.setenv("YIMEN_OFFICER", "demo")
    monkeypatch.setenv("YIMEN_PASSWORD", "demo")

    def command(*words: object) -> tuple[int, Any]:
        code = main(["bundle", *map(str, words), "--data", str(township.data), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def test_there_and_back(township: Township, say: Say, stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with township.desk() as desk:
        case = accept(desk, pictures=2)
        waiting = len(desk.store.blobs_pending())  # another test may have left some

    code, wrote = say("export", stick)
    county = county_cli.main(["import", str(stick), "--answer", str(stick), "--data", str(township.county.site.data)])
    capsys.readouterr()
    back, read = say("import", stick)
    again, reread = say("import", stick)

    assert (code, county, back, again) == (0, 0, 0, 0)
    assert (wrote["ok"], wrote["blobs"], wrote["left"], len(wrote["files"])) == (True, waiting, 0, 1)
    assert (read["files"][0]["delivered"] >= 3, read["files"][0]["complete"]) == (True, waiting)
    assert (reread["files"][0]["delivered"], reread["files"][0]["complete"]) == (0, 0)
    with township.desk() as desk:
        assert desk.store.pending().entries == 0
        assert desk.store.delivery([case]) == {case: "complete"}


@pytest.mark.slow
def test_parts_are_no_larger_than_they_are_wanted(township: Township, say: Say, stick: Path) -> None:
    with township.desk() as desk:
        for _ in range(3):
            accept(desk, pictures=60)
    code, wrote = say("export", stick, "--part-size", 1, "--anew")
    assert (code, wrote["parts"], len(wrote["files"])) == (0, 2, 2)
    assert all(file.stat().st_size <= 2**20 for file in stick.iterdir())


def test_people_read_lines(
    township: Township, monkeypatch: pytest.MonkeyPatch, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIMEN_OFFICER", "demo")
    monkeypatch.setenv("YIMEN_PASSWORD", "demo")
    at = ["--data", str(township.data)]

    assert main(["bundle", "export", str(stick), "--anew", *at]) == 0
    assert "写好 1 个文件" in capsys.readouterr().out
    assert main(["bundle", "import", str(stick), *at]) == 0
    assert "没有县里的答复" in capsys.readouterr().out
    assert main(["bundle", "export", str(stick), str(stick), *at]) == 2
    assert "只写一个" in capsys.readouterr().out


def test_a_file_that_is_no_answer_or_away_is_said_with_its_code(say: Say, stick: Path) -> None:
    (stick / "x.age").write_bytes(b"hello")
    code, told = say("import", stick / "x.age", stick / "gone.age")
    assert code == 4
    assert [one["code"] for one in told["files"]] == ["bundle.none", "stick.gone"]
    assert say("import", stick / "x.age")[0] == 3
    assert say("export", stick / "no" / "x.age")[1]["error"]["code"] == "stick.away"


def test_beside_an_open_window_nothing_is_imported(desk: Desk, say: Say, stick: Path) -> None:
    assert desk.store.pending().entries >= 0
    code, told = say("import", stick)
    assert (code, told["error"]["code"]) == (4, "store.in_use")
