"""What is well on this machine and what to do about the rest: for `yimen doctor` and the screen behind it."""

import ctypes.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import clock, machine, settings, starts
from app.errors import Unavailable
from app.services import input_method
from app.services.speech import voice
from app.version import VERSION
from resources import font, text

if TYPE_CHECKING:
    from app.capture.trial import Trial

_ROOM_BAD_MIB, _ROOM_WARN_MIB = 500, 5 * 1024
_BUILT = datetime(2026, 11, 1, tzinfo=UTC)
_BELIEVABLE = timedelta(days=15 * 365)
_SLOW_FPS = 9
_CLOCK_WARN, _CLOCK_BAD = timedelta(minutes=5), timedelta(days=1)
_FONTS, _RARE = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf"), "RareHan.ttf"
_OLDEST_SQLITE = (3, 51, 3)


class State(StrEnum):
    """How a thing stands: WARN works for now, BAD stops the window's work."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `code` names the sentence in resources/texts/zh_CN/doctor.toml."""

    name: str
    state: State
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Give the sentence for people: how it stands, and what to do next where it is not well."""
        return text("doctor", self.code, **self.facts)

    def to_json(self) -> dict[str, Any]:
        """Give the finding as `yimen doctor --json` prints it."""
        facts = {name: value if isinstance(value, int) else str(value) for name, value in self.facts.items()}
        return {"name": self.name, "state": self.state, "code": self.code, "facts": facts, "text": self.sentence()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the caller can see, since it has Qt, the camera and the county; None where it was not asked.

    `server` asks the county for its time and raises Unavailable; `cameras` gives the names of those that are there,
    `trial` looks through the one that the desk uses and raises Unavailable.
    """

    qt: str | None = None
    printers: tuple[str, ...] | None = None
    cameras: Callable[[], tuple[str, ...]] | None = None
    trial: "Callable[[], Trial] | None" = None
    server: Callable[[], datetime] | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    now: Callable[[], datetime] = clock.now


def doctor(data: Path, around: Surroundings) -> tuple[Finding, ...]:
    """Look at everything the window's work needs; `data` is the folder of the installation, made or not."""
    return (
        _program(around.environment),
        _configuration(around.environment),
        _python(),
        _qt(around.qt),
        _database(),
        _fonts(),
        _barcodes(),
        _room(data),
        _writable(data),
        _clock(around.now()),
        _server(around),
        _cameras(around.cameras),
        _trial(around.trial),
        _printers(around.printers),
        _speech(),
        _reader(data),
        _input_method(around.environment),
    )


def worst(findings: tuple[Finding, ...]) -> State:
    """Give the state of the whole machine."""
    states = {finding.state for finding in findings}
    return next((state for state in (State.BAD, State.WARN) if state in states), State.OK)


def _ok(name: str, code: str, /, **facts: object) -> Finding:
    return Finding(name, State.OK, code, facts)


def _warn(name: str, code: str, /, **facts: object) -> Finding:
    return Finding(name, State.WARN, code, facts)


def _bad(name: str, code: str, /, **facts: object) -> Finding:
    return Finding(name, State.BAD, code, facts)


def _program(environment: Mapping[str, str]) -> Finding:
    newer = starts.went_back(environment)
    if newer:
        return _warn("program", "program.went_back", version=VERSION, newer=newer)
    return _ok("program", "program.ok", version=VERSION)


def _configuration(environment: Mapping[str, str]) -> Finding:
    name, file = "configuration", machine.load(environment)
    if file.faults:
        first = text("errors", f"refused.{file.faults[0].code}", **file.faults[0].facts)
        return _warn(name, "configuration.faults", count=len(file.faults), first=first)
    return _ok(name, "configuration.ok" if file.values else "configuration.own", count=len(file.values))


def _python() -> Finding:
    return _ok("python", "python.ok", version=".".join(map(str, sys.version_info[:3])))


def _qt(version: str | None) -> Finding:
    if version is None:
        return _bad("qt", "qt.missing")
    return _ok("qt", "qt.ok", version=version)


def _database() -> Finding:
    from app.store.versions import versions  # noqa: PLC0415 - SQLCipher is slow to load

    sqlite, sqlcipher = versions()
    if tuple(map(int, sqlite.split("."))) < _OLDEST_SQLITE:
        return _bad("database", "database.old", version=sqlite)
    return _ok("database", "database.ok", sqlite=sqlite, sqlcipher=sqlcipher)


def _fonts() -> Finding:
    missing = [name for name in _FONTS if not font(name).is_file()]
    if missing:
        return _bad("fonts", "fonts.missing", name=missing[0])
    if not font(_RARE).is_file():
        return _warn("fonts", "fonts.no_rare")
    return _ok("fonts", "fonts.ok")


