"""When a window looks for updates and when it hands one over: decided from what is known, without doing anything."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from app import clock
from app.durable import write_whole
from sync.reading import Members, NotProtocol, read_json
from sync.updates.outcome import Outcome
from sync.updates.version import is_newer

LOOK_EVERY: Final = timedelta(days=1)
IDLE: Final = timedelta(minutes=10)  # the desk is not in use: installing takes the disk for a minute
NOT_TAKEN: Final = timedelta(hours=1)  # the side that installs comes every 15 minutes
_FIRST_WAIT: Final = timedelta(hours=1)  # after a look that failed; doubled each time
_MOST_DOUBLINGS: Final = 5
_JUST: Final = timedelta(minutes=1)
_NOT_NEWER: Final = "update.not_newer"
_FILE: Final = "rounds.json"


class Step(StrEnum):
    """What comes next."""

    REST = "rest"
    LOOK = "look"
    FETCH = "fetch"
    HAND_OVER = "hand_over"
    WAIT = "wait"  # for the side that installs
    NOT_TAKEN = "not_taken"  # nobody takes the request: somebody has to look after this machine
    START_AGAIN = "start_again"  # it is installed, and used from the next start on
    FAILED = "failed"  # this version could not be installed; the next one is tried


@dataclass(frozen=True, slots=True)
class Memory:
    """What a window remembers between its starts; times in stored form, empty where there was none.

    `offered` is the newer version that the last look found; `request` was handed over for `handed`, at `handed_at`.
    """

    looked_at: str = ""
    failures: int = 0
    offered: str = ""
    handed: str = ""
    request: str = ""
    handed_at: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """How things are now: what this program is, what is here, what the officer and the line are doing.

    `installed` is the newest version on this machine, which the next start uses.
    `asked` is true where the officer wants it now; `costs` where the line is paid by volume; `idle` is for how long
    nobody has touched this desk.
    """

    version: str
    installed: str = ""
    online: bool = True
    costs: bool = False
    fetched: bool = False
    idle: timedelta = timedelta()
    closing: bool = False
    asked: bool = False
    outcomes: tuple[Outcome, ...] = ()


def next_step(memory: Memory, scene: Scene, now: datetime) -> Step:
    """Give what comes next; a look that is due comes before all else."""
    if scene.online and _must_look(memory, scene, now):
        return Step.LOOK
    if not memory.offered or not is_newer(memory.offered, scene.version):
        return Step.REST
    if scene.installed and not is_newer(memory.offered, scene.installed):
        return Step.START_AGAIN
    under_way = _under_way(memory, scene, now)
    if under_way is not None:
        return under_way
    if not scene.fetched:
        return Step.FETCH if scene.online and (scene.asked or not scene.costs) else Step.REST
    return Step.HAND_OVER if scene.asked or scene.closing or scene.idle >= IDLE else Step.REST


def next_look(memory: Memory, now: datetime) -> datetime:
    """Give when the next look is due: a day after a good one, an hour and longer after one that failed."""
    last = _moment(memory.looked_at)
    if last is None or last > now:  # never, or the clock was set back
        return now
    doublings = min(memory.failures - 1, _MOST_DOUBLINGS)
    return last + (min(_FIRST_WAIT * 2**doublings, LOOK_EVERY) if memory.failures else LOOK_EVERY)


def looked(memory: Memory, now: datetime, offered: str) -> Memory:
    """Give what is remembered after a good look: the newer version that is offered, or empty."""
    return replace(memory, looked_at=clock.text(now), failures=0, offered=offered)


def failed(memory: Memory, now: datetime) -> Memory:
    """Give what is remembered after a look that did not succeed."""
    return replace(memory, looked_at=clock.text(now), failures=memory.failures + 1)


def handed_over(memory: Memory, now: datetime, version: str, request: str) -> Memory:
    """Give what is remembered after a request was handed over."""
    return replace(memory, handed=version, request=request, handed_at=clock.text(now))


def recall(folder: Path) -> Memory:
    """Give what was remembered in the folder of updates; nothing where that is not there or not whole."""
    try:
        said = Members(read_json((folder / _FILE).read_bytes()))
        texts = {name: said.text(name) for name in ("looked_at", "offered", "handed", "request", "handed_at")}
        return Memory(failures=said.integer("failures"), **texts)
    except (OSError, NotProtocol):
        return Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Keep what is remembered; Unavailable store.* where the disk does not let it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / _FILE, json.dumps(asdict(memory)).encode("utf-8"))


def _under_way(memory: Memory, scene: Scene, now: datetime) -> Step | None:
    """Give how the request for the version that is offered stands; None where there is none, or it is tried again."""
    if not memory.request or memory.handed != memory.offered:
        return None
    ended = next((one for one in reversed(scene.outcomes) if one.request == memory.request), None)
    if ended is not None:
        if ended.ok or ended.code == _NOT_NEWER:  # somebody else of this machine was first
            return Step.START_AGAIN
        return None if scene.asked else Step.FAILED
    handed_at = _moment(memory.handed_at)
    is_late = handed_at is None or not timedelta() <= now - handed_at <= NOT_TAKEN
    return Step.NOT_TAKEN if is_late else Step.WAIT


def _must_look(memory: Memory, scene: Scene, now: datetime) -> bool:
    """Tell whether a look is due, or asked for and not just done: the steps after it follow by the same wish."""
    last = _moment(memory.looked_at)
    has_just = last is not None and timedelta() <= now - last < _JUST
    return now >= next_look(memory, now) or (scene.asked and not has_just)


def _moment(written: str) -> datetime | None:
    try:
        return clock.parse(written)
    except ValueError:
        return None
