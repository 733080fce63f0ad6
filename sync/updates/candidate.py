"""A file that IT wants to offer: what it is by its name and what is in it, and what is signed about it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.durable import disk
from app.errors import Refused
from sync.updates import data
from sync.updates.offer import FOLDERS, MAX_DATA_BYTES, MAX_NOTES, MAX_PROGRAM_BYTES, Kind, named
from sync.updates.version import is_version

_BEGINS: Final = {".deb": b"!<arch>\n", ".exe": b"MZ"}
_NAMES: Final = {
    "linux-x86_64": "yimen_{version}_amd64.deb",
    "linux-aarch64": "yimen_{version}_arm64.deb",
    "windows-x86_64": "yimen-{version}-setup.exe",
}
PLATFORMS: Final = tuple(_NAMES)


@dataclass(frozen=True, slots=True)
class Told:
    """What IT says of a file beside its name; empty where the name is enough."""

    kind: str = ""
    version: str = ""
    platform: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can be offered at `path`."""

    file: Path
    kind: Kind
    version: str
    platform: str
    path: str
    notes: str = ""

    def custom(self) -> dict[str, str]:
        """Give what is signed about the file beside its length and digest."""
        said = {"kind": self.kind.value, "version": self.version, "platform": self.platform, "notes": self.notes}
        return {name: value for name, value in said.items() if value}


def candidate(file: Path, told: Told) -> Candidate:
    """Give what a file would be offered as; Refused update.* where that cannot be, or no window could use it."""
    if len(told.notes) > MAX_NOTES or not told.notes.isprintable():
        raise Refused("update.notes", most=MAX_NOTES)
    name = _name(file, told)
    found = named(name)
    if found is None or (told.kind and told.kind != found[0]):
        raise Refused("update.file_name", name=file.name)
    kind, version, platform = found
    if (told.version and kind is Kind.PROGRAM and told.version != version) or told.platform not in {"", platform}:
        raise Refused("update.file_name", name=file.name)
    version = _checked_program(file, version) if kind is Kind.PROGRAM else _checked_data(file, kind, name)
    return Candidate(file, kind, version, platform, f"{FOLDERS[kind]}/{name}", told.notes)


def _name(file: Path, told: Told) -> str:
    """Give the name of a program whose file is called otherwise, from what is told of it; else the file's own."""
    if told.platform in _NAMES and is_version(told.version) and not named(file.name):
        return _NAMES[told.platform].format(version=told.version)
    return file.name


def _checked_program(file: Path, version: str) -> str:
    with disk(), file.open("rb") as opened:
        begins, size = opened.read(len(_BEGINS[".deb"])), file.stat().st_size
    if not begins.startswith(_BEGINS[".exe" if file.suffix == ".exe" else ".deb"]) or size > MAX_PROGRAM_BYTES:
        raise Refused("update.no_program", name=file.name)
    return version


def _checked_data(file: Path, kind: Kind, name: str) -> str:
    with disk(), file.open("rb") as opened:
        written = opened.read(MAX_DATA_BYTES + 1)
    version = data.check(kind, name, written)
    if len(written) > MAX_DATA_BYTES or not version.isprintable() or not 0 < len(version) <= MAX_NOTES:
        raise Refused("update.no_data", name=file.name)
    return version
