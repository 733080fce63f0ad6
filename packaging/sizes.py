"""What of a package takes the room, and why it is there: a table in Markdown."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

import left_out
import locked
import places
import wheels

if TYPE_CHECKING:
    from pathlib import Path

_SMALL_MB = 1.0
_MB = 1_000_000
_PYTHON = {
    "linux": "the language; Debian 12's source, compiled on Debian 11",
    "windows": "the language, as python.org builds it, and Microsoft's runtime",
}
_CODE = ("一门", "app, ui, sync")
_FONTS = ("fonts", "papers and windows look the same on every machine")
_RESOURCES = ("resources", "texts, rules, models, training")


class Row(NamedTuple):
    """A line of the table."""

    name: str
    size_bytes: int
    why: str


def rows(tree: Path, package: str) -> list[Row]:
    """Give what a release tree is made of, the largest first."""
    lib = _per_wheel(tree / "lib", package)
    fonts = _below(tree / "code/resources/fonts")
    rest = [
        Row("Python", _below(tree / "python"), _PYTHON["windows" if package == "windows" else "linux"]),
        Row(_FONTS[0], fonts, _FONTS[1]),
        Row(_RESOURCES[0], _below(tree / "code/resources") - fonts, _RESOURCES[1]),
        Row(_CODE[0], _below(tree / "code") - _below(tree / "code/resources"), _CODE[1]),
    ]
    return sorted([*lib, *rest], key=lambda row: -row.size_bytes)


def _below(folder: Path) -> int:
    return sum(path.lstat().st_size for path in places.files(folder))


def _per_wheel(lib: Path, package: str) -> list[Row]:
    brought = wheels.owners(wheels.unpacked(package))
    tops = {name.split("/")[0]: owner for name, owner in brought.items()}
    found: dict[str, int] = {}
    for path in places.files(lib):
        name = _source(path.relative_to(lib))
        owner = brought.get(name) or tops[name.split("/")[0]]
        found[owner] = found.get(owner, 0) + path.lstat().st_size
    return [Row(name, size, why(name, package)) for name, size in found.items()]


def _source(path: Path) -> str:
    """Give the name of a file as its wheel calls it: of a compiled module, that of its source."""
    return path.with_suffix(".py").as_posix() if path.suffix == ".pyc" else path.as_posix()


def why(name: str, package: str) -> str:
    """Give the reason why a wheel is there: in our words, or who asks for it by the lock file."""
    told: dict[str, str] = tomllib.loads(left_out.FILE.read_text("utf-8"))["why"]
    if name in told:
        return told[name]
    asking = next((pin.via for pin in locked.of(package) if pin.name == name), ())
    wanted = {pin.name for pin in locked.of(package)}
    return f"for {', '.join(one for one in asking if one in wanted)}"


def table(found: list[Row], package: str, package_bytes: int, made_by: str = "window --write-docs") -> str:
    """Give the table; what is smaller than a megabyte is counted together."""
    large = [row for row in found if row.size_bytes >= _SMALL_MB * _MB]
    small = [row for row in found if row not in large]
    total = sum(row.size_bytes for row in found)
    lines = [
        "# What the package holds",
        "",
        f"Written by `python3 run.py package {made_by}`; {package}: "
        f"{package_bytes / _MB:.0f} MB to fetch, {total / _MB:.0f} MB installed.",
        "",
        "| part | MB | why |",
        "|---|---:|---|",
        *(f"| {row.name} | {row.size_bytes / _MB:.1f} | {row.why} |" for row in large),
    ]
    if small:
        rest = sum(row.size_bytes for row in small)
        names = ", ".join(sorted(row.name for row in small))
        lines.append(f"| {len(small)} more | {rest / _MB:.1f} | {names} |")
    return "\n".join(lines) + "\n"