def _barcodes() -> Finding:
    if ctypes.util.find_library("zbar"):
        return _ok("barcodes", "barcodes.ok")
    return _warn("barcodes", "barcodes.one_reader")


def _room(data: Path) -> Finding:
    free_mib = shutil.disk_usage(_existing(data)).free // 2**20
    if free_mib < _ROOM_BAD_MIB:
        return _bad("disk", "disk.full", mib=free_mib)
    if free_mib < _ROOM_WARN_MIB:
        return _warn("disk", "disk.filling", mib=free_mib)
    return _ok("disk", "disk.ok", gib=free_mib // 1024)


def _existing(place: Path) -> Path:
    """Give `place`, or the nearest folder above it that exists."""
    return next(folder for folder in (place, *place.absolute().parents) if folder.is_dir())


def _writable(data: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=_existing(data)) as trial:
            trial.write(b"\0" * 4096)
            trial.flush()
            os.fsync(trial.fileno())
    except OSError:
        return _bad("data", "data.not_writable", folder=data)
    return _ok("data", "data.ok", folder=data)


def _clock(now: datetime) -> Finding:
    facts = {"now": f"{clock.local_date(now)}"}
    if not _BUILT <= now <= _BUILT + _BELIEVABLE:
        return _bad("clock", "clock.wrong", **facts)
    return _ok("clock", "clock.ok", **facts)


def _server(around: Surroundings) -> Finding:
    if around.server is None:
        return _warn("server", "server.not_enrolled")
    try:
        apart = abs(around.server() - around.now())
    except Unavailable:
        return _warn("server", "server.unreachable")
    if apart > _CLOCK_BAD:
        return _bad("server", "server.clock_days", days=apart.days)
    if apart > _CLOCK_WARN:
        return _warn("server", "server.clock_minutes", minutes=apart // timedelta(minutes=1))
    return _ok("server", "server.ok")


def _cameras(look: Callable[[], tuple[str, ...]] | None) -> Finding:
    if look is None:
        return _ok("camera", "camera.not_asked")
    found = look()
    if not found:
        return _warn("camera", "camera.none")
    return _ok("camera", "camera.ok", names="、".join(found))


def _trial(look: "Callable[[], Trial] | None") -> Finding:
    name = "camera_trial"
    if look is None:
        return _ok(name, "camera.not_tried")
    try:
        seen = look()
    except Unavailable as error:
        return _warn(name, "camera.fault", why=text("errors", f"unavailable.{error.code}"))
    facts = {
        "size": f"{seen.width}×{seen.height}",
        "fps": round(seen.fps),
        "large": f"{seen.large_width}×{seen.large_height}",
        "seconds": f"{seen.large_s:.1f}",
    }
    return _warn(name, "camera.slow", **facts) if seen.fps < _SLOW_FPS else _ok(name, "camera.measured", **facts)


def _printers(found: tuple[str, ...] | None) -> Finding:
    if found is None:
        return _ok("printer", "printer.not_asked")
    if not found:
        return _warn("printer", "printer.none")
    return _ok("printer", "printer.ok", names="、".join(found))


def _speech() -> Finding:
    found = voice()
    if found is None:
        return _warn("speech", "speech.none")
    return _ok("speech", "speech.ok", program=found.name)


def _reader(data: Path) -> Finding:
    """Look where the program of an ID card reader hands its files over; most windows have none."""
    known = settings.load(data)
    if known.reader_folder and not Path(known.reader_folder).is_dir():
        return _warn("reader", "reader.folder_gone", folder=known.reader_folder)
    if known.reader_folder:
        return _ok("reader", "reader.folder", folder=known.reader_folder)
    return _ok("reader", "reader.keys" if known.reader_keys else "reader.camera")


def _input_method(environment: Mapping[str, str]) -> Finding:
    name = "input_method"
    if sys.platform != "linux":
        return _ok(name, "input_method.system")
    if not input_method.has_screen(environment):
        return _ok(name, "input_method.no_screen")
    if not input_method.has_plugin():
        return _bad(name, "input_method.no_plugin")
    program = input_method.reached(environment)
    if program:
        return _ok(name, "input_method.ok", program=program)
    return _warn(name, f"input_method.{_obstacle(input_method.running())}")


def _obstacle(program: str | None) -> str:
    """Name why no input method reaches the windows: ``none``, or the program that runs beside them."""
    return {"fcitx5": "fcitx5_apart", "fcitx": "fcitx4", "ibus": "ibus_apart"}.get(program or "", "none")
