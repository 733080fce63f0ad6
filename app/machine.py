"""What a county decides for all its windows: one file ``yimen.toml``, and what an installer left on this PC.

The installed program is told by its launcher where these lie (`PLACES`); a source tree knows none of them.
"""

import difflib
import getpass
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from app.errors import Refused

CONFIGURATION: Final = "YIMEN_CONFIG"  # variable: the file
DATA: Final = "YIMEN_DATA"  # variable: the folder of data where the file names none
CODE: Final = "YIMEN_CODE_FILE"  # variable: the file with the enrol code that the installer was given
OWNERS: Final = "YIMEN_OWNERS"  # variable: a folder where each user of this PC who has a window leaves a name
PLACES: Final = (CONFIGURATION, DATA, CODE, OWNERS)

_MAX_BYTES: Final = 64 * 2**10
_CODE_BYTES: Final = 200
_LINE: Final = re.compile(r"at line (\d+)")
_HOURS: Final = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-3])")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file: the type of its value, and what a value must be beyond it (`one_of`, `least` to `most`)."""

    kind: type
    one_of: tuple[str, ...] = ()
    least: int = 0
    most: int = 2**31
    form: str = ""

    def fits(self, value: object) -> bool:
        """Tell whether a value may stand at this key."""
        if type(value) is not self.kind:
            return False
        if isinstance(value, str):
            return (not self.one_of or value in self.one_of) and _FORMS[self.form](value)
        return isinstance(value, bool) or not isinstance(value, int) or self.least <= value <= self.most


_TEXT, _YES = Key(str), Key(bool)
# Table and key of the file; what the program's settings call it, where it is one of them.
KEYS: Final[Mapping[tuple[str, str], tuple[Key, str]]] = {
    ("county", "server"): (Key(str, form="https"), ""),
    ("office", "town"): (_TEXT, ""),
    ("office", "name"): (_TEXT, ""),
    ("office", "phone"): (_TEXT, ""),
    ("office", "confirmer"): (Key(str, ("county", "township")), ""),
    ("data", "folder"): (Key(str, form="folder"), ""),
    ("look", "large"): (_YES, "large"),
    ("look", "dark"): (_YES, "dark"),
    ("camera", "identity"): (_TEXT, "camera_identity"),
    ("camera", "turn"): (Key(int, most=3), "camera_turn"),
    ("camera", "held"): (_TEXT, "camera_held"),
    ("camera", "folder"): (_TEXT, "folder"),
    ("camera", "sound"): (_YES, "shutter_sound"),
    ("second_camera", "identity"): (_TEXT, "second_camera_identity"),
    ("second_camera", "turn"): (Key(int, most=3), "second_camera_turn"),
    ("second_camera", "held"): (_TEXT, "second_camera_held"),
    ("printer", "name"): (_TEXT, "printer"),
    ("printer", "copies"): (Key(int, least=1, most=9), "copies"),
    ("applicant", "screen"): (_YES, "applicant_screen"),
    ("reader", "folder"): (_TEXT, "reader_folder"),
    ("reader", "keys"): (_YES, "reader_keys"),
    ("token", "library"): (_TEXT, "token_library"),
    ("backup", "folder"): (_TEXT, "backup_folder"),
    ("backup", "second_copy"): (_TEXT, "second_copy"),
    ("line", "costs"): (Key(str, ("auto", "no", "yes", "small")), "line_costs"),
    ("line", "picture_kb_per_s"): (Key(int), "picture_kb_per_s"),
    ("line", "picture_hours"): (Key(str, form="hours"), "picture_hours"),
    ("policy", "idle_minutes"): (Key(int, least=1, most=60), "idle_minutes"),
    ("updates", "source"): (_TEXT, ""),
    ("updates", "install"): (Key(str, ("closing", "ask")), ""),
}
_TABLES: Final = tuple(dict.fromkeys(table for table, _ in KEYS))


