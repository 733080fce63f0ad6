"""What a county offers: programs for a kind of machine, rule packs, calendars; read from what was signed."""

import platform
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sync.reading import is_digest, is_storable
from sync.updates.version import is_newer, is_version, rank

MAX_PROGRAM_BYTES: Final = 2 * 2**30
MAX_DATA_BYTES: Final = 2**20  # of a rule pack or a calendar
MAX_NOTES: Final = 500  # characters
_DEB: Final = re.compile(r"yimen_(?P<version>[0-9.]+)_(?P<machine>amd64|arm64)\.deb")
_SETUP: Final = re.compile(r"yimen-(?P<version>[0-9.]+)-setup\.exe")
_RULES: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.toml")
_CALENDAR: Final = re.compile(r"(?P<version>\d{4})\.toml", re.ASCII)
_MACHINES: Final = {"amd64": "x86_64", "arm64": "aarch64"}


class Kind(StrEnum):
    """What is offered; the values are signed and never change."""

    PROGRAM = "program"
    RULES = "rules"
    CALENDAR = "calendar"


FOLDERS: Final = {Kind.PROGRAM: "window", Kind.RULES: "rules", Kind.CALENDAR: "calendar"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that is offered. `path` is its place in the repository, `platform` is ``linux-x86_64`` or the like.

    `version` is that of a program, the year of a calendar, the name that a rule pack has of itself.
    """

    kind: Kind
    version: str
    platform: str
    path: str
    size_bytes: int
    sha256: str
    notes: str = ""

    @property
    def name(self) -> str:
        """Give the name of the file."""
        return self.path.rpartition("/")[2]

    @property
    def place(self) -> str:
        """Give where the file lies in the repository: its name begins with its digest."""
        return f"targets/{FOLDERS[self.kind]}/{self.sha256}.{self.name}"


def this_platform() -> str:
    """Give the kind of this machine as packages name it: ``linux-x86_64``, ``windows-x86_64``."""
    system = "windows" if sys.platform == "win32" else sys.platform
    machine = platform.machine().lower()
    return f"{system}-{_MACHINES.get(machine, machine)}"


def named(name: str) -> tuple[Kind, str, str] | None:
    """Give kind, version and platform that a file's name tells, of rules only the kind; None where it tells nothing."""
    if found := _DEB.fullmatch(name):
        return _program(found["version"], f"linux-{_MACHINES[found['machine']]}")
    if found := _SETUP.fullmatch(name):
        return _program(found["version"], "windows-x86_64")
    if found := _CALENDAR.fullmatch(name):
        return Kind.CALENDAR, found["version"], ""
    return (Kind.RULES, "", "") if _RULES.fullmatch(name) else None


def _program(version: str, machine: str) -> tuple[Kind, str, str] | None:
    return (Kind.PROGRAM, version, machine) if is_version(version) else None


def read_offer(path: str, size_bytes: int, hashes: Mapping[str, str], custom: object) -> Offer | None:
    """Give what a signed line offers; None for one that this program does not know, or that contradicts itself."""
    said: Mapping[str, Any] = custom if isinstance(custom, Mapping) else {}
    kind, version, notes = (said.get(name, "") for name in ("kind", "version", "notes"))
    folder, _, name = path.rpartition("/")
    told = named(name)
    if told is None or kind != told[0] or folder != FOLDERS[told[0]] or not _is_text(version) or not version:
        return None
    if told[0] is not Kind.RULES and (version, said.get("platform", "")) != told[1:]:
        return None
    digest, most = hashes.get("sha256"), MAX_PROGRAM_BYTES if told[0] is Kind.PROGRAM else MAX_DATA_BYTES
    if not is_digest(digest) or not 0 < size_bytes <= most:
        return None
    return Offer(told[0], version, told[2], path, size_bytes, str(digest), notes if _is_text(notes) else "")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_NOTES and is_storable(value) and value.isprintable()


def newest_program(offers: Iterable[Offer], than: str, machine: str) -> Offer | None:
    """Give the newest program for a kind of machine that is newer than a version; None where there is none."""
    fitting = (one for one in offers if one.kind is Kind.PROGRAM and one.platform == machine)
    return max((one for one in fitting if is_newer(one.version, than)), key=_rank, default=None)


def _rank(one: Offer) -> tuple[int, ...]:
    return rank(one.version)
