"""The release tree of the Windows window: the same shape as on Linux, with Windows' Python and wheels."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import left_out
import places
import release
import wheels
import windows_dlls
import windows_python
from wine import Wine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PLATFORM = "windows-x86_64"
_COMPILER = places.HERE / "windows" / "compile.py"


def build(folder: Path, version: str) -> None:
    """Make the tree in `folder`."""
    places.fresh(folder)
    windows_python.put(folder / "python")
    wheels.put(folder / "lib", "windows")
    gather_licences(folder / "lib")
    release.put_code(folder / "code", version)
    left_out.remove(folder / "code", left_out.windows_rules("code"))
    lacking = windows_dlls.lacking(folder)
    if lacking:
        places.stop(
            "libraries that are neither in the package nor in Windows:",
            *(f"{name}: {who}" for name, who in lacking.items()),
        )
    compile_all(folder)
    release.finish(folder, version, PLATFORM)


def gather_licences(lib: Path) -> None:
    """Put the licences of each wheel into one file: their folders have the longest names of all."""
    for folder in sorted(lib.glob("*.dist-info/licenses")):
        texts = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in places.files(folder)]
        whole = b"\n".join(f"==== {name} ====\n\n".encode() + text for name, text in texts)
        shutil.rmtree(folder)
        (folder.parent / "licenses.txt").write_bytes(whole)


def compile_all(folder: Path) -> None:
    """Compile all modules by the tree's own Python, which Wine starts: no other version writes what it reads."""
    wine = Wine(places.BUILD / "wine")
    if not wine.drive.is_dir():
        wine.begin()
    done = wine.run(
        folder / "python" / "python.exe", "-I", "-B", "-X", "utf8", _COMPILER, folder, *left_out.with_sources()
    )
    wine.wait()
    if done.returncode:
        places.stop("some module does not compile:", done.stdout[-2000:], done.stderr[-2000:])


def listing(tree: Path) -> str:
    """Give the lines by which the setup unpacks a tree: like files beside each other, release.json last of all."""
    lines, folder = [], None
    for path in ordered(path.relative_to(tree) for path in places.files(tree)):
        if path.parent != folder:
            folder = path.parent
            lines.append(f'SetOutPath "{_as_in_nsis("$Part", folder)}"')
        lines.append(f'File "{str(path).replace("$", "$$")}"')
    return "\n".join(lines) + "\n"


def _as_in_nsis(root: str, folder: Path) -> str:
    return "\\".join([root, *(part.replace("$", "$$") for part in folder.parts)])


def ordered(names: Iterable[Path]) -> list[Path]:
    """Sort by kind, then by name: what is alike packs well together; what says that all is there comes last."""
    return sorted(names, key=lambda path: (path.name == "release.json", path.suffix, path.parent.as_posix(), path.name))


def longest(tree: Path) -> tuple[int, int]:
    """Give the length of the longest name of a file and of a folder in a tree: Windows has limits for both."""
    names = [path.relative_to(tree) for path in places.files(tree)]
    return max(len(str(name)) for name in names), max(len(str(name.parent)) for name in names)
