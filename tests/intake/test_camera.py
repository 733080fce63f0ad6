"""The live camera: frames one at a time, a picture when the card lies still, the camera gone and back."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from tests.intake.at_the_window import Intake, Pictures, back, front
from ui.capture.model import CaptureModel
from ui.capture.preview import Frame, Preview
from ui.capture.shot import Shot
from ui.intake.steps import Step
from ui.jobs import Jobs
from ui.problems import Problems

OpenIntake = Callable[..., Intake]
WAIT_MS = 10_000


class Desk:
    """A camera over a dark mat on which a white card may be laid; it can be unplugged."""

    def __init__(self) -> None:
        self.card, self.plugged, self.picture = False, True, b"a still picture"
        self.frames, self.closed = 0, threading.Event()
        self._grain = np.random.default_rng(1)

    def read(self) -> Any:
        if not self.plugged:
            raise Unavailable("camera.gone")
        self.frames += 1
        threading.Event().wait(0.01)
        frame = np.full((480, 640, 3), (60, 80, 50), np.uint8)
        if self.card:
            cv2.rectangle(frame, (160, 140), (480, 342), (235, 235, 235), -1)
        return frame + self._grain.integers(0, 5, frame.shape, np.uint8)  # a sensor never gives a frame twice

    def still(self) -> bytes:
        return self.picture

    def close(self) -> None:
        self.closed.set()


def has_captured(window: Intake, slot: str) -> bool:
    return any(capture.slot == slot for capture in window.wait().draft.captures)


@pytest.fixture
def camera() -> Desk:
    return Desk()


@pytest.fixture
def preview(qapp: QApplication, camera: Desk) -> Iterator[Preview]:  # noqa: ARG001 - an application must exist
    made = Preview(lambda: camera)
    yield made
    made.stop()


def test_frames_come_one_at_a_time(preview: Preview, camera: Desk, qtbot: QtBot) -> None:
    seen: list[Frame] = []
    preview.seen.connect(seen.append)
    preview.start()
    qtbot.waitUntil(lambda: camera.frames > 5, timeout=WAIT_MS)
    assert len(seen) <= 1
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=WAIT_MS)
    assert (seen[0].image.width(), seen[0].image.height()) == (640, 480)
    preview.ready()
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=WAIT_MS)


def test_a_picture_is_taken_when_it_is_asked_for(preview: Preview, qtbot: QtBot) -> None:
    preview.takes_by_itself = False
    preview.start()
    with qtbot.waitSignal(preview.taken, timeout=WAIT_MS) as taken:
        preview.shoot()
    assert taken.args == [Shot(b"a still picture", "camera")]


def test_a_camera_that_goes_away_is_said_and_comes_back_by_itself(
    preview: Preview, camera: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.capture.preview._TRY_AGAIN_S", 0.05)
    camera.plugged = False
    with qtbot.waitSignal(preview.lost, timeout=WAIT_MS) as lost:
        preview.start()
    assert lost.args is not None
    assert lost.args[0].code == "camera.gone"
    camera.plugged = True
    with qtbot.waitSignal(preview.seen, timeout=WAIT_MS):
        preview.ready()


def test_stopping_lets_the_camera_go(preview: Preview, camera: Desk, qtbot: QtBot) -> None:
    preview.start()
    qtbot.waitUntil(lambda: camera.frames > 0, timeout=WAIT_MS)
    preview.stop()
    assert camera.closed.wait(WAIT_MS / 1000)
    qtbot.waitUntil(lambda: not preview.isRunning(), timeout=WAIT_MS)


def test_a_card_that_lies_still_is_taken_and_read(
    at_window: OpenIntake, pictures: Pictures, camera: Desk, qtbot: QtBot
) -> None:
    camera.picture = pictures.lay(front())
    window = at_window(open_camera=lambda: camera)
    qtbot.waitUntil(lambda: camera.frames > 12, timeout=WAIT_MS)
    camera.card = True
    qtbot.waitUntil(lambda: len(window.draft.captures) == 1, timeout=WAIT_MS)
    assert window.draft.captures[0].source == "camera"
    assert window.draft.applicant.identity.name == "王德贵"


def test_f8_takes_front_and_back_and_then_another_front(
    at_window: OpenIntake, pictures: Pictures, camera: Desk, qtbot: QtBot
) -> None:
    window = at_window(open_camera=lambda: camera)
    for slot, reading in (("id_front", front()), ("id_back", back())):
        camera.picture = pictures.lay(reading)
        window.press("F8")
        qtbot.waitUntil(partial(has_captured, window, slot), timeout=WAIT_MS)
    before = {capture.id for capture in window.draft.captures}
    window.press("F8")
    assert window.model.card.view.wants_front
    camera.picture = pictures.lay(front())
    window.press("F8")
    qtbot.waitUntil(lambda: {one.id for one in window.wait().draft.captures} != before, timeout=WAIT_MS)
    assert {capture.slot for capture in window.draft.captures} == {"id_front", "id_back"}


def test_the_camera_runs_only_while_the_card_page_is_looked_at(
    at_window: OpenIntake, pictures: Pictures, camera: Desk, qtbot: QtBot
) -> None:
    window = at_window(open_camera=lambda: camera).lay_card(pictures)
    qtbot.waitUntil(lambda: camera.frames > 0, timeout=WAIT_MS)
    window.press("PgDn")
    assert window.model.step is Step.CONTACT
    assert camera.closed.wait(WAIT_MS / 1000)


def test_without_a_camera_the_page_says_what_else_there_is(jobs: Jobs, problems: Problems) -> None:
    model = CaptureModel(jobs, problems)
    model.start()
    assert not model.view.has_camera
    assert "没有高拍仪" in model.view.word
