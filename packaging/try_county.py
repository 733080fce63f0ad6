"""The county's server and a window, each from its package in a root and a network of its own: nothing to an update.

Two roots of Debian with a cable between them that is pulled and plugged in again. Nothing but the packages, what IT
types, and what an officer does.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import archives
import county_package
import linux_window
import places
import roots
import trial

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_OLDER = "0.0.1"
_USER = "chen"
_COUNTY_NET, _WINDOW_NET = "yimen-c", "yimen-w"
_COUNTY_AT, _WINDOW_AT = "10.77.0.1", "10.77.0.2"
_STICK = "/media/stick"
_SECRET = "lianxi yong de mima 12345"  # noqa: S105 - of made-up people, for a trial
_INSTALL = ("apt-get", "-q", "-y", "--no-install-recommends", "install")


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("county", help="server and window in two roots: enrol, send, update over the line")
    parser.add_argument("--on", default="12", choices=tuple(roots.SUITES), help="which release: 11, 12, 13")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Go from nothing to an updated window; 1 when any step failed."""
    places.need_root()
    version = places.version()
    debs = (
        county_package.make(version, is_fast=True),
        linux_window.make(_OLDER, is_fast=True),
        linux_window.make(version, is_fast=True),
    )
    suite = roots.SUITES[options.on]
    with _root("county", suite, debs[0], debs[2]) as county, _root("window", suite, debs[1]) as window:
        server = trial.Trial("county", county, _USER)
        desk = trial.Trial("window", window, _USER)
        try:
            _install_server(server, debs[0].name)
            desk.step("apt reads the archive", "apt-get", "-q", "update")
            with _cable():
                _from_nothing(county, window, [deb.name for deb in debs])
        except trial.Failed:
            return 1
        finally:
            _end_all(county, window)
    return 0


@contextlib.contextmanager
def _root(name: str, suite: str, *debs: Path) -> Iterator[Path]:
    folder = places.BUILD / f"try-county-{name}"
    roots.unpacked(roots.base(suite), folder)
    (folder / "etc/apt/sources.list").write_text(f"deb {archives.archive(suite)} {suite} main\n", "utf-8")
    (folder / _STICK.lstrip("/")).mkdir(parents=True)
    for deb in debs:
        (folder / _STICK.lstrip("/") / deb.name).write_bytes(deb.read_bytes())
    try:
        yield folder
    finally:
        roots.remove(folder)


def _install_server(server: trial.Trial, deb: str) -> None:
    server.step("apt reads the archive", "apt-get", "-q", "update")
    server.step("PostgreSQL and nginx", *_INSTALL, "postgresql", "nginx", "iproute2")
    server.step("the server's package", *_INSTALL, f"{_STICK}/{deb}")


@contextlib.contextmanager
def _cable() -> Iterator[None]:
    """Two networks and a cable between them; all of it is gone at the end."""
    for net in (_COUNTY_NET, _WINDOW_NET):
        subprocess.run(("ip", "netns", "del", net), check=False, stderr=subprocess.DEVNULL)
        places.run("ip", "netns", "add", net)
        places.run("ip", "-n", net, "link", "set", "lo", "up")
    try:
        places.run("ip", "-n", _COUNTY_NET, "link", "add", "eth0", "type", "veth", "peer", "eth0", "netns", _WINDOW_NET)
        for net, at in ((_COUNTY_NET, _COUNTY_AT), (_WINDOW_NET, _WINDOW_AT)):
            places.run("ip", "-n", net, "addr", "add", f"{at}/24", "dev", "eth0")
        places.run("ip", "-n", _COUNTY_NET, "link", "set", "eth0", "up")
        yield
    finally:
        for net in (_COUNTY_NET, _WINDOW_NET):
            subprocess.run(("ip", "netns", "del", net), check=False)


def _from_nothing(county: Path, window: Path, debs: list[str]) -> None:
    server = trial.Trial("county", county, _USER, _COUNTY_NET)
    desk = trial.Trial("window", window, _USER, _WINDOW_NET)
    code = _set_up(server)
    desk.step("an ordinary user", "useradd", "--create-home", "--shell", "/bin/sh", _USER)
    beside = window / _STICK.lstrip("/")
    for name in ("yimen.toml", "update-root.json"):
        (beside / name).write_bytes((county / "etc/yimen-county/tls" / name).read_bytes())
    fetching = trial.Trial("window", window, _USER)  # what Debian has comes over the line of whoever tries this
    fetching.step("the package, the county's file beside it, a code", "sh", "-c", _with_code(code, debs[1]))
    desk.as_user(
        "a window without a line", _as_officer("yimen enrol --officer 陈素华 --town 青龙镇 --confirmer county")
    )
    desk.as_user("somebody comes", _as_officer(_somebody_comes()))
    desk.as_user("nothing can be sent", _as_officer("yimen sync --once"), may_be=(4,))
    places.run("ip", "-n", _WINDOW_NET, "link", "set", "eth0", "up")
    sent = desk.as_user("the cable is in: all is sent", _as_officer("yimen sync --once --json"))
    desk.expect("nothing waits any more", json.loads(sent[sent.index("{") :])["pending"]["entries"] == 0)
    verified = server.step("the county has all, whole", "yimen-county", "verify", "--json")
    server.expect("entries came", json.loads(verified[verified.index("{") :])["entries"] > 0)
    _update(server, desk, debs[2])


