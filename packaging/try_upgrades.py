"""Upgrades that are killed at random moments: each must leave a working program of one version, with all data.

Each round begins with the same installed system (an overlay over it, gone afterwards), upgrades it as the installing
side does, kills that with all its children, and looks: the program that starts is whole, to the digest of every file;
the store is whole; what dpkg does next ends in the new version.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import archives
import linux_window
import places
import roots
import trial

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

_OLDER, _USER, _STICK = "0.0.1", "chen", "/media/stick"
_WORD = "lianxi yong de mima 12345"
_INSTALL = ("apt-get", "-q", "-y", "--no-install-recommends", "install")
_UPGRADE = ("dpkg", "--force-confold", "--force-unsafe-io", "--install")
_OFFICER = f"export YIMEN_NEW_PASSWORD='{_WORD}' YIMEN_PASSWORD='{_WORD}'; "
# A code of a county that is nowhere: the window is opened without a line.
_ENROL = "yimen enrol --officer 陈素华 --town 青龙镇 --confirmer county --server https://192.0.2.1:8470 --code "
_WHOLE = """
import hashlib, json, pathlib, sys
tree = pathlib.Path(sys.prefix).parent
said = json.loads((tree / "release.json").read_bytes())
digest = lambda name: hashlib.sha256((tree / name).read_bytes()).hexdigest()
bad = [name for name, told in said["files"].items() if digest(name) != told]
print(said["version"], len(said["files"]))
sys.exit(f"not whole: {bad[:3]}" if bad else 0)
"""


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("upgrades", help="kill upgrades at random moments and look at what is left")
    parser.add_argument("--count", type=int, default=200, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument("--on", default="12", choices=tuple(roots.SUITES), help="which release: 11, 12, 13")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Kill so many upgrades; 1 when one of them left something else than a working program with all data."""
    places.need_root()
    debs = linux_window.make(_OLDER, is_fast=True), linux_window.make(places.version(), is_fast=True)
    base = places.BUILD / "try-upgrades"
    chance, failed = random.Random(options.seed), 0  # noqa: S311 - moments, no secrets
    try:
        _installed(base, roots.SUITES[options.on], *debs)
        took = _timed(base, debs[1].name)
        for number in range(1, options.count + 1):
            moment = chance.uniform(0, took)
            with _overlay(base) as folder:
                fault = _round(folder, debs[1].name, moment)
            failed += bool(fault)
            print(f"{'▲' if fault else '✓'} {number}: killed after {moment:.2f} s {fault}".rstrip(), flush=True)
    finally:
        roots.remove(base)
    print(f"{options.count} upgrades of {took:.1f} s were killed, {failed} left something that does not work")
    return 1 if failed else 0


def _installed(base: Path, suite: str, *debs: Path) -> None:
    """Make the system that each round begins with: the older version, a window that was opened, an officer's data."""
    roots.unpacked(roots.base(suite), base)
    (base / "etc/apt/sources.list").write_text(f"deb {archives.archive(suite)} {suite} main\n", "utf-8")
    (base / _STICK.lstrip("/")).mkdir(parents=True)
    for deb in debs:
        (base / _STICK.lstrip("/") / deb.name).write_bytes(deb.read_bytes())
    made = trial.Trial("before", base, _USER)
    made.step("apt reads the archive", "apt-get", "-q", "update")
    made.step("the release before", *_INSTALL, f"{_STICK}/{debs[0].name}")
    made.step("an ordinary user", "useradd", "--create-home", "--shell", "/bin/sh", _USER)
    code = made.as_user("a code", f"/opt/yimen/versions/{_OLDER}/python/bin/python3 -P -c '{_A_CODE}'").strip()
    made.as_user("a window is opened", f"{_OFFICER}{_ENROL}{code}")
    made.as_user("its data", "find .local/share/yimen -type f | sort | xargs sha256sum > was")


_A_CODE = (
    "from sync.enrol_code import EnrolCode, new_secret; "
    'print(EnrolCode("t-0A1B2C", "0A", bytes(10), new_secret()).text)'
)


def _timed(base: Path, deb: str) -> float:
    """Give how long an upgrade takes that nobody kills."""
    with _overlay(base) as folder:
        began = time.monotonic()
        roots.inside(folder, *_UPGRADE, f"{_STICK}/{deb}")
        return time.monotonic() - began


@contextlib.contextmanager
def _overlay(base: Path) -> Iterator[Path]:
    """Give a system like `base` that may be changed; what was changed lies in memory and is gone afterwards."""
    place = base.with_name(f"{base.name}-round")
    for name in ("memory", "system"):
        (place / name).mkdir(parents=True, exist_ok=True)
    places.run("mount", "-t", "tmpfs", "tmpfs", place / "memory")
    try:
        for name in ("upper", "work"):
            (place / "memory" / name).mkdir()
        layers = f"lowerdir={base},upperdir={place}/memory/upper,workdir={place}/memory/work"
        places.run("mount", "-t", "overlay", "overlay", "-o", layers, place / "system")
        try:
            yield place / "system"
        finally:
            places.run("umount", place / "system")
    finally:
        places.run("umount", place / "memory")


def _round(folder: Path, deb: str, moment: float) -> str:
    """Kill an upgrade after so many seconds; give what is wrong then or after the next one, empty where nothing is."""
    _killed(roots.line_in(folder, *_UPGRADE, f"{_STICK}/{deb}"), moment)
    fault = _looked_at(folder, {_OLDER, places.version()})
    if fault:
        return f"cut off: {fault}"
    for line in (("dpkg", "--configure", "-a"), (*_UPGRADE, f"{_STICK}/{deb}")):
        done = roots.tried_inside(folder, *line)
        if done.returncode:
            return f"{' '.join(line[:2])}: {done.stdout[-300:]}"
    return _looked_at(folder, {places.version()})


def _killed(line: list[str], moment: float) -> None:
    environment = places.clean({"DEBIAN_FRONTEND": "noninteractive", "PATH": os.environ["PATH"]})
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        line, env=environment, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing
    ) as upgrade:
        with contextlib.suppress(subprocess.TimeoutExpired):
            upgrade.wait(moment)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(upgrade.pid, signal.SIGKILL)


def _looked_at(folder: Path, versions: set[str]) -> str:
    """Give what is wrong with the program that starts, or with the data; empty where nothing is."""
    look = f"""
tree=$(sed 's/^exec .*/echo "$tree"/' /opt/yimen/yimen | sh -s -- config show)
"$tree/python/bin/python3" -I -B - <<'END' || exit
{_WHOLE}
END
sha256sum --quiet -c was && yimen config show >/dev/null && yimen verify >/dev/null
"""
    done = roots.tried_inside(folder, "su", "-", _USER, "-c", f"{_OFFICER}export LC_ALL=C.UTF-8; {look}")
    said = done.stdout.strip()
    version = said.split(" ")[0] if said else ""
    return "" if done.returncode == 0 and version in versions else f"code {done.returncode}: {said[-300:]}"
