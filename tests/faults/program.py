"""Running one of the programs of this folder, alone in a process: imported once, without threads, safe to fork."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

NO_MOUNTS = "YIMEN_TESTS_WITHOUT_MOUNTS"
ROOT = Path(__file__).parents[2]


def run(module: str, *words: object, may_mount: bool = False) -> Any:
    """Run `tests.faults.<module>` and give the JSON document that it prints.

    With `may_mount` it has mounts of its own, which end with it, wherever this machine lets it.
    """
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, words)]
    with_mounts = own_mounts() if may_mount else ()
    world = os.environ if with_mounts else {**os.environ, NO_MOUNTS: "1"}
    done = subprocess.run([*with_mounts, *command], cwd=ROOT, stdout=subprocess.PIPE, env=world, check=True)
    return json.loads(done.stdout)


@cache
def own_mounts() -> tuple[str, ...]:
    """Give the command before a command that gives it mounts of its own; empty where that is not allowed."""
    as_user = ("unshare", "--user", "--map-root-user", "--mount")
    wanted = ("unshare", "--mount") if os.name == "posix" and os.geteuid() == 0 else as_user
    try:
        subprocess.run([*wanted, "mount", "-t", "tmpfs", "none", "/tmp"], check=True, stderr=subprocess.DEVNULL)  # noqa: S108 - in mounts of its own, gone at once
    except (OSError, subprocess.CalledProcessError):
        return ()
    return wanted


def mounted(*words: object) -> bool:
    """Mount, if this machine lets us and the mounts end with this program: `mount` with these words."""
    if os.environ.get(NO_MOUNTS):
        return False
    try:
        subprocess.run(["mount", *map(str, words)], check=True, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