def _set_up(server: trial.Trial) -> str:
    """Set the server up as IT does, start it, and give a code for a window."""
    server.step("PostgreSQL runs", "sh", "-c", "for v in /etc/postgresql/*; do pg_ctlcluster ${v##*/} main start; done")
    setup = f"yimen-county-setup --host {_COUNTY_AT} --name 周敏 --database postgresql --front nginx --yes"
    server.step("one command sets the server up", "sh", "-c", f"YIMEN_COUNTY_PASSWORD='{_SECRET}' {setup}")
    server.step("again: nothing changes", "sh", "-c", setup)
    wait = "for n in 1 2 3 4 5 6 7 8 9 10; do grep -q ok /run/served && exit; sleep 1; done; cat /run/served; exit 1"
    server.step("it serves", "sh", "-c", f"yimen-county serve --json >/run/served 2>&1 & {wait}")
    server.step("nginx runs", "nginx")
    root = "yimen-county updates init /srv/yimen-updates --keys /var/lib/yimen-county/keys-of-updates --json"
    server.step("a repository of updates", "sh", "-c", f"YIMEN_UPDATES_PASSPHRASE='{_SECRET}' {root}")
    server.step(
        "its root for the windows",
        "cp",
        "/var/lib/yimen-county/keys-of-updates/update-root.json",
        "/etc/yimen-county/tls/",
    )
    words = ("enrol-code", "--office", "511725123", "--name", "青龙镇人民政府", "--confirmer", "county", "--json")
    made = server.step("a code for a window", "yimen-county", *words)
    code: str = json.loads(made[made.index("{") :])["code"]
    return code


def _with_code(code: str, deb: str) -> str:
    return f"YIMEN_CODE='{code}' {' '.join(_INSTALL)} {_STICK}/{deb}"


_INSTALLED = "/opt/yimen/yimen-update || { cat /var/lib/yimen/updates/outcome.json; exit 1; }"


def _as_officer(line: str) -> str:
    return f"export YIMEN_NEW_PASSWORD='{_SECRET}' YIMEN_PASSWORD='{_SECRET}'; {line}"


def _somebody_comes() -> str:
    """Record a visit by the program's own Python, as the window does: a line of the register, an entry."""
    lines = (
        "import os, pathlib",
        "from app.services import session, visits",
        "from app.services.visits import Coming",
        "from app.domain.visit import Outcome, Visitor",
        "data = pathlib.Path.home() / '.local/share/yimen'",
        "officer = session.officers(data)[0].officer_id",
        "desk = session.unlock(data, officer, os.environ['YIMEN_PASSWORD'])",
        "visits.record(desk, Coming('ask', Visitor('王德贵', village='青龙村')), Outcome.ANSWERED)",
        "desk.store.close()",
    )
    program = "; ".join(lines)
    return f'/opt/yimen/versions/*/python/bin/python3 -P -c "{program}"'


def _update(server: trial.Trial, desk: trial.Trial, deb: str) -> None:
    """Offer the newer package at the county, and let the window find, fetch and install it."""
    add = f"yimen-county updates add /srv/yimen-updates {_STICK}/{deb} --keys /var/lib/yimen-county/keys-of-updates"
    server.step("a newer version is offered", "sh", "-c", f"YIMEN_UPDATES_PASSPHRASE='{_SECRET}' {add}")
    desk.as_user("the window finds and fetches it", "yimen updates --install --json")
    desk.step("the side that installs takes it", "sh", "-c", _INSTALLED)
    said = desk.as_user("the newer version is at work", "yimen doctor --json", may_be=(0, 1))
    desk.expect("it is the newer one", f"一门 {places.version()}" in said)
    desk.as_user("with all data", _as_officer("yimen verify --json"))
    desk.as_user("and still sends", _as_officer("yimen sync --once --json"))


def _end_all(*folders: Path) -> None:
    """End what still runs in the roots."""
    for place in Path("/proc").glob("[0-9]*/root"):
        with contextlib.suppress(OSError):
            if place.readlink() in folders:
                subprocess.run(("kill", "-9", place.parent.name), check=False)
