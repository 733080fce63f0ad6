"""Installs the window package in fresh roots of Debian 11, 12 and 13 and uses it there as an ordinary user would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import archives
import linux_window
import places
import roots
import trial

if TYPE_CHECKING:
    import argparse

_OLDER = "0.0.1"
_USER = "chen"
_CONFIG_HINT = "/media/stick"


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("window", help="on Debian 11, 12 and 13: install, use, upgrade, remove, purge")
    parser.add_argument("--deb", type=Path, help="the package; made with --fast when it is not given")
    parser.add_argument(
        "--before", type=Path, help="the release before; the same program under an older version if not"
    )
    parser.add_argument("--on", default=",".join(roots.SUITES), help="which releases: 11,12,13")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Try the package on each release; 1 when any step failed."""
    places.need_root()
    version = places.version()
    new = options.deb or linux_window.make(version, is_fast=True)
    before = options.before or linux_window.make(_OLDER, is_fast=True)
    passed = [try_on(release, new.resolve(), before.resolve()) for release in options.on.split(",")]
    return 0 if all(passed) else 1


def try_on(release: str, new: Path, before: Path) -> bool:
    """Try the package on one release of Debian, and tell whether every step went well."""
    suite = roots.SUITES[release]
    folder = places.BUILD / f"try-{release}"
    roots.unpacked(roots.base(suite), folder)
    (folder / "etc/apt/sources.list").write_text(f"deb {archives.archive(suite)} {suite} main\n", "utf-8")
    stick = folder / _CONFIG_HINT.lstrip("/")
    stick.mkdir(parents=True)
    for file in (new, before):
        (stick / file.name).write_bytes(file.read_bytes())
    tried = trial.Trial(f"Debian {release}", folder, _USER)
    try:
        _life(tried, new.name, before.name)
    except trial.Failed:
        return False
    finally:
        roots.remove(folder)
    return True


def _life(tried: trial.Trial, new: str, before: str) -> None:
    """From the first installation to the last trace of it."""
    tried.step("apt reads the archive", "apt-get", "-q", "update")
    tried.step("an ordinary user", "useradd", "--create-home", "--shell", "/bin/sh", _USER)
    install = ("apt-get", "-q", "-y", "--no-install-recommends", "--allow-downgrades", "install")
    tried.step("the release before is installed", *install, f"{_CONFIG_HINT}/{before}")
    _use(tried, "before")
    tried.as_user("data is made", "yimen demo --headless --json --data $HOME/training")
    tried.as_user(
        "what is there is noted", "find .local training -type f 2>/dev/null | sort | xargs -r sha256sum > was"
    )
    tried.step("upgrade", *install, f"{_CONFIG_HINT}/{new}")
    tried.as_user("the data is as it was", "sha256sum --quiet -c was")
    tried.step("the version before is kept", "sh", "-c", f"test -f /opt/yimen/kept/{_version(before)}/release.json")
    _use(tried, "new")
    tried.refused("the older one is refused", "已经用过", *install, f"{_CONFIG_HINT}/{before}")
    _start_twice_badly(tried, _version(new), _version(before))
    tried.step("removal", "apt-get", "-q", "-y", "remove", "yimen")
    tried.step("nothing of the program is left", "sh", "-c", "test ! -e /opt/yimen && test ! -e /usr/bin/yimen")
    tried.step("the configuration stays", "test", "-d", "/etc/yimen")
    tried.step("purge", "apt-get", "-q", "-y", "purge", "yimen")
    tried.step("nothing of the machine's is left", "sh", "-c", "test ! -e /etc/yimen && test ! -e /var/lib/yimen")
    tried.as_user("people's data is still there", "sha256sum --quiet -c was")


def _use(tried: trial.Trial, which: str) -> None:
    """What the program does on this system without a screen."""
    tried.as_user(f"{which}: it looks at the machine", "yimen doctor --json", may_be=(0, 1))
    tried.step(f"{which}: every library is found", "sh", "-c", _LIBRARIES)
    tried.as_user(f"{which}: a training township works", "yimen demo --headless --json")
    tried.as_user(f"{which}: the self-test", "yimen --self-test --json")
    tried.step(f"{which}: nothing was changed", "sh", "-c", "! dpkg --verify yimen | grep .")


def _start_twice_badly(tried: trial.Trial, new: str, before: str) -> None:
    """Two starts of the window that did not come up are followed by one of the version before."""
    program = f"/opt/yimen/versions/{new}/python/bin/python3"
    tried.step("the new version is broken", "sh", "-c", f"mv {program} {program}.away")
    for nth in ("first", "second"):
        tried.as_user(f"it does not start, {nth}", "yimen --data $HOME/none", may_be=(126, 127))
    went_back = "timeout 9 yimen --data $HOME/none & sleep 5; readlink /proc/[0-9]*/exe 2>/dev/null; kill $!; true"
    said = tried.as_user("the one before starts", went_back)
    tried.expect(f"it is {before}", f"/opt/yimen/kept/{before}/" in said)
    tried.step("it is whole again", "sh", "-c", f"mv {program}.away {program}")


def _version(name: str) -> str:
    return name.split("_")[1]


# Two of Qt's parts work only where their libraries are, and are passed over elsewhere: GTK's dialogs, printing.
_LIBRARIES = """
missing=$(for file in $(find /opt/yimen/versions -name '*.so*' -type f \
    ! -name libqgtk3.so ! -name libcupsprintersupport.so); do
    ldd "$file" 2>/dev/null | grep 'not found' | sed "s#^#$file#"
done)
echo "$missing"
test -z "$missing"
"""
