"""What starts the side that installs: the newest release tree that is whole and starts, else an older one."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


def tree(home: Path, version: str, *, whole: bool = True, starts: bool = True) -> None:
    """Make a release tree whose Python says which one it is."""
    python = home / "versions" / version / "python" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    answer = f'case "$*" in *--help) exit 0;; *) echo {version} "$@";; esac' if starts else "exit 1"
    python.write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
    python.chmod(0o755)
    if whole:
        (home / "versions" / version / "release.json").write_text("{}", "utf-8")


def started(home: Path) -> subprocess.CompletedProcess[str]:
    words = ["sh", str(PACKAGING / "linux" / "yimen-update"), "--state", "x"]
    return subprocess.run(
        words, env={"YIMEN_HOME": str(home), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("system", [sys.platform] if sys.platform != "win32" else [])
def test_the_newest_tree_that_starts_is_run(system: str, tmp_path: Path) -> None:
    assert system
    assert started(tmp_path).returncode == 1
    tree(tmp_path, "0.9.0")
    tree(tmp_path, "0.10.0")
    tree(tmp_path, "0.11.0", starts=False)
    tree(tmp_path, "0.12.0", whole=False)

    assert started(tmp_path).stdout.split() == ["0.10.0", "-m", "sync.updates.install", "--state", "x"]


def test_the_task_of_windows_runs_as_the_system_at_the_start_and_every_quarter_of_an_hour() -> None:
    task = Xml.parse(PACKAGING / "windows" / "yimen-update.xml").getroot()  # noqa: S314 - a file of ours
    said = {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in task.iter()}
    assert (said["UserId"], said["Interval"], said["RunOnlyIfNetworkAvailable"]) == ("S-1-5-18", "PT15M", "false")
    assert "BootTrigger" in said
