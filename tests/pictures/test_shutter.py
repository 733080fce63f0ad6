"""The sound of a picture that was taken."""

import io
import os
import stat
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from tests.made_up import shutter_sound
from ui.capture.shutter import Shutter

WAIT_MS = 10_000


def test_the_sound_that_is_kept_is_the_one_that_we_made() -> None:
    kept = resources.path(shutter_sound.NAME).read_bytes()
    assert kept == shutter_sound.sound()
    with wave.open(io.BytesIO(kept)) as heard:
        assert 0.1 < heard.getnframes() / heard.getframerate() < 0.3


@pytest.fixture
def player(tmp_path: Path) -> Path:
    """A player that writes down what it was asked to play."""
    place = tmp_path / "paplay"
    place.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/played"\n')
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


@pytest.mark.usefixtures("qapp")
def test_the_system_s_player_is_given_the_sound(player: Path, tmp_path: Path, qtbot: QtBot) -> None:
    shutter = Shutter(lambda: True, lambda name: str(player) if name == "paplay" else None)
    shutter.play()
    qtbot.waitUntil((tmp_path / "played").is_file, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool((tmp_path / "played").read_text()), timeout=WAIT_MS)
    assert (tmp_path / "played").read_text().strip() == os.fspath(resources.path(shutter_sound.NAME))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("found", [None, "/no/such/player"])
def test_without_a_player_that_works_the_bell_is_heard(found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: rung.append(1))
    Shutter(lambda: True, lambda _name: found).play()
    assert rung == [1]


@pytest.mark.usefixtures("qapp")
def test_whoever_wants_none_hears_none(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: rung.append(1))
    Shutter(lambda: False, lambda _name: None).play()
    assert rung == []
