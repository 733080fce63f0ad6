"""What of a Python, a wheel or our own code does not go into a package: read from left_out.toml, and removed."""

from __future__ import annotations

import functools
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

import places

if TYPE_CHECKING:
    from pathlib import Path

FILE = places.HERE / "left_out.toml"
WINDOWS = places.HERE / "left_out_windows.toml"


class Rules(NamedTuple):
    """Patterns of paths below a part: what goes, and what of that stays all the same."""

    gone: tuple[str, ...]
    kept: tuple[str, ...]


def rules(part: str) -> Rules:
    """Give the rules of a part of a Linux package: python, lib or code."""
    return _read(FILE, part)


def windows_rules(part: str) -> Rules:
    """Give the rules of a part of a Windows package: its own, and the lines for all systems where files are alike."""
    own = _read(WINDOWS, part)
    return own if part == "python" else Rules((*rules(part).gone, *own.gone), own.kept)


def _read(file: Path, part: str) -> Rules:
    read = tomllib.loads(file.read_text("utf-8"))[part]
    return Rules(tuple(read["gone"]), tuple(read.get("kept", {})))


def stripped() -> tuple[str, ...]:
    """Give the patterns of binaries in wheels that are stripped."""
    return tuple(tomllib.loads(FILE.read_text("utf-8"))["lib"]["stripped"])


def with_sources() -> tuple[str, ...]:
    """Give the wheels that need their sources beside the compiled modules."""
    return tuple(tomllib.loads(FILE.read_text("utf-8"))["lib"]["with_sources"])


def remove(folder: Path, by: Rules) -> None:
    """Remove the files below `folder` that the rules name, then the folders that hold nothing any more."""
    for file in places.files(folder):
        if is_gone(file.relative_to(folder).as_posix(), by):
            file.unlink()
    for below in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()


def is_gone(name: str, by: Rules) -> bool:
    """Tell whether a file is left out; a pattern names it, or a folder above it."""
    return _any(by.gone).match(name) is not None and not (by.kept and _any(by.kept).match(name))


def unmatched(patterns: tuple[str, ...], names: list[str]) -> list[str]:
    """Give the patterns that match none of the names."""
    return [one for one in patterns if not any(map(_any((one,)).match, names))]


@functools.cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Give one pattern for all: `*` does not cross a slash, `**/` crosses any number, a folder means all below it."""
    return re.compile("|".join(f"(?:{_translated(one)})(?:/.*)?$" for one in patterns) or "(?!)")


def _translated(pattern: str) -> str:
    pieces = re.split(r"(\*\*/|\*)", pattern)
    known = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return "".join(known.get(piece) or re.escape(piece) for piece in pieces)
