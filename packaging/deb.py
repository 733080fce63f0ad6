"""Debian packages: a folder with everything in its place becomes a .deb, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import places

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPTS = {"preinst", "postinst", "prerm", "postrm", "config"}
_LEAST_COMPRESSED, _WELL_COMPRESSED = ("-Zgzip", "-z1"), ("-Zxz", "-z6")


def control(text: str, folder: Path, version: str) -> str:
    """Give the control file: the template with the version and the size filled in, and lines of comment left out."""
    installed_kib = sum((path.lstat().st_size + 1023) // 1024 for path in places.files(folder))
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines).format(version=version, installed_kib=installed_kib) + "\n"


def build(folder: Path, control_files: dict[str, str], out: Path, *, is_fast: bool) -> Path:
    """Write the package `out` from the tree in `folder` and the files that dpkg itself reads."""
    meta = places.fresh(folder / "DEBIAN")
    for name, text in control_files.items():
        (meta / name).write_text(text, "utf-8")
        (meta / name).chmod(0o755 if name in _SCRIPTS else 0o644)
    moment = places.moment()
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (moment, moment), follow_symlinks=False)
    out.parent.mkdir(exist_ok=True)
    out.unlink(missing_ok=True)
    how = _LEAST_COMPRESSED if is_fast else _WELL_COMPRESSED
    line = ("dpkg-deb", "--root-owner-group", *how, "--threads-max=2", "--build", folder, out)
    places.run(*line, more={"SOURCE_DATE_EPOCH": str(moment)})
    return out


def put(place: Path, content: bytes, mode: int = 0o644) -> None:
    """Put a file at its place in a package."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    place.chmod(mode)


def sums(folder: Path) -> str:
    """Give the md5sums file, by which `dpkg --verify` finds what has been changed."""
    listed = [path.relative_to(folder).as_posix() for path in places.files(folder) if not path.is_symlink()]
    return "".join(f"{_md5(folder / name)}  {name}\n" for name in listed)


def _md5(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "md5").hexdigest()
