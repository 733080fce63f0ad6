"""What `doctor` says of a machine, and that every finding has its sentence."""

import os
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app import settings
from app.capture.trial import Trial
from app.errors import Unavailable
from app.services import doctor as examined
from app.services import input_method
from app.services.doctor import Finding, State, Surroundings, doctor, worst
from app.services.speech import Voice, voice
from resources import texts

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
NO_SCREEN = {"HOME": "/home/zhang"}
SCREEN = {"HOME": "/home/zhang", "DISPLAY": ":0"}


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def now() -> datetime:
    return NOW


def found(name: str, data: Path, around: Surroundings) -> Finding:
    return next(finding for finding in doctor(data, around) if finding.name == name)


def around(**seen: object) -> Surroundings:
    return Surroundings(**{"qt": "6.9.3", "now": now, "environment": NO_SCREEN, **seen})  # type: ignore[arg-type]  # the test's own names


def test_a_machine_with_everything_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 0, 2**39))
    monkeypatch.setattr(examined, "voice", lambda: Voice("spd-say", "/usr/bin/spd-say", ()))
    seen = around(printers=("佳能",), cameras=lambda: ("高拍仪",), server=now)
    findings = doctor(tmp_path, seen)
    assert [finding.name for finding in findings if finding.state is not State.OK] == []
    assert worst(findings) is State.OK


def test_every_finding_has_a_sentence_and_a_json_form(tmp_path: Path) -> None:
    for finding in doctor(tmp_path, around()):
        assert finding.to_json() == {
            "name": finding.name,
            "state": finding.state.value,
            "code": finding.code,
            "facts": {
                name: str(value) if not isinstance(value, int) else value for name, value in finding.facts.items()
            },
            "text": finding.sentence(),
        }
        assert "{" not in finding.sentence()


def test_the_database_has_the_repaired_sqlite(tmp_path: Path) -> None:
    finding = found("database", tmp_path, around())
    assert finding.state is State.OK
    assert tuple(map(int, str(finding.facts["sqlite"]).split("."))) >= (3, 51, 3)
    assert re.match(r"\d+\.\d+\.\d+", str(finding.facts["sqlcipher"]))


def test_an_old_sqlite_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.versions.versions", lambda: ("3.51.2", "4.6.1"))
    assert found("database", tmp_path, around()).code == "database.old"


def test_without_qt_there_is_no_window(tmp_path: Path) -> None:
    assert found("qt", tmp_path, around(qt=None)).state is State.BAD


def test_a_missing_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "font", lambda name: tmp_path / name)
    finding = found("fonts", tmp_path, around())
    assert (finding.state, finding.facts["name"]) == (State.BAD, "NotoSansSC-Regular.ttf")


def test_without_rare_characters_the_desk_works_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "_RARE", "nowhere.ttf")
    finding = found("fonts", tmp_path, around())
    assert (finding.state, finding.code) == (State.WARN, "fonts.no_rare")


def test_a_missing_barcode_library_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    assert found("barcodes", tmp_path, around()).state is State.WARN


@pytest.mark.parametrize(
    ("free_mib", "state"),
    [(499, State.BAD), (500, State.WARN), (5119, State.WARN), (5120, State.OK)],
)
def test_little_room_on_the_disk_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mib: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 0, free_mib * 2**20))
    assert found("disk", tmp_path, around()).state is state


def test_a_folder_that_is_not_made_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    assert found("data", tmp_path / "not" / "made", around()).state is State.OK
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr(os, "fsync", refuse)
    assert found("data", tmp_path, around()).code == "data.not_writable"


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2026, 10, 31, 23, tzinfo=UTC), State.BAD),
        (datetime(1970, 1, 1, tzinfo=UTC), State.BAD),
        (datetime(2026, 11, 1, tzinfo=UTC), State.OK),
        (datetime(2041, 1, 1, tzinfo=UTC), State.OK),
        (datetime(2099, 1, 1, tzinfo=UTC), State.BAD),
    ],
)
def test_a_clock_wrong_by_years_is_bad(tmp_path: Path, moment: datetime, state: State) -> None:
    assert found("clock", tmp_path, around(now=lambda: moment)).state is state


@pytest.mark.parametrize(
    ("apart", "code"),
    [
        (timedelta(minutes=5), "server.ok"),
        (timedelta(minutes=6), "server.clock_minutes"),
        (-timedelta(hours=23), "server.clock_minutes"),
        (timedelta(days=1, seconds=1), "server.clock_days"),
        (-timedelta(days=900), "server.clock_days"),
    ],
)
def test_the_clock_is_held_against_the_county(tmp_path: Path, apart: timedelta, code: str) -> None:
    assert found("server", tmp_path, around(server=lambda: NOW + apart)).code == code


def test_an_installation_without_a_county_is_told_how_to_get_one(tmp_path: Path) -> None:
    finding = found("server", tmp_path, around())
    assert (finding.state, finding.code) == (State.WARN, "server.not_enrolled")


def test_an_unreachable_county_is_a_warning(tmp_path: Path) -> None:
    def gone() -> datetime:
        raise Unavailable("county.unreachable")

    assert found("server", tmp_path, around(server=gone)).state is State.WARN


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        ({"cameras": lambda: ()}, "camera.none"),
        ({"cameras": lambda: ("高拍仪", "摄像头")}, "camera.ok"),
        ({"cameras": None}, "camera.not_asked"),
        ({"printers": ()}, "printer.none"),
        ({"printers": ("佳能",)}, "printer.ok"),
        ({"printers": None}, "printer.not_asked"),
    ],
)
def test_camera_and_printer_are_what_the_window_saw(tmp_path: Path, seen: dict[str, object], code: str) -> None:
    assert found(code.partition(".")[0], tmp_path, around(**seen)).code == code


