"""The release tree of the Linux window: python, lib, code and release.json, the same bytes from the same commit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import compiled
import left_out
import places
import wheels

PLATFORM = "linux-x86_64"
_CODE = ("app", "ui", "sync", "resources")


def build(folder: Path, version: str, installed: str, package: str) -> None:
    """Make the tree of a package in `folder`; `installed` is where it will lie, which tracebacks name."""
    places.fresh(folder)
    shutil.copytree(compiled.python() / "python", folder / "python", copy_function=os.link, symlinks=True)
    left_out.remove(folder / "python", left_out.rules("python"))
    wheels.put(folder / "lib", package)
    _slim(folder / "lib")
    put_code(folder / "code", version, "county-code" if package == "county" else "code")
    _let_python_find(folder)
    _compile(folder, installed)
    finish(folder, version, PLATFORM)


def finish(folder: Path, version: str, platform: str) -> None:
    """Give all files their time and rights, then write release.json, which says that the tree is whole."""
    _even(folder)
    listed = {path.relative_to(folder).as_posix(): places.sha256(path) for path in places.files(folder)}
    written = {"version": version, "platform": platform, "files": listed}
    place = folder / "release.json"
    place.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", "utf-8")
    os.utime(place, (places.moment(), places.moment()))


def _slim(lib: Path) -> None:
    """Strip the binaries of wheels that gain by it."""
    compiled.strip([path for pattern in left_out.stripped() for path in sorted(lib.glob(pattern))])


def put_code(folder: Path, version: str, part: str = "code") -> None:
    """Put our own code there as the last commit has it: only files that git knows."""
    folder.mkdir()
    if places.output("git", "-C", places.ROOT, "status", "--porcelain", "--", *_CODE):
        places.say("there are changes that are not committed: they do not go into the package")
    archive = subprocess.Popen(("git", "-C", places.ROOT, "archive", "HEAD", *_CODE), stdout=subprocess.PIPE)
    subprocess.run(("tar", "-C", folder, "-x"), stdin=archive.stdout, check=True)
    if archive.wait():
        raise subprocess.CalledProcessError(archive.returncode, "git archive")
    left_out.remove(folder, left_out.rules(part))
    said = folder / "app" / "version.py"
    said.write_text(said.read_text("utf-8").replace(f'"{places.version()}"', f'"{version}"'), "utf-8")


def _let_python_find(folder: Path) -> None:
    """Name lib and code in a .pth file, relative to it: the tree may lie anywhere."""
    asked = "import site; print(site.getsitepackages()[-1])"
    site = Path(places.output(folder / "python/bin/python3", "-I", "-B", "-c", asked).strip())
    site.mkdir(parents=True, exist_ok=True)
    for name in ("lib", "code"):
        with (site / "yimen.pth").open("a", encoding="utf-8") as lines:
            lines.write(os.path.relpath(folder / name, site) + "\n")


def _compile(folder: Path, installed: str) -> None:
    """Compile all modules; nothing is written beside them later, and no time of a file is looked at.

    Of what others wrote only the compiled form stays, which saves 40 MB; our own sources lie beside it for tracebacks.
    """
    foreign = [folder / "lib", folder / "python/lib/python3.11"]
    _run_compiler(folder, installed, "-b", *map(str, foreign))
    kept = [folder / "lib" / name for name in left_out.with_sources()]
    for source in [path for place in foreign for path in place.rglob("*.py")]:
        if not any(map(source.is_relative_to, kept)):
            source.unlink()
    _run_compiler(folder, installed, str(folder / "code"))


def _run_compiler(folder: Path, installed: str, *words: str) -> None:
    line = ("-I", "-B", "-m", "compileall", "-q", "-f", "-j", "1", "--invalidation-mode", "unchecked-hash")
    where = ("-s", str(folder), "-p", installed, *words)
    done = subprocess.run(
        (folder / "python/bin/python3", *line, *where),
        env=places.clean({"PYTHONHASHSEED": "0"}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        places.stop("some module does not compile:", done.stdout[-2000:], done.stderr[-2000:])


def _even(folder: Path) -> None:
    """Give every file the time of the commit and plain rights."""
    moment = places.moment()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.chmod(0o755)
        elif not path.is_symlink():
            own = _own_copy(path)
            own.chmod(0o755 if own.parent.name == "bin" else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def _own_copy(path: Path) -> Path:
    """Give the file as one of its own: what is linked to the cache must not change with it."""
    if path.stat().st_nlink > 1:
        copy = path.with_name(path.name + ".own")
        shutil.copyfile(path, copy)
        copy.replace(path)
    return path
