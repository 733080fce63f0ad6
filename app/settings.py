"""What one PC remembers about its devices and its look: one frozen value, nothing personal in it."""

import json
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app import machine
from app.durable import write_whole

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """`camera` is a device's number, `folder` a hand-over folder of a vendor's program; empty where none was chosen.

    `camera_identity` is what stays the same when a camera is plugged in elsewhere, empty where the system tells none;
    `camera_turn` is in quarters clockwise, `camera_held` says what is set by hand (``exposure=-5 focus=30``). The
    second camera looks at the applicant or at a booklet. `shutter_sound` is heard when a picture was taken.

    `backed_up_at` is when the last backup was written, `rehearsed_at` when one was tried and found whole (stored form
    of time); `backup_folder` is where one is kept for each day, empty for nowhere.

    `applicant_screen` tells whether the applicant's screen is open. `reader_folder` is where the program of an ID card
    reader puts its hand-over file, `reader_keys` whether a reader types what the chip says.

    `paused_until` is when sending goes on by itself (stored form of time). `line_costs` is what costs over the line:
    auto (as the system says), no, yes, small (yes, but small pictures go). `picture_kb_per_s` is the most that pictures
    take, 0 for no limit; `picture_hours` when they go (``18-8``), empty for all day.

    `office` and `number` (the device number) are what the unlock page shows, `county` and `ca_pin` where the county
    is asked whether it answers. `trainee` is the officer id that
    ``demo`` stands for in a training store. `second_copy` is the folder where a second copy of unsent work is kept.
    `token_library` is the PKCS#11 library of the vendor of the UKeys. `idle_minutes` is after how long without a touch
    the window asks for the password. `program` is the version that was at work here last.
    """

    dark: bool = False
    large: bool = False
    printer: str = ""
    camera: str = ""
    folder: str = ""
    copies: int = 2
    backed_up_at: str = ""
    backup_folder: str = ""
    rehearsed_at: str = ""
    office: str = ""
    number: str = ""
    county: str = ""
    ca_pin: str = ""
    trainee: str = ""
    applicant_screen: bool = False
    reader_folder: str = ""
    reader_keys: bool = False
    camera_identity: str = ""
    camera_turn: int = 0
    camera_held: str = ""
    second_camera: str = ""
    second_camera_identity: str = ""
    second_camera_turn: int = 0
    second_camera_held: str = ""
    shutter_sound: bool = True
    paused_until: str = ""
    line_costs: str = "auto"
    picture_kb_per_s: int = 0
    picture_hours: str = ""
    second_copy: str = ""
    token_library: str = ""
    idle_minutes: int = 10
    program: str = ""


def load(data: Path) -> Settings:
    """Give what this PC remembers; for what it does not, what the county's file says, else the usual values."""
    return Settings(**(machine.load().settings() | _remembered(data)))


def remember(data: Path, **changes: Any) -> Settings:
    """Change some of what this PC remembers and give all of it. Unavailable store.* when the disk does not let it.

    Only what was ever changed here is remembered, so that the county's file is heard in all else.
    """
    changed = asdict(replace(load(data), **changes))
    kept = _remembered(data) | {name: changed[name] for name in changes}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in sorted(kept.items())]
    write_whole(data / FILE, "".join(lines).encode("utf-8"))
    return load(data)


def _remembered(data: Path) -> dict[str, Any]:
    """Give what stands in this PC's file, without what is missing, unknown or of another kind."""
    try:
        found = tomllib.loads((data / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    usual = asdict(Settings())
    return {name: value for name, value in found.items() if _fits(value, usual.get(name))}


def _fits(value: object, usual: object) -> bool:
    return usual is not None and type(value) is type(usual)
