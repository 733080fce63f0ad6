"""CPython 3.11 for the Linux packages: Debian 12's source, compiled in a root of Debian 11, so that it starts on both.

Debian's signed index says what the sources are, and apt refuses any other bytes. What is made is kept under the
digest of what it was made from, and a second build compiles nothing.
"""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

import archives
import places
import roots

SOURCES = ("python3.11", "openssl")
_SCRIPT = places.HERE / "linux" / "compile-python.sh"
_WORK = "build"


def python() -> Path:
    """Give the folder with the compiled Python, stripped, nothing left out; compiled at the first call."""
    tar = roots.base("bullseye", roots.COMPILERS)
    root = _root(tar)
    offered = {name: _offered(root, name) for name in SOURCES}
    key = places.digest(repr(sorted(offered.items())), _SCRIPT.read_text("utf-8"), tar.name)
    made = places.BUILD / f"python-{key}"
    if made.is_dir():
        return made
    places.say("compiling OpenSSL and Python; about four minutes, only this once …")
    part = places.fresh(made.with_suffix(".making"))
    versions = [f"{name} {_fetched(root, name, offered[name])}\n" for name in SOURCES]
    _compile(root)
    (root / _WORK / "out" / "python").rename(part / "python")
    _settle(part / "python")
    (part / "python" / "sources.txt").write_text("".join(versions), "utf-8")
    part.rename(made)
    return made


def _root(tar: Path) -> Path:
    folder = places.BUILD / "root-11"
    mark = folder / "made-from"
    if not mark.is_file() or mark.read_text("utf-8") != tar.name:
        roots.unpacked(tar, folder)
        main, security = archives.archive("bookworm"), archives.archive("bookworm-security")
        lines = (f"deb-src {main} bookworm main\n", f"deb-src {security} bookworm-security main\n")
        (folder / "etc/apt/sources.list").write_text("".join(lines), "utf-8")
        mark.write_text(tar.name, "utf-8")
    if roots.tried_inside(folder, "apt-get", "-q", "update").returncode:
        places.say("the archives do not answer; the sources that they had last time are used")
    return folder


def _offered(root: Path, name: str) -> tuple[str, ...]:
    """Give the versions of a source that the signed indexes name, the newest first."""
    shown = roots.output_inside(root, "apt-cache", "--only-source", "showsrc", name)
    versions = {line.split()[1] for line in shown.splitlines() if line.startswith("Version:")}
    return tuple(sorted(versions, key=functools.cmp_to_key(_compared), reverse=True))


def _compared(one: str, other: str) -> int:
    if one == other:
        return 0
    is_older = subprocess.run(("dpkg", "--compare-versions", one, "lt", other), check=False).returncode == 0
    return -1 if is_older else 1


def _fetched(root: Path, name: str, versions: tuple[str, ...]) -> str:
    """Fetch the newest version that the archive really has (a mirror's index may run ahead of it), and say which."""
    found = next((version for version in versions if _is_fetched(root, name, version)), None)
    if not found:
        places.stop(f"no archive has the source of {name}.")
    return found


def _is_fetched(root: Path, name: str, version: str) -> bool:
    places.fresh(root / _WORK / name)
    fetch = f"cd /{_WORK}/{name} && apt-get -q source --download-only --only-source {name}={version}"
    if roots.tried_inside(root, "sh", "-c", fetch).returncode == 0:
        return True
    places.say(f"the archive names {name} {version} but does not have it")
    return False


def _compile(root: Path) -> None:
    sources = places.fresh(root / _WORK / "sources")
    for name in SOURCES:
        for file in (root / _WORK / name).iterdir():
            file.rename(sources / file.name)
    places.fresh(root / _WORK / "out")
    scratch = Path(tempfile.mkdtemp(prefix="work-", dir=root / _WORK))
    script = root / _WORK / "compile.sh"
    script.write_bytes(_SCRIPT.read_bytes())
    line = f"cd /{_WORK}/{scratch.name} && sh /{_WORK}/compile.sh /{_WORK}/sources /{_WORK}/out"
    roots.inside(root, "sh", "-c", line)
    roots.remove(scratch)


def _settle(python: Path) -> None:
    """Leave one program, `bin/python3`, that bears no symbols, and no links."""
    program = python / "bin" / "python3"
    for link in [path for path in python.rglob("*") if path.is_symlink()]:
        content = link.read_bytes()
        link.unlink()
        if link.parent.name != "bin":
            link.write_bytes(content)
    (python / "bin" / "python3.11").rename(program)
    strip([program, *python.rglob("*.so")])


def strip(binaries: list[Path]) -> None:
    """Take the symbols that only a debugger reads out of binaries; a file that would not get smaller stays as it is."""
    for file in binaries:
        bare = file.with_name(file.name + ".bare")
        done = subprocess.run(("strip", "--strip-unneeded", "-o", bare, file), capture_output=True, check=False)
        if done.returncode == 0 and bare.stat().st_size < file.stat().st_size:
            bare.chmod(file.stat().st_mode)
            bare.replace(file)
        bare.unlink(missing_ok=True)
