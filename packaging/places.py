"""Where packages are made, and how an outside command is run for it. Standard library only, like all files here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
BUILD = Path(os.environ.get("YIMEN_BUILD") or ROOT / ".build").resolve()
DIST = ROOT / "dist"
MISSING = 4


def say(sentence: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"package: {sentence}", file=sys.stderr, flush=True)


def stop(*sentences: str) -> NoReturn:
    """End with `sentences`, one a line: this machine lacks something."""
    say("\n".join(sentences))
    raise SystemExit(MISSING)


def need_root() -> None:
    """End with a sentence for anybody but root: roots of other releases cannot be made otherwise."""
    if os.geteuid() != 0:
        stop("this needs root: it makes a root of Debian 11 to build in. Start it with sudo.")


def run(*line: str | Path, cwd: Path | None = None, more: dict[str, str] | None = None) -> None:
    """Run a command; CalledProcessError when it fails. What it prints goes to standard error."""
    subprocess.run([str(word) for word in line], cwd=cwd, env=clean(more), check=True, stdout=sys.stderr)


def output(*line: str | Path, cwd: Path | None = None, more: dict[str, str] | None = None) -> str:
    """Run a command and give what it prints; CalledProcessError when it fails."""
    done = subprocess.run(
        [str(word) for word in line], cwd=cwd, env=clean(more), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def clean(more: dict[str, str] | None = None) -> dict[str, str]:
    """Give the variables of an outside command: plain messages, and nothing that changes a Python it starts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC", **(more or {})}


def digest(*parts: str | bytes) -> str:
    """Give sixteen letters that stand for what something is made from."""
    summed = hashlib.sha256()
    for part in parts:
        summed.update(part.encode() if isinstance(part, str) else part)
        summed.update(b"\0")
    return summed.hexdigest()[:16]


def sha256(file: Path) -> str:
    """Give the SHA-256 of a file in hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def version() -> str:
    """Give the program's version as app/version.py says it."""
    found = re.search(r'^VERSION = "(.+)"$', (ROOT / "app/version.py").read_text("utf-8"), re.MULTILINE)
    if not found:
        stop("app/version.py has no VERSION.")
    return found[1]


def moment() -> int:
    """Give the time of the last commit in seconds: every file of a package bears it, and two builds are the same."""
    return int(output("git", "-C", ROOT, "log", "-1", "--format=%ct"))


def fresh(folder: Path) -> Path:
    """Give the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files(folder: Path) -> Iterable[Path]:
    """Give all files and links below a folder, sorted by their names."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
