"""Installs the Windows setup under Wine and uses it there, as far as Wine can: `python3 run.py try windows`.

What Wine cannot show is written down for a person at a real PC: docs/manual/windows-check.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import places
import release
import windows_setup
import windows_tree
import windows_trials
from trial import Failed
from windows_pc import Pc, Steps, thin

if TYPE_CHECKING:
    import argparse

_SETUPS = places.BUILD / "setups"
_OLDER = "0.0.1"
_TRIALS = {
    "life": windows_trials.life,
    "parts": windows_trials.parts,
    "versions": windows_trials.versions,
    "places": windows_trials.other_places,
    "kill": windows_trials.killed,
    "signed": windows_trials.signed,
    "same": windows_trials.same,
}


class Setups(NamedTuple):
    """The setup programs of a trial: the whole one, and thin ones of versions before and after."""

    whole: Path
    version: str
    before: Path
    after: tuple[Path, ...]


def words(acts: argparse._SubParsersAction[Any]) -> None:
    """Add the words of this command."""
    parser = acts.add_parser("windows", help="under Wine: install, use, upgrade, kill, uninstall")
    parser.add_argument("--setup", type=Path, help="the setup; made with --fast when it is not given")
    parser.add_argument("--before", type=Path, help="the release before; a thin one if not")
    parser.add_argument("--made", action="store_true", help="take what the trial before has made")
    parser.add_argument("--only", default=",".join(_TRIALS), help=f"which trials: {','.join(_TRIALS)}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Try the setup; 1 when any step failed."""
    windows_setup.need_tools()
    setups = _made(options)
    went = [_went_well(name, setups) for name in options.only.split(",")]
    return 0 if all(went) else 1


def _went_well(name: str, setups: Setups) -> bool:
    pc = Pc(places.BUILD / f"try-windows-{name}")
    try:
        _TRIALS[name](pc, Steps(name), setups)
    except Failed:
        return False
    finally:
        pc.wine.kill()
    places.run("rm", "-rf", pc.wine.prefix)
    return True


def _made(options: argparse.Namespace) -> Setups:
    """Give the setups; of the versions before and after only what opens no window."""
    version = places.version()
    after = (f"{version}.1", f"{version}.2")
    if not options.made:
        tree = windows_setup.stage(version)
        windows_tree.build(tree, version)
        if not options.setup:
            windows_setup.make(tree, version, _SETUPS, is_fast=True)
        for one in (_OLDER, *after):
            stage = thin(tree, windows_setup.stage(one))
            release.finish(stage, one, windows_tree.PLATFORM)
            windows_setup.make(stage, one, _SETUPS, is_fast=True)
    whole, before = options.setup or _setup(version), options.before or _setup(_OLDER)
    return Setups(whole.resolve(), version, before.resolve(), tuple(map(_setup, after)))


def _setup(version: str) -> Path:
    return _SETUPS / f"yimen-{version}-setup.exe"
