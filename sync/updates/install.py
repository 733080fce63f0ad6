"""The side that installs, as root or SYSTEM and without a network: `python -m sync.updates.install`.

It believes nothing of what a program handed in: it copies first, checks its own copy against its own root and its
own memory of what was seen, and installs only a newer program for this machine. All it needs is loaded before the
installer runs, since that may take this very program's files away. Killed anywhere, the next run ends the work.
"""

import argparse
import json
import logging
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from app import clock
from app.durable import disk, write_whole
from app.errors import Refused, Unavailable
from sync.reading import Members, NotProtocol, read_json
from sync.updates import installer, places, taking
from sync.updates.alone import alone
from sync.updates.fetching import is_whole
from sync.updates.looking import look, read_root
from sync.updates.offer import Kind, Offer, newest_program, this_platform
from sync.updates.outcome import INSTALLED, Outcome, note, read_outcomes
from sync.updates.source import Folder
from sync.updates.version import is_newer

EXIT_OK: Final = 0
EXIT_REFUSED: Final = 3
EXIT_UNAVAILABLE: Final = 4
_LOG: Final = logging.getLogger(__name__)
_SEEN: Final = "seen"  # within the state: the lists as they were last seen
_WORK: Final = "work"  # our own copies
_PLAN: Final = "plan.json"  # within the work: what is being installed; there only once all is checked
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Side:
    """What the installing side stands on; `install` and `installed` are the doors to the system."""

    incoming: Path
    state: Path
    root: Path
    now: Callable[[], datetime] = clock.now
    install: Callable[[Path], None] = installer.install
    installed: Callable[[], str] = places.installed_version
    platform: str = field(default_factory=this_platform)


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked package in our own folder that is being installed, and how often that was begun."""

    request: str
    offer: Offer
    tries: int = 0


def run(side: Side) -> tuple[Outcome, ...]:
    """End what was begun, then take all requests; give how those ended that ended now.

    Unavailable update.busy, update.at_work, store.*: the next run goes on from there.
    """
    with alone(side.state), disk():
        ended = _finish(side)
        if side.incoming.is_dir():
            taking.sweep(side.incoming, time.time())
            for name in taking.waiting(side.incoming):
                ended += _take(side, name)
    return ended


def _take(side: Side, name: str) -> tuple[Outcome, ...]:
    """Take one request: refuse it, or copy, check, plan and install it. One that has ended already is put away."""
    known = {one.request for one in read_outcomes(side.state)}
    refusals: tuple[Outcome, ...] = ()
    try:
        if name not in known:
            _plan(side, name)
    except Refused as refused:
        refusals = (_note(side, name, "", refused.code),)
    taking.remove(side.incoming / name)
    return refusals + _finish(side)


def _plan(side: Side, name: str) -> None:
    """Copy and check a request, and write the plan to install it; Refused update.* where it is not to be installed."""
    work = side.state / _WORK
    taking.copy_lists(side.incoming / name, work / "metadata")
    found = look(Folder(work), read_root(side.root), side.state / _SEEN, side.now())
    offer = newest_program(found.offers, side.installed(), side.platform)
    if offer is None:
        raise Refused("update.not_newer", version=side.installed())
    taking.copy_package(side.incoming / name, offer, work / offer.name)
    _write_plan(side, Plan(name, offer))


def _finish(side: Side) -> tuple[Outcome, ...]:
    """Bring a plan to its end, whatever happened to the run before; without one, clear what is half."""
    plan = _read_plan(side)
    ended: tuple[Outcome, ...] = ()
    if plan is not None:
        ended = (_note(side, plan.request, plan.offer.version, _installed(side, plan)),)
        (side.state / _WORK / _PLAN).unlink()
    if (side.state / _WORK).exists():
        shutil.rmtree(side.state / _WORK)
    return ended


def _installed(side: Side, plan: Plan) -> str:
    """Install what is planned, and give the code of how that ended."""
    package = side.state / _WORK / plan.offer.name
    if plan.tries >= _TRIES or not is_whole(package, plan.offer):
        return "update.failed"
    if not is_newer(plan.offer.version, side.installed()):
        return INSTALLED if plan.tries else "update.not_newer"
    _write_plan(side, Plan(plan.request, plan.offer, plan.tries + 1))
    try:
        side.install(package)
    except Refused as refused:
        _LOG.error("not installed: %s %s", refused.code, refused.facts.get("said", ""))
        return refused.code
    except Unavailable:
        _write_plan(side, plan)  # this try does not count
        raise
    return INSTALLED if side.installed() == plan.offer.version else "update.other_version"


def _note(side: Side, request: str, version: str, code: str) -> Outcome:
    _LOG.warning("%s %s: %s", request, version or "-", code)
    outcome = Outcome(request, version, code, clock.text(side.now()))
    note(side.state, outcome)
    return outcome


def _write_plan(side: Side, plan: Plan) -> None:
    offer = plan.offer
    said = {"request": plan.request, "tries": plan.tries, "version": offer.version, "platform": offer.platform}
    said |= {"path": offer.path, "size_bytes": offer.size_bytes, "sha256": offer.sha256}
    write_whole(side.state / _WORK / _PLAN, json.dumps(said).encode("utf-8"))


def _read_plan(side: Side) -> Plan | None:
    """Give the plan that is there; None where there is none, or no whole one."""
    try:
        said = Members(read_json((side.state / _WORK / _PLAN).read_bytes()))
        size, digest = said.integer("size_bytes", 1), said.digest("sha256")
        offer = Offer(Kind.PROGRAM, said.text("version"), said.text("platform"), said.text("path"), size, digest)
        return Plan(said.text("request"), offer, said.integer("tries"))
    except (FileNotFoundError, NotProtocol):
        return None


def main(argv: Sequence[str] | None = None) -> int:
    """Run once, and give the exit code: 0 all that lay there was dealt with, 3 something was refused, 4 come again."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    options = _parser().parse_args(argv)
    try:
        ended = run(Side(options.incoming, options.state, options.root))
    except Unavailable as unavailable:
        _LOG.warning("not now: %s", unavailable.code)
        return EXIT_UNAVAILABLE
    return EXIT_OK if all(one.ok for one in ended) else EXIT_REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sync.updates.install", description=__doc__.partition("\n")[0])
    parser.add_argument("--incoming", type=Path, default=places.incoming())
    parser.add_argument("--state", type=Path, default=places.state())
    parser.add_argument("--root", type=Path, default=places.root_file())
    return parser


if __name__ == "__main__":
    sys.exit(main())
