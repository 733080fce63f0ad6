"""The setup program of the Windows window: `python3 run.py package windows`."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import places
import sizes
import windows_launcher
import windows_tree

if TYPE_CHECKING:
    import argparse

HERE = places.HERE / "windows"
_FONT = places.ROOT / "resources/fonts/RareHan.ttf"
_TOOLS = {"makensis": "nsis", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64", "wine": "wine"}
_SPARE_MB = 100
_MB = 1_000_000


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("windows", help="the setup program for Windows 10 and 11")
    parser.add_argument("--version", default=places.version(), help="call it by another version, for trials")
    parser.add_argument("--fast", action="store_true", help="compress little, for trials")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the setup program and tell where it lies."""
    began = time.monotonic()
    need_tools()
    tree = stage(options.version)
    windows_tree.build(tree, options.version)
    out = make(tree, options.version, places.DIST, is_fast=options.fast)
    shutil.copyfile(_FONT, places.DIST / _FONT.name)
    table = sizes.table(sizes.rows(tree, "windows"), out.name, out.stat().st_size, "windows")
    (places.DIST / "sizes-windows.md").write_text(table, "utf-8")
    places.say(f"{out.name}: {out.stat().st_size / _MB:.1f} MB, in {time.monotonic() - began:.0f} s")
    print(out)
    return 0


def need_tools() -> None:
    """End with a sentence where this machine lacks a tool."""
    missing = [package for tool, package in _TOOLS.items() if not shutil.which(tool)]
    if missing:
        places.stop(f"this machine lacks: {' '.join(missing)}.")


def stage(version: str) -> Path:
    """Give where the tree of a version is made."""
    return places.BUILD / "stage" / f"windows-{version}"


def make(tree: Path, version: str, folder: Path, *, is_fast: bool) -> Path:
    """Give the setup program that brings a tree."""
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / f"yimen-{version}-setup.exe"
    listed = tree.with_suffix(tree.suffix + ".nsh")
    listed.write_text(windows_tree.listing(tree), "utf-8")
    launchers = windows_launcher.make(tree.with_suffix(tree.suffix + ".launchers"), version)
    given = definitions(tree, version, listed, launchers, out) | {"COMPRESSOR": "zlib" if is_fast else "lzma"}
    said = [f"-D{name}={value}" for name, value in given.items()]
    how = ("-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", *said, *_signing())
    # The tree is where File looks for what it is given; what is ours is found beside the script.
    places.run("makensis", *how, HERE / "yimen.nsi", cwd=tree, more={"SOURCE_DATE_EPOCH": str(places.moment())})
    windows_launcher.sign(out)
    return out


def definitions(tree: Path, version: str, listed: Path, launchers: Path, out: Path) -> dict[str, str]:
    """Give what the script must be told."""
    file, folder = windows_tree.longest(tree)
    installed_bytes = sum(path.stat().st_size for path in places.files(tree))
    task = HERE / "yimen-update.xml"
    return {
        "VERSION": version,
        "NUMBERS": windows_launcher.numbers(version),
        "OUT": str(out),
        "FILES": str(listed),
        "LAUNCHERS": str(launchers),
        "HERE": str(HERE),
        "LONGEST_FILE": str(file),
        "LONGEST_FOLDER": str(folder),
        "INSTALLED_KB": str(installed_bytes // 1024),
        "NEEDED_MB": str(installed_bytes // _MB + _SPARE_MB),
        **({"TASK": str(task)} if task.is_file() else {}),
    }


def _signing() -> list[str]:
    """Give what makes makensis sign the uninstaller, which it packs itself."""
    if not os.environ.get(windows_launcher.P12):
        return []
    script = Path(windows_launcher.__file__)
    return [f'-X!uninstfinalize \'"{sys.executable}" "{script}" "%1"\' = 0']
