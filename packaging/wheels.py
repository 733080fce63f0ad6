"""The run-time packages of a release: fetched by pip as the lock pins them, unpacked, then pruned.

pip's own settings say where wheels come from. Only wheels that ask for glibc 2.28 or less are taken.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
from typing import TYPE_CHECKING

import left_out
import locked
import places

if TYPE_CHECKING:
    from pathlib import Path

_NEWEST_GLIBC = 28
_PLATFORMS = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(_NEWEST_GLIBC, 4, -1)),
    "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64",
)  # fmt: skip
_FITS = ("--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none")
# pip asks the Python that runs it whether that is new enough, not the one that is named.
_FITS_WINDOWS = (
    "--python-version", "3.13", "--implementation", "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none",
    "--ignore-requires-python",
)  # fmt: skip
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")


def unpacked(package: str) -> Path:
    """Give the folder with a package's wheels unpacked and nothing left out; fetched at the first call."""
    wanted = locked.requirements(locked.of(package))
    fits, platforms = (_FITS_WINDOWS, ("win_amd64",)) if package == "windows" else (_FITS, _PLATFORMS)
    made = places.BUILD / f"lib-{places.digest(wanted, repr(fits), repr(platforms))}"
    if made.is_dir():
        return made
    places.say("fetching the run-time packages …")
    part = places.fresh(made.with_suffix(".making"))
    listed = part.with_suffix(".txt")
    listed.write_text(wanted, "utf-8")
    fetched_for = [word for one in platforms for word in ("--platform", one)]
    exact = ("--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile")
    how = (*PIP, "install", *exact, *fits, *fetched_for)
    places.run(sys.executable, *how, "--target", part, "-r", listed, cwd=places.BUILD)
    listed.unlink()
    part.rename(made)
    return made


def put(folder: Path, package: str) -> None:
    """Put the pruned wheels of a package into `folder`, which must not exist; files are links to the unpacked ones."""
    shutil.copytree(unpacked(package), folder, copy_function=os.link)
    left_out.remove(folder, left_out.windows_rules("lib") if package == "windows" else left_out.rules("lib"))


def owners(folder: Path) -> dict[str, str]:
    """Give for each file of an unpacked folder the package that brought it, as the wheels' own lists say."""
    found: dict[str, str] = {}
    for record in sorted(folder.glob("*.dist-info/RECORD")):
        name = record.parent.name.split("-")[0].replace("_", "-").lower()
        with record.open(encoding="utf-8", newline="") as lines:
            found |= {row[0]: name for row in csv.reader(lines) if row}
    return found