@dataclass(frozen=True, slots=True)
class Machine:
    """What holds on this PC by the county's file. `faults` are what was wrong in it: those values are left out."""

    values: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    faults: tuple[Refused, ...] = ()

    def said(self, table: str, key: str) -> str:
        """Give a text of the file, empty where there is none."""
        return str(self.values.get((table, key), ""))

    def settings(self) -> dict[str, Any]:
        """Give what the file says of the program's settings, by their names there."""
        return {name: self.values[place] for place, (_, name) in KEYS.items() if name and place in self.values}


def load(environment: Mapping[str, str] = os.environ) -> Machine:
    """Give what the county's file says; a file that is not there says nothing, one that cannot be read is a fault."""
    path = environment.get(CONFIGURATION, "")
    if not path or not Path(path).exists():
        return Machine()
    try:
        return read(Path(path))
    except Refused as refused:
        return Machine(faults=(refused,))


def read(path: Path) -> Machine:
    """Read a file; Refused config.not_toml (`line`), config.unreadable, … where nothing of it can be used."""
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise Refused("config.unreadable", file=str(path)) from error
    if len(content) > _MAX_BYTES:
        raise Refused("config.too_large", file=path.name)
    try:
        found = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise Refused("config.not_utf8", file=path.name) from error
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        raise Refused("config.not_toml", file=path.name, line=line[1] if line else "1") from error
    looked_at = tuple(_looked_at(found))
    faults = tuple(one for one in looked_at if isinstance(one, Refused))
    return Machine(dict(one for one in looked_at if not isinstance(one, Refused)), faults)


def data_folder(usual: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Give where the data lie when no folder was named: by the county's file, by the installer, else `usual`."""
    named = load(environment).said("data", "folder") or environment.get(DATA, "")
    return Path(named) if named else usual


def given_code(environment: Mapping[str, str] = os.environ) -> str:
    """Give the enrol code that the installer was given, empty where there is none."""
    with suppress(OSError, KeyError, ValueError), Path(environment[CODE]).open("rb") as file:
        return file.read(_CODE_BYTES).decode("ascii").strip()
    return ""


def other_owner(environment: Mapping[str, str] = os.environ) -> str:
    """Give the name of another user of this PC who has a window here; empty where there is none."""
    with suppress(OSError, KeyError):
        mine = getpass.getuser()
        return next((path.name for path in sorted(Path(environment[OWNERS]).iterdir()) if path.name != mine), "")
    return ""


def note_owner(environment: Mapping[str, str] = os.environ) -> None:
    """Leave a note that the user of this process has a window on this PC, as far as the PC lets them."""
    with suppress(OSError, KeyError):
        (Path(environment[OWNERS]) / getpass.getuser()).touch()


def _looked_at(found: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Any] | Refused]:
    """Give each value with its place, and in place of one that cannot be used what is wrong with it."""
    for table, keys in found.items():
        if table in _TABLES and isinstance(keys, dict):
            yield from (_one(table, key, value) for key, value in keys.items())
        else:
            yield _unknown(table, _TABLES)


def _one(table: str, key: str, value: object) -> tuple[tuple[str, str], Any] | Refused:
    known = KEYS.get((table, key))
    if known is None:
        return _unknown(key, tuple(name for of, name in KEYS if of == table), f"{table}.")
    if not known[0].fits(value):
        return Refused("config.value", key=f"{table}.{key}", wanted=_wanted(known[0]))
    return (table, key), value


def _unknown(name: str, known: tuple[str, ...], before: str = "") -> Refused:
    near = difflib.get_close_matches(name, known, 1)
    if near:
        return Refused("config.unknown_near", key=before + name, near=before + near[0])
    return Refused("config.unknown", key=before + name, known="、".join(known))


def _wanted(key: Key) -> str:
    if key.one_of:
        return " / ".join(key.one_of)
    if key.kind is int:
        return f"{key.least} – {key.most}"
    return "true / false" if key.kind is bool else key.form or '"…"'


def _is_https(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


_FORMS: Final[Mapping[str, Callable[[str], bool]]] = {
    "": lambda _value: True,
    "https": _is_https,
    "folder": lambda value: Path(value).is_absolute(),
    "hours": lambda value: not value or bool(_HOURS.fullmatch(value)),
}
