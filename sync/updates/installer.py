"""The installer of the platform: the one narrow way in which something changes on a machine."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from app.errors import Refused, Unavailable

Run = Callable[[Sequence[str]], tuple[int, str]]  # words → exit code, what was said

_MOST_S: Final = 1800.0
_DPKG_TROUBLE: Final = 2
_MEND: Final = ("dpkg", "--configure", "-a", "--force-confold")
_DPKG: Final = ("dpkg", "--force-confold", "--install")


def run(words: Sequence[str]) -> tuple[int, str]:
    """Run a program that asks nobody anything, and give its exit code and the end of what it said."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours; the only file among them was checked
            words,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_MOST_S,
            check=False,
        )  # fmt: skip - the settings of one call
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, str(error)
    return done.returncode, done.stdout.decode("utf-8", "replace")[-4_000:]


def install(package: Path, run_it: Run = run, system: str = sys.platform) -> None:
    """Install a checked package; Unavailable update.busy while another program installs, Refused update.failed."""
    if system == "win32":
        _succeed(run_it, (str(package), "/S"))
        return
    _succeed(run_it, _MEND)  # whatever was interrupted before comes to its end first
    _succeed(run_it, (*_DPKG, str(package)))


def _succeed(run_it: Run, words: Sequence[str]) -> None:
    code, said = run_it(words)
    if code == _DPKG_TROUBLE and "lock" in said:
        raise Unavailable("update.busy")
    if code:
        raise Refused("update.failed", exit=code, said=said)