@pytest.mark.parametrize(("fps", "code"), [(28.4, "camera.measured"), (1.0, "camera.slow")])
def test_what_the_camera_really_gives_is_measured(tmp_path: Path, fps: float, code: str) -> None:
    finding = found("camera_trial", tmp_path, around(trial=lambda: Trial(1280, 960, fps, 2592, 1944, 1.24)))
    assert finding.code == code
    assert "1280×960" in finding.sentence()
    assert "2592×1944，用 1.2 秒" in finding.sentence()


def test_a_camera_that_does_not_open_is_said_with_its_reason(tmp_path: Path) -> None:
    def busy() -> Trial:
        raise Unavailable("camera.busy")

    finding = found("camera_trial", tmp_path, around(trial=busy))
    assert (finding.state, finding.code) == (State.WARN, "camera.fault")
    assert "别的程序" in finding.sentence()
    assert found("camera_trial", tmp_path, around()).code == "camera.not_tried"


@pytest.mark.parametrize(
    ("reached", "running", "code"),
    [
        ("fcitx5", "fcitx5", "input_method.ok"),
        (None, None, "input_method.none"),
        (None, "fcitx", "input_method.fcitx4"),
        (None, "fcitx5", "input_method.fcitx5_apart"),
        (None, "ibus", "input_method.ibus_apart"),
    ],
)
def test_what_stands_between_the_officer_and_chinese_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reached: str | None, running: str | None, code: str
) -> None:
    monkeypatch.setattr(input_method, "reached", lambda _: reached)
    monkeypatch.setattr(input_method, "running", lambda: running)
    assert found("input_method", tmp_path, around(environment=SCREEN)).code == code


def test_windows_has_its_own_input_methods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert found("input_method", tmp_path, around(environment=SCREEN)).code == "input_method.system"
    assert input_method.variables({**SCREEN, "QT_IM_MODULE": "fcitx"}) == {}


def test_a_qt_without_its_bridge_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_method, "has_plugin", lambda: False)
    assert found("input_method", tmp_path, around(environment=SCREEN)).state is State.BAD


def test_the_worst_finding_speaks_for_the_machine() -> None:
    well, odd, ill = (Finding(state.value, state, "qt.missing") for state in State)
    assert worst((well, odd, ill)) is State.BAD
    assert worst((well, odd)) is State.WARN
    assert worst((well,)) is State.OK


def test_every_sentence_for_trouble_says_what_to_do() -> None:
    well = {"ok", "own", "not_asked", "not_tried", "measured", "system", "no_screen", "folder", "keys"}
    trouble = [text for group in texts("doctor").values() for name, text in group.items() if name not in well]
    assert [text for text in trouble if "请" not in text] == []


def test_a_machine_that_cannot_read_aloud_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "voice", lambda: None)
    finding = found("speech", tmp_path, around())
    assert finding.state is State.WARN
    assert "apt-get install speech-dispatcher" in finding.sentence()


def test_the_voice_that_is_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "voice", lambda: Voice("espeak-ng", "/usr/bin/espeak-ng", ()))
    assert "espeak-ng" in found("speech", tmp_path, around()).sentence()


def test_the_desktops_own_voice_comes_first() -> None:
    here = {"spd-say": "/usr/bin/spd-say", "espeak-ng": "/usr/bin/espeak-ng"}
    names = [
        getattr(voice({name: here[name] for name in known}.get), "name", "") for known in (here, ["espeak-ng"], [])
    ]
    assert names == ["spd-say", "espeak-ng", ""]


def test_where_a_card_reader_hands_over_is_shown(tmp_path: Path) -> None:
    assert found("reader", tmp_path, around()).code == "reader.camera"
    settings.remember(tmp_path, reader_keys=True)
    assert found("reader", tmp_path, around()).code == "reader.keys"
    settings.remember(tmp_path, reader_folder=str(tmp_path))
    assert found("reader", tmp_path, around()).facts == {"folder": str(tmp_path)}
    settings.remember(tmp_path, reader_folder=str(tmp_path / "gone"))
    assert found("reader", tmp_path, around()).state is State.WARN


def test_a_slip_in_the_county_s_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "yimen.toml"
    file.write_text("[printer]\ncopys = 3\n", "utf-8")
    finding = found("configuration", tmp_path, around(environment={**NO_SCREEN, "YIMEN_CONFIG": str(file)}))
    assert (finding.state, finding.code) == (State.WARN, "configuration.faults")
    assert "printer.copies" in finding.sentence()


def test_what_the_county_s_file_says_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "yimen.toml"
    file.write_text("[printer]\ncopies = 3\n", "utf-8")
    finding = found("configuration", tmp_path, around(environment={**NO_SCREEN, "YIMEN_CONFIG": str(file)}))
    assert (finding.code, finding.facts["count"]) == ("configuration.ok", 1)


def test_that_a_newer_version_did_not_get_well_is_said(tmp_path: Path) -> None:
    finding = found("program", tmp_path, around(environment={**NO_SCREEN, "YIMEN_WENT_BACK": "9.0.0"}))
    assert finding.state is State.WARN
    assert "9.0.0" in finding.sentence()
