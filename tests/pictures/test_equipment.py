"""What a page that takes pictures is given."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from tests.pictures.seen import DESK, FACE, Seen
from tests.pictures.test_bringing import Pdfs
from ui import cameras
from ui.cameras import TRAINING, Choice
from ui.capture import camera_choice, shutter
from ui.capture.equipment import capture_at, choose_camera
from ui.garbage import delete_now
from ui.jobs import Jobs
from ui.problems import Problems

WAIT_MS = 10_000


@pytest.fixture(autouse=True)
def _devices(monkeypatch: pytest.MonkeyPatch) -> None:
    def device(_chosen: Choice) -> Seen:
        return Seen()

    monkeypatch.setattr(cameras, "_device", device)
    monkeypatch.setattr(camera_choice, "_devices", lambda: (DESK, FACE))
    monkeypatch.setattr("sys.platform", "win32")


def test_a_page_has_the_cameras_and_the_reader_of_this_pc(
    jobs: Jobs, problems: Problems, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.remember(tmp_path, camera=TRAINING, second_camera="2")
    (tmp_path / "two.pdf").write_bytes(b"%PDF 2")
    capture = capture_at(tmp_path, jobs, problems, Pdfs())
    assert capture.view.roles == ("document", "second")
    pages: list[int] = []
    capture.taken.connect(lambda shot: pages.append(shot.page))
    capture.open_file(tmp_path / "two.pdf")
    jobs.wait()
    assert pages == [1, 2]
    capture.use("second")
    capture.start()
    qtbot.waitUntil(lambda: capture.view.live, timeout=WAIT_MS)
    capture.stop()


def test_a_picture_is_heard_while_the_settings_say_so(
    jobs: Jobs, problems: Problems, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Path] = []
    monkeypatch.setattr(shutter, "_play_on_windows", heard.append)
    capture = capture_at(tmp_path, jobs, problems)
    capture.flashed.emit()
    settings.remember(tmp_path, shutter_sound=False)
    capture.flashed.emit()
    assert [place.name for place in heard] == ["taken.wav"]


def test_a_camera_that_was_chosen_is_looked_through_once_the_sheet_is_closed(
    qapp: QApplication, jobs: Jobs, problems: Problems, tmp_path: Path, qtbot: QtBot
) -> None:
    assert qapp
    capture, window = capture_at(tmp_path, jobs, problems), QWidget()
    window.resize(1366, 768)
    window.show()
    capture.start()
    sheet = choose_camera(window, capture, tmp_path, jobs, problems)
    jobs.wait()
    assert not capture.view.live
    sheet.roles["second"].click()
    sheet.list.chosen.emit("usb-face")
    jobs.wait()
    assert "second" not in capture.view.roles
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: capture.view.roles == ("document", "second") and capture.view.live, timeout=WAIT_MS)
    capture.stop()
    delete_now(window)
