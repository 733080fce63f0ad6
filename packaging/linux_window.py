"""The package `yimen` for Debian and its like: the window program with everything that it runs on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import bill
import deb
import places
import release
import sizes

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

LINUX = places.HERE / "linux"
OPT = "opt/yimen"
_PLACED = {
    "yimen.desktop": "usr/share/applications/yimen.desktop",
    "70-yimen.rules": "lib/udev/rules.d/70-yimen.rules",
    "copyright": "usr/share/doc/yimen/copyright",
}
_ICON = ("resources/look/mark.svg", "usr/share/icons/hicolor/scalable/apps/yimen.svg")
_LAUNCHERS = ("yimen", "yimen-update")
_CONTROL_FILES = ("preinst", "postinst", "prerm", "postrm", "config", "templates")


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("window", help="the window program for Debian 11, 12 and 13")
    parser.add_argument("--version", default=places.version(), help="call it by another version, for trials")
    parser.add_argument("--fast", action="store_true", help="compress little, for trials")
    parser.add_argument("--write-docs", action="store_true", help="keep sizes, SBOM and licences in docs/shipped")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the package and tell where it lies."""
    began = time.monotonic()
    out = make(options.version, is_fast=options.fast)
    tree = _stage(options.version) / OPT / "versions" / options.version
    table = sizes.table(sizes.rows(tree, "window"), out.name, out.stat().st_size)
    written = {"sizes.md": table} | bill.documents("window")
    for folder in (places.DIST, places.ROOT / "docs" / "shipped") if options.write_docs else (places.DIST,):
        folder.mkdir(exist_ok=True)
        for name, text in written.items():
            (folder / name).write_text(text, "utf-8")
    places.say(f"{out.name}: {out.stat().st_size / 1e6:.1f} MB, in {time.monotonic() - began:.0f} s")
    print(out)
    return 0


def make(version: str, *, is_fast: bool) -> Path:
    """Give the package of a version, made anew."""
    places.need_root()
    stage = places.fresh(_stage(version))
    release.build(stage / OPT / "versions" / version, version, f"/{OPT}/versions/{version}", "window")
    _put_around(stage)
    for name, text in bill.documents("window").items():
        deb.put(stage / "usr/share/doc/yimen" / name, text.encode())
    files = {name: (LINUX / name).read_text("utf-8") for name in _CONTROL_FILES}
    files |= {
        "control": deb.control((LINUX / "control").read_text("utf-8"), stage, version),
        "md5sums": deb.sums(stage),
    }
    return deb.build(stage, files, places.DIST / f"yimen_{version}_amd64.deb", is_fast=is_fast)


def _stage(version: str) -> Path:
    return places.BUILD / "stage" / f"window-{version}"


def _put_around(stage: Path) -> None:
    """Put what lies outside the release tree: the launcher, the menu entry, the sign, rules for cameras."""
    for name in _LAUNCHERS:
        deb.put(stage / OPT / name, (LINUX / name).read_bytes(), 0o755)
    for name, place in _PLACED.items():
        deb.put(stage / place, (LINUX / name).read_bytes())
    icon = (places.ROOT / _ICON[0]).read_text("utf-8").replace("currentColor", "#1f5f8b")
    deb.put(stage / _ICON[1], icon.encode())
    link = stage / "usr/bin/yimen"
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/{OPT}/yimen")
    for unit in sorted(LINUX.glob("yimen-update.*")):
        deb.put(stage / "lib/systemd/system" / unit.name, unit.read_bytes())
