"""The package `yimen-county` for Debian and its like: the server, its units, the command that sets it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bill
import deb
import places
import release
import sizes

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

COUNTY = places.HERE / "county"
_OPT = "opt/yimen-county"
_SCRIPTS = {"yimen-county": _OPT, "backup": _OPT, "yimen-county-setup": "usr/sbin"}
_FILES = {
    "yimen-county.service": "lib/systemd/system",
    "yimen-county-backup.service": "lib/systemd/system",
    "yimen-county-backup.timer": "lib/systemd/system",
    "nginx.conf": "usr/share/yimen-county",
}
_DOC = "usr/share/doc/yimen-county"
_DOCS = ("docs/manual/county.md", "docs/manual/it.md", "LICENSE")
_CONTROL_FILES = ("preinst", "postinst", "prerm", "postrm")


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("county", help="the county's server for Debian 11, 12 and 13")
    parser.add_argument("--version", default=places.version(), help="call it by another version, for trials")
    parser.add_argument("--fast", action="store_true", help="compress little, for trials")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the package and tell where it lies and what is in it."""
    out = make(options.version, is_fast=options.fast)
    table = sizes.table(sizes.rows(_stage(options.version) / _OPT / "release", "county"), out.name, out.stat().st_size)
    (places.DIST / "sizes-county.md").write_text(table, "utf-8")
    print(out)
    return 0


def make(version: str, *, is_fast: bool) -> Path:
    """Give the package of a version, made anew."""
    places.need_root()
    stage = places.fresh(_stage(version))
    release.build(stage / _OPT / "release", version, f"/{_OPT}/release", "county")
    for name, folder in {**_SCRIPTS, **_FILES}.items():
        deb.put(stage / folder / name, (COUNTY / name).read_bytes(), 0o755 if name in _SCRIPTS else 0o644)
    for name in _DOCS:
        source = places.ROOT / name
        deb.put(stage / _DOC / ("copyright" if name == "LICENSE" else source.name), source.read_bytes())
    for name, text in bill.documents("county").items():
        deb.put(stage / _DOC / name, text.encode())
    link = stage / "usr/bin/yimen-county"
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/{_OPT}/yimen-county")
    files = {name: (COUNTY / name).read_text("utf-8") for name in _CONTROL_FILES}
    files |= {
        "control": deb.control((COUNTY / "control").read_text("utf-8"), stage, version),
        "md5sums": deb.sums(stage),
    }
    return deb.build(stage, files, places.DIST / f"yimen-county_{version}_amd64.deb", is_fast=is_fast)


def _stage(version: str) -> Path:
    return places.BUILD / "stage" / f"county-{version}"
