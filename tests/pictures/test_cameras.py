"""Which cameras a PC has, by its settings and by what is plugged in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.capture import camera
from app.capture.camera import Wanted
from app.capture.device import Device
from app.capture.live import Means, Setup
from app.settings import Settings
from ui import cameras
from ui.cameras import DOCUMENT, SECOND, TRAINING, camera_of, cameras_of

DESK, FACE = Device(2, "Desk 8MP", "usb-desk"), Device(4, "Webcam", "usb-face")


@dataclass
class Opened:
    """A camera that remembers what it was made of."""

    source: Any
    setup: Setup = field(default_factory=Setup)
    means: Means = field(default_factory=Means)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of nodes, with one camera in it, on Linux."""
    (tmp_path / "video2").write_bytes(b"")
    monkeypatch.setattr(cameras, "_DEVICES", tmp_path)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(camera, "devices", lambda: (DESK, FACE))
    monkeypatch.setattr(camera, "Camera", Opened)
    return tmp_path


def opened(settings: Settings, role: str = DOCUMENT) -> Any:
    opener = camera_of(settings, role)
    return opener and opener()


def test_where_none_was_chosen_the_first_is_it_and_stays_it_wherever_it_is_plugged_in() -> None:
    assert opened(Settings()).source == Wanted("usb-desk", 2)
    assert opened(Settings()).means.find is not None
    assert opened(Settings(), SECOND) is None


def test_what_was_chosen_is_opened_as_it_stands() -> None:
    known = Settings(camera="4", camera_identity="usb-face", camera_turn=3, camera_held="focus=30 nonsense exposure=x")
    made = opened(known)
    assert (made.source, made.setup) == (Wanted("usb-face", 4), Setup(3, (("focus", 30.0),)))


def test_without_a_camera_there_is_none_unless_one_was_chosen_that_may_come_back(place: Path) -> None:
    (place / "video2").unlink()
    assert opened(Settings()) is None
    assert opened(Settings(camera="1")) is None
    assert opened(Settings(camera="1", camera_identity="usb-desk")).source == Wanted("usb-desk", 1)


def test_where_the_system_has_no_list_a_number_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(camera, "devices", lambda: pytest.fail("each number would be tried, which takes seconds"))
    assert (opened(Settings()).source, opened(Settings()).means.find) == (Wanted("", 0), None)
    assert opened(Settings(camera="3")).source == Wanted("", 3)


def test_a_recording_is_for_practice() -> None:
    assert opened(Settings(camera=TRAINING)).source.name == "camera.avi"


def test_both_cameras_are_given_by_role_the_document_s_first() -> None:
    assert list(cameras_of(Settings(second_camera="4"))) == [DOCUMENT, SECOND]
    assert list(cameras_of(Settings())) == [DOCUMENT]
