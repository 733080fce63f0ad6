"""Choosing a camera: what there is, what the chosen one sees, and that it is remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app import settings
from app.capture.controls import Control, Range
from app.capture.device import Device
from app.errors import Unavailable
from tests.pictures.seen import DESK, FACE, Seen
from ui import cameras
from ui.cameras import DOCUMENT, SECOND, Choice, choice_of
from ui.capture.camera_choice import NONE, CameraChoice, ChoiceView
from ui.jobs import Jobs
from ui.problems import Problems

if TYPE_CHECKING:
    from app.settings import Settings

WAIT_MS = 10_000


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Choice]:
    """What was opened, in order."""
    made: list[Choice] = []

    def device(chosen: Choice) -> Seen:
        made.append(chosen)
        return Seen()

    monkeypatch.setattr(cameras, "_device", device)
    monkeypatch.setattr(cameras, "_DEVICES", Path("/dev/null").parent)
    monkeypatch.setattr("sys.platform", "win32")
    return made


@pytest.fixture
def choice(jobs: Jobs, problems: Problems, tmp_path: Path, opened: list[Choice]) -> Iterator[CameraChoice]:
    assert opened == []
    made = CameraChoice(jobs, problems, tmp_path, lambda: (DESK, FACE))
    made.capture.framed.connect(lambda _frame: made.capture.drawn())
    yield made
    made.close()


def names(view: ChoiceView) -> list[tuple[str, bool]]:
    return [(offer.name, offer.is_used) for offer in view.offers]


def test_what_there_is_is_listed_and_the_first_is_looked_through(
    choice: CameraChoice, jobs: Jobs, qtbot: QtBot, opened: list[Choice]
) -> None:
    choice.open()
    assert choice.view.looking
    jobs.wait()
    qtbot.waitUntil(lambda: choice.capture.view.live, timeout=WAIT_MS)
    assert names(choice.view) == [("Desk 8MP", False), ("Webcam", False)]
    assert opened == [Choice("")]


def test_a_camera_that_was_chosen_is_remembered_by_what_stays_the_same(
    choice: CameraChoice, jobs: Jobs, qtbot: QtBot, opened: list[Choice], tmp_path: Path
) -> None:
    told: list[Settings] = []
    choice.changed.connect(told.append)
    choice.open()
    jobs.wait()
    choice.choose("usb-desk")
    jobs.wait()
    qtbot.waitUntil(lambda: choice.capture.view.live, timeout=WAIT_MS)
    assert names(choice.view) == [("Desk 8MP", True), ("Webcam", False)]
    assert opened[-1] == Choice("0", "usb-desk")
    assert told == [settings.load(tmp_path)]
    assert choice_of(settings.load(tmp_path)) == Choice("0", "usb-desk")
    choice.choose("nothing that is there")
    jobs.wait()
    assert choice_of(settings.load(tmp_path)) == Choice("0", "usb-desk")


def test_a_second_camera_is_chosen_beside_the_first_and_given_up_again(
    choice: CameraChoice, jobs: Jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    choice.open()
    jobs.wait()
    choice.use(SECOND)
    assert not choice.capture.view.has_camera
    choice.choose("usb-face")
    jobs.wait()
    qtbot.waitUntil(lambda: choice.capture.view.live, timeout=WAIT_MS)
    kept = settings.load(tmp_path)
    assert (choice_of(kept, DOCUMENT).number, choice_of(kept, SECOND)) == ("", Choice("2", "usb-face"))
    choice.choose(NONE)
    jobs.wait()
    assert choice_of(settings.load(tmp_path), SECOND) == Choice("")
    assert not choice.capture.view.has_camera


def test_without_identities_a_camera_is_known_by_its_number(
    jobs: Jobs, problems: Problems, tmp_path: Path, opened: list[Choice]
) -> None:
    assert opened == []
    choice = CameraChoice(jobs, problems, tmp_path, lambda: (Device(0, ""), Device(1, "")))
    choice.look()
    jobs.wait()
    choice.choose(choice.view.offers[1].key)
    jobs.wait()
    assert [offer.is_used for offer in choice.view.offers] == [False, True]
    choice.close()


def test_a_camera_that_stands_turned_is_turned_and_remembered(
    choice: CameraChoice, jobs: Jobs, tmp_path: Path, opened: list[Choice]
) -> None:
    choice.open()
    for quarters in (1, 2, 3, 0):
        choice.turn()
        jobs.wait()
        assert (choice.view.turn, settings.load(tmp_path).camera_turn) == (quarters, quarters)
    assert [one.turn for one in opened if one.turn][:1] in ([1], [])


def test_what_the_driver_has_is_set_in_steps_and_left_to_it_again(
    choice: CameraChoice, jobs: Jobs, qtbot: QtBot, tmp_path: Path, opened: list[Choice]
) -> None:
    choice.open()
    qtbot.waitUntil(lambda: len(choice.view.controls) == 2, timeout=WAIT_MS)
    before = len(opened)
    choice.adjust("focus", 2)
    jobs.wait()
    assert choice.view.controls[0] == Control("focus", 60.0, auto=False, range=Range(0, 200, 5, 40))
    choice.adjust("brightness", -1)
    jobs.wait()
    assert settings.load(tmp_path).camera_held == "focus=60 brightness=2"
    choice.adjust("focus", 99)
    jobs.wait()
    assert choice.view.controls[0].value == 200.0
    choice.adjust("focus", None)
    jobs.wait()
    assert (choice.view.controls[0].auto, settings.load(tmp_path).camera_held) == (True, "brightness=2")
    choice.adjust("brightness", None)
    jobs.wait()
    assert "旋钮" in choice.view.wrong
    choice.adjust("zoom", 1)
    jobs.wait()
    assert len(opened) == before


def test_the_sound_is_switched_off_and_on(choice: CameraChoice, jobs: Jobs, tmp_path: Path) -> None:
    assert choice.view.sound
    choice.hear(on=False)
    jobs.wait()
    assert (choice.view.sound, settings.load(tmp_path).shutter_sound) == (False, False)


def test_a_system_that_cannot_be_asked_is_said(jobs: Jobs, problems: Problems, tmp_path: Path) -> None:
    def find() -> tuple[Device, ...]:
        raise Unavailable("camera.hangs")

    choice = CameraChoice(jobs, problems, tmp_path, find)
    choice.look()
    jobs.wait()
    assert (choice.view.looking, choice.view.wrong != "") == (False, True)
