"""The sheet on which a camera is chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from tests.pictures.seen import DESK, FACE, Seen
from ui import cameras
from ui.cameras import Choice
from ui.capture.camera_choice import CameraChoice
from ui.capture.camera_sheet import CameraSheet
from ui.garbage import delete_now
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme

WAIT_MS = 10_000


@pytest.fixture(scope="session")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def sheet(
    jobs: Jobs, problems: Problems, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _theme: Theme
) -> Iterator[CameraSheet]:
    def device(_chosen: Choice) -> Seen:
        return Seen()

    monkeypatch.setattr(cameras, "_device", device)
    monkeypatch.setattr("sys.platform", "win32")
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    made = CameraSheet(window, CameraChoice(jobs, problems, tmp_path, lambda: (DESK, FACE)))
    made.ask()
    jobs.wait()
    yield made
    made.close_sheet()
    delete_now(window)


def test_cameras_are_listed_and_enter_takes_the_first(
    sheet: CameraSheet, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(sheet.controls["focus"].isVisible, timeout=WAIT_MS)
    assert [row.cells[0].text for row in sheet.list.rows] == ["Desk 8MP", "Webcam"]
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    jobs.wait()
    assert settings.load(tmp_path).camera_identity == "usb-desk"
    assert sheet.list.rows[0].cells[0].sign == "check"


def test_a_second_camera_may_be_done_without(sheet: CameraSheet, jobs: Jobs, tmp_path: Path) -> None:
    QTest.mouseClick(sheet.roles["second"], Qt.MouseButton.LeftButton)
    assert not sheet.turn.isVisible()
    assert sheet.list.rows[-1].cells[0].text == "不用第二个"
    sheet.list.chosen.emit(sheet.list.rows[1].key)
    jobs.wait()
    assert settings.load(tmp_path).second_camera == "2"
    assert [button.isChecked() for button in sheet.roles.values()] == [False, True]


def test_buttons_turn_set_and_silence(sheet: CameraSheet, jobs: Jobs, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(sheet.controls["focus"].isVisible, timeout=WAIT_MS)
    line = sheet.controls["focus"]
    assert not line.auto.isEnabled()
    line.more.click()
    jobs.wait()
    assert line.auto.isEnabled()
    assert not sheet.controls["brightness"].auto.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_R)
    sheet.sound.click()
    jobs.wait()
    kept = settings.load(tmp_path)
    assert (kept.camera_turn, kept.camera_held, kept.shutter_sound) == (1, "focus=50", False)


def test_what_the_camera_sees_is_shown_and_esc_lets_it_go(sheet: CameraSheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _grey_of(sheet) == 80, timeout=WAIT_MS)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def _grey_of(sheet: CameraSheet) -> int:
    return sheet.place.grab().toImage().pixelColor(sheet.place.rect().center()).red()
