"""A machine report that may be given to anybody: what runs here, how the line is, how the last rounds went.

Nothing in it names a person: no names, numbers or subjects, no folders (they may be called after somebody), no names
of printers or cameras. What may be in it is listed here; everything else stays out.
"""

import json
import platform
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app import clock, settings
from app.durable import write_whole
from app.settings import Settings
from app.version import AGENT, VERSION
from sync.client import rounds
from sync.client.probe import probe
from ui.checkup.look import look_beside_window

_SETTINGS: Final = frozenset(
    {
        "dark", "large", "copies", "backed_up_at", "rehearsed_at", "number", "applicant_screen", "reader_keys",
        "camera_turn", "second_camera_turn", "shutter_sound", "paused_until", "line_costs", "picture_kb_per_s",
        "picture_hours", "idle_minutes", "program",
    }
)  # fmt: skip
_WHETHER: Final = (
    "printer", "camera", "second_camera", "folder", "reader_folder", "county", "ca_pin", "trainee", "second_copy",
    "backup_folder", "token_library",
)  # fmt: skip
_FACTS: Final = frozenset({"version", "sqlite", "sqlcipher", "mib", "gib", "days", "minutes", "size", "fps", "seconds"})
Look = Callable[[Path], list[dict[str, Any]]]


def write(data: Path, file: Path, look: Look = look_beside_window) -> None:
    """Write the machine report of the installation in `data`; Unavailable store.* where the file cannot be written."""
    found = json.dumps(report(data, look), ensure_ascii=False, indent=2)
    write_whole(file, found.encode("utf-8"))


def report(data: Path, look: Look, now: Callable[[], datetime] = clock.now) -> dict[str, Any]:
    """Give the machine report as JSON values; `look` gives the findings of the machine."""
    known = settings.load(data)
    return {
        "made_at": clock.text(now()),
        "program": VERSION,
        "system": {"name": platform.system(), "release": platform.release(), "machine": platform.machine()},
        "settings": _chosen(known),
        "machine": [_without_names(finding) for finding in look(data)],
        "line": probe(known.county, known.ca_pin, AGENT, now) if known.county else None,
        "rounds": rounds.kept(data / "log"),
    }


def _chosen(known: Settings) -> dict[str, Any]:
    every = asdict(known)
    return {name: every[name] for name in sorted(_SETTINGS)} | {f"has_{name}": bool(every[name]) for name in _WHETHER}


def _without_names(finding: dict[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in finding["facts"].items() if name in _FACTS}
    return {"name": finding["name"], "state": finding["state"], "code": finding["code"], "facts": facts}
