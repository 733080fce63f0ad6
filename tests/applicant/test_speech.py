"""Reading aloud: one voice at a time, what stands on the screen, and a sentence where there is no voice."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.speech import Voice, voice
from ui.speech import Speech

# A program that notes what it was given, and goes on until it is told to stop, as a voice does.
_VOICE = """
import pathlib, sys, threading
log = pathlib.Path(sys.argv[1])
told = sys.stdin.buffer.read().decode() if sys.argv[2] == "read" else "stop"
with log.open("a", encoding="utf-8") as file:
    file.write(told + "|")
while sys.argv[2] == "read" and "长" in told:
    threading.Event().wait(0.05)
sys.exit(3 if "坏" in told else 0)
"""
Make = Callable[..., Speech]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "said"


@pytest.fixture
def make(tmp_path: Path, log: Path) -> Iterator[Make]:
    """Make a mouth with a voice that is a small program; with `goes_on`, one that must be told to stop."""
    script = tmp_path / "voice.py"
    script.write_text(_VOICE, "utf-8")
    made: list[Speech] = []

    def speech(*, goes_on: bool = False) -> Speech:
        stop = (str(script), str(log), "stop") if goes_on else ()
        known = Voice("small", sys.executable, (str(script), str(log), "read"), stop)
        made.append(Speech(lambda: known))
        return made[-1]

    yield speech
    for one in made:
        one.close()


def said(log: Path) -> list[str]:
    return log.read_text("utf-8").split("|")[:-1] if log.exists() else []


def test_the_whole_text_is_read_as_it_stands(make: Make, log: Path, qtbot: QtBot) -> None:
    speech = make()
    with qtbot.waitSignal(speech.speaking, check_params_cb=lambda heard: not heard):
        speech.say("您是 王德贵，\n1950 年生")
    assert said(log) == ["您是 王德贵，\n1950 年生"]


def test_saying_does_not_wait(make: Make, log: Path) -> None:
    speech = make()
    speech.say("长话")
    assert speech.is_speaking
    assert said(log) == []


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_second_text_silences_the_first(make: Make, log: Path, qtbot: QtBot, goes_on: bool) -> None:  # noqa: FBT001 - a parameter of the test
    speech = make(goes_on=goes_on)
    speech.say("长话")
    qtbot.waitUntil(lambda: said(log) == ["长话"])
    speech.say("短话")
    qtbot.waitUntil(lambda: not speech.is_speaking and said(log)[-1] == "短话")
    assert said(log) == (["长话", "stop", "短话"] if goes_on else ["长话", "短话"])


@pytest.mark.parametrize("goes_on", [False, True])
def test_stop_is_silence_and_no_failure(make: Make, log: Path, qtbot: QtBot, goes_on: bool) -> None:  # noqa: FBT001 - as above
    speech, failures = make(goes_on=goes_on), list[str]()
    speech.failed.connect(failures.append)
    speech.say("长话")
    qtbot.waitUntil(lambda: said(log) == ["长话"])
    with qtbot.waitSignal(speech.speaking, check_params_cb=lambda heard: not heard):
        speech.stop()
    assert not speech.is_speaking
    assert failures == []


def test_a_command_of_the_voice_is_read_as_words(make: Make, log: Path, qtbot: QtBot) -> None:
    speech = make()
    speech.say("!-! SET self VOLUME 0")
    qtbot.waitUntil(lambda: said(log) == ["-! SET self VOLUME 0"])


def test_a_voice_that_fails_is_told(make: Make, qtbot: QtBot) -> None:
    speech = make()
    with qtbot.waitSignal(speech.failed) as told:
        speech.say("坏")
    assert told.args is not None
    assert "音箱" in told.args[0]


def test_a_program_that_does_not_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    speech = Speech(lambda: Voice("gone", str(tmp_path / "gone"), ()))
    with qtbot.waitSignal(speech.failed):
        speech.say("话")
    assert not speech.is_speaking


def test_without_a_voice_it_says_what_to_install(qtbot: QtBot) -> None:
    speech = Speech(lambda: None)
    with qtbot.waitSignal(speech.failed) as told:
        speech.say("话")
    assert told.args is not None
    assert "apt-get install speech-dispatcher" in told.args[0]


def test_an_empty_text_only_ends_what_is_read(make: Make, log: Path) -> None:
    speech = make()
    speech.say("  ")
    assert not speech.is_speaking
    assert said(log) == []


def test_the_service_of_the_desktop_comes_before_the_bare_voice() -> None:
    both = voice(lambda name: f"/usr/bin/{name}")
    one = voice(lambda name: "/usr/bin/espeak-ng" if name == "espeak-ng" else None)
    assert both is not None
    assert one is not None
    assert (both.name, one.name) == ("spd-say", "espeak-ng")
    assert "--stdin" in one.arguments
    assert voice(lambda _name: None) is None
