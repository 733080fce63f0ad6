from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from app.services import session
from app.services.desk import Desk
from app.services.session import SetUp
from tests.services.conftest import COST, NAME, PASSWORD, enrol
from ui.colleague.model import ColleagueModel
from ui.colleague.window import ColleagueSheet
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """陈素华 is at the desk."""
    officer = session.set_up(tmp_path, SetUp(NAME, PASSWORD), enrol, cost=COST)
    opened = session.unlock(tmp_path, officer, PASSWORD)
    yield opened
    opened.store.close()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    assert qapp is QApplication.instance()
    made = Jobs(Problems().show)
    yield made
    made.close()


@pytest.fixture
def sheet(qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs) -> Iterator[ColleagueSheet]:
    """The sheet over an empty window."""
    Theme(qapp)
    window = QWidget()
    window.resize(1280, 680)
    qtbot.addWidget(window)
    window.show()
    made = ColleagueSheet(window, ColleagueModel(desk, jobs))
    made.show_sheet()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    yield made
    jobs.wait()


def fill(sheet: ColleagueSheet, **texts: str) -> None:
    for name, text in texts.items():
        sheet.fields[name].edit.setText(text)


def enter(sheet: ColleagueSheet) -> None:
    QTest.keyClick(sheet.fields["own"].edit, Qt.Key.Key_Return)


def wrong(sheet: ColleagueSheet) -> dict[str, str]:
    return {name: field.view.sentence for name, field in sheet.fields.items() if field.view.sentence}


def test_enter_goes_from_field_to_field_and_the_last_one_adds(sheet: ColleagueSheet, desk: Desk, jobs: Jobs) -> None:
    sheet.fields["name"].edit.setText("赵勇")

    for name, text in (
        ("name", ""),
        ("password", "另一个很长的口令"),
        ("again", "另一个很长的口令"),
        ("own", PASSWORD),
    ):
        assert sheet.fields[name].edit.hasFocus()
        if text:
            sheet.fields[name].edit.setText(text)
        QTest.keyClick(sheet.fields[name].edit, Qt.Key.Key_Return)
    jobs.wait()

    assert [slot.name for slot in session.officers(desk.data)] == [NAME, "赵勇"]
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"name": " "}, "name"),
        ({"password": "1234567", "again": "1234567"}, "password"),
        ({"again": "另一个很长的口令吗"}, "again"),
        ({"own": "错的"}, "own"),
        ({"name": NAME}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_added(
    sheet: ColleagueSheet, desk: Desk, jobs: Jobs, texts: dict[str, str], field: str
) -> None:
    right = {"name": "赵勇", "password": "另一个很长的口令", "again": "另一个很长的口令", "own": PASSWORD}
    fill(sheet, **{**right, **texts})

    enter(sheet)
    jobs.wait()

    assert list(wrong(sheet)) == [field]
    assert [slot.name for slot in session.officers(desk.data)] == [NAME]
    assert sheet.isVisible()


def test_a_disk_that_is_full_is_said_below_the_fields(
    sheet: ColleagueSheet, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise Unavailable("store.disk_full")

    monkeypatch.setattr(session, "add_officer", full)
    fill(sheet, name="赵勇", password="另一个很长的口令", again="另一个很长的口令", own=PASSWORD)

    enter(sheet)
    jobs.wait()

    assert wrong(sheet) == {}
    assert sheet.trouble != ""
