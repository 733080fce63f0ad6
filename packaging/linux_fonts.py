"""The package `yimen-fonts-rare`: 61,056 rare characters, for desks where such names live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import deb
import places

if TYPE_CHECKING:
    import argparse

_FONT = places.ROOT / "resources/fonts/RareHan.ttf"
_LICENCE = places.ROOT / "resources/fonts/Hanazono.LICENSE.txt"


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("fonts", help="the rare characters, for all releases and machines")
    parser.add_argument("--version", default=places.version(), help="call it by another version, for trials")
    parser.add_argument("--fast", action="store_true", help="compress little, for trials")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the package and tell where it lies."""
    stage = places.fresh(places.BUILD / "stage" / "fonts")
    for source, place in ((_FONT, "opt/yimen/fonts"), (_LICENCE, "usr/share/doc/yimen-fonts-rare")):
        (stage / place).mkdir(parents=True)
        copy = stage / place / ("copyright" if source is _LICENCE else source.name)
        copy.write_bytes(source.read_bytes())
        copy.chmod(0o644)
    text = (places.HERE / "linux" / "control-fonts").read_text("utf-8")
    files = {"control": deb.control(text, stage, options.version), "md5sums": deb.sums(stage)}
    out = places.DIST / f"yimen-fonts-rare_{options.version}_all.deb"
    print(deb.build(stage, files, out, is_fast=options.fast))
    return 0
