"""The page of the PC's check-up: what is wrong comes first, and a report can be saved that names nobody."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.errors import Unavailable
from app.services.desk import Desk
from app.services.doctor import State, Surroundings, doctor
from resources import texts
from ui.checkup.model import CheckupModel, rows, summary
from ui.checkup.window import CheckupPage
from ui.jobs import Jobs

FOUND: list[dict[str, Any]] = [
    {"name": "qt", "state": "ok", "code": "qt.ok", "facts": {}, "text": "窗口部件 Qt 6.9.3。"},
    {"name": "server", "state": "warn", "code": "server.unreachable", "facts": {}, "text": "连不上，请检查网线。"},
    {"name": "disk", "state": "bad", "code": "disk.full", "facts": {"mib": 20}, "text": "磁盘快满了，请清理。"},
]


def look(_data: Path) -> list[dict[str, Any]]:
    return FOUND


@pytest.fixture
def page(desk: Desk, jobs: Jobs) -> Iterator[CheckupPage]:
    made = CheckupPage(CheckupModel(desk, jobs, look))
    made.resize(1366, 640)
    made.show()
    made.activateWindow()
    made.setFocus()
    jobs.wait()
    yield made
    made.close()
    made.model.deleteLater()
    made.deleteLater()


def test_what_is_wrong_comes_first(page: CheckupPage) -> None:
    assert [row.key for row in page.list.rows] == ["disk", "server", "qt"]
    assert "1 处不行" in page.summary.text
    assert page.list.hasFocus()


def test_each_state_has_its_summary() -> None:
    said = {summary([one for one in FOUND if one["state"] in states]) for states in ({"ok"}, {"ok", "warn"}, {"bad"})}
    assert len(said) == 3


def test_every_finding_of_doctor_has_its_name_on_the_page(tmp_path: Path) -> None:
    found = doctor(tmp_path, Surroundings(environment={}))
    assert {one.name for one in found} <= set(texts("checkup")["name"])
    assert len(rows([one.to_json() for one in found])) == len(found)
    assert {str(state) for state in State} == set(texts("checkup")["state"])


def test_the_report_is_saved_where_somebody_says(
    page: CheckupPage, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    QTest.keyClick(page, Qt.Key.Key_F8)
    jobs.wait()
    assert "report.json" in page.said.text
    assert [one["name"] for one in json.loads(file.read_text("utf-8"))["machine"]] == [one["name"] for one in FOUND]


def test_a_disk_that_refuses_the_report_is_said(
    page: CheckupPage, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "report.json"), ""))
    QTest.keyClick(page, Qt.Key.Key_F8)
    jobs.wait()
    assert page.refused.text
    assert page.again.why == ""


def test_looking_again_looks_again(page: CheckupPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.model, "_look", lambda _data: FOUND[:1])
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert page.again.why == "正在看"
    jobs.wait()
    assert len(page.list.rows) == 1


def test_a_bug_in_a_look_is_a_bug(page: CheckupPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[BaseException] = []
    monkeypatch.setattr(jobs, "problem", met.append)

    def breaks(_data: Path) -> list[dict[str, Any]]:
        raise ZeroDivisionError

    monkeypatch.setattr(page.model, "_look", breaks)
    page.model.look()
    jobs.wait()
    assert [type(one) for one in met] == [ZeroDivisionError]
    assert not page.model.view.busy
    assert not isinstance(met[0], Unavailable)
