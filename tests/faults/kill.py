"""The kill loop: import once, then fork, let it work, kill -9, reopen, look. A program of its own.

`python -m tests.faults.kill MODE ROUNDS SEED FOLDER` prints one JSON document: rounds, cases, faults, and how
often something was committed that nobody had been told of.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from app.domain.draft import Draft
from app.services import intake
from app.store.engine import Database
from tests.faults import office, tray
from tests.faults.office import Ledger
from tests.store import township

ROUNDS_PER_STORE = 40
LONGEST_LOOK_S = 0.03
Work = Callable[[Path, Callable[[str], None]], None]


def fork(work: Work, folder: Path) -> tuple[int, int]:
    """Start `work` in a process of its own; gives its id and the end from which to read what it tells."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _live_and_die(work, folder, writing)
    os.close(writing)
    return child, reading


def _live_and_die(work: Work, folder: Path, writing: int) -> NoReturn:
    try:
        work(folder, lambda told: _tell(writing, told))
    finally:
        traceback.print_exc()
        os._exit(9)  # only reached when the work ends by itself: an error, seen by the parent


def _tell(pipe: int, told: str) -> None:
    os.write(pipe, f"{told}\n".encode("ascii"))


def kill_after(child: int, reading: int, word: bytes, seconds: float) -> tuple[bytes, bool]:
    """Kill the process `seconds` after it told `word`; gives all that it told, and whether it was still alive."""
    told = b""
    while word not in told and (piece := os.read(reading, 65_536)):
        told += piece
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    told += b"".join(iter(lambda: os.read(reading, 65_536), b""))
    os.close(reading)
    return told, status == -signal.SIGKILL


def share_statements() -> None:
    """Let all engines of this process share what is compiled, so that a forked window is as quick as one at work.

    SQLAlchemy keeps it by engine and by dialect; all dialects are the same here.
    """
    make, shared = Database.engine, {}  # type: ignore[var-annotated]  # SQLAlchemy's own cache

    def engine(database: Database) -> Any:
        made = make(database)
        made._compiled_cache = shared  # noqa: SLF001 - there is no public way, and only this loop needs it
        dialect: Any = type(made.dialect)
        dialect.__eq__ = lambda one, other: type(one) is type(other)
        dialect.__hash__ = lambda one: hash(type(one))
        return made

    Database.engine = engine  # type: ignore[method-assign, assignment]  # only in this program


def random_kills(rounds: int, chance: random.Random, folder: Path) -> dict[str, object]:
    """Kill a working window again and again; a new installation every so often."""
    faults: list[str] = []
    cases = unacknowledged = 0
    ledger, home = Ledger(), folder
    office.prepare(folder / "fresh", drafts=ROUNDS_PER_STORE)
    for number in range(rounds):
        if number % ROUNDS_PER_STORE == 0:
            home, ledger = Path(shutil.copytree(folder / "fresh", folder / str(number))), Ledger()
        told, was_alive = kill_after(*fork(office.accept_all, home), *_moment(chance))
        ledger.hear(told)
        faults += [] if was_alive else [f"{number}: ended by itself"]
        last = number % ROUNDS_PER_STORE == ROUNDS_PER_STORE - 1 or number == rounds - 1
        faults += [f"{number}: {fault}" for fault in ledger.look(home, thoroughly=last)]
        if last:
            cases += len(ledger.numbers)
            unacknowledged += ledger.unacknowledged
            shutil.rmtree(home)
    return {"rounds": rounds, "cases": cases, "unacknowledged": unacknowledged, "faults": faults}


def _moment(chance: random.Random) -> tuple[bytes, float]:
    """Most kills hit the accepting, some the opening."""
    word = chance.choice((b"", b"open", b"case", b"case", b"case"))
    return word, chance.uniform(0, LONGEST_LOOK_S)


def accept_again(rounds: int, _chance: random.Random, folder: Path) -> dict[str, object]:
    """Kill between commit and answer, and press "accept" again: exactly one case, with the same number."""
    office.prepare(folder, drafts=rounds)
    faults = []
    for number in range(rounds):
        desk = township.desk_at(folder)
        shown = desk.store.drafts()[0]  # what the window shows, and still has when it is pressed again
        desk.store.close()
        child, reading = fork(partial(accept_and_die, shown), folder)
        os.close(reading)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        desk = township.desk_at(folder)
        before = (desk.store.head(), len(desk.store.cases(limit=10**6)))
        done = intake.accept(desk, shown)
        after = (desk.store.head(), len(desk.store.cases(limit=10**6)))
        serial = int(done.number.split("-")[3])
        if status != -signal.SIGKILL or before != after or after[1] != number + 1 or serial != number + 1:
            faults.append(f"{number}: {status} {before} {after} {done.number}")
        desk.store.close()
    return {"rounds": rounds, "faults": faults}


def accept_and_die(shown: Draft, folder: Path, _tell: Callable[[str], None]) -> None:
    """Accept, and be killed after the commit, before anybody is told."""
    intake.accepted = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]  # only in this process
    intake.accept(township.desk_at(folder), shown)


def tray_kills(rounds: int, chance: random.Random, folder: Path) -> dict[str, object]:
    """Kill a window that takes pictures and files them; each is in the tray or filed, none lost, none in both."""
    faults: list[str] = []
    pictures = 0
    tray.prepare(folder / "fresh")
    for number in range(rounds):
        if number % ROUNDS_PER_STORE == 0:
            home, told = Path(shutil.copytree(folder / "fresh", folder / str(number))), b""
        word = chance.choice((b"", b"taken", b"filed"))
        more, was_alive = kill_after(*fork(tray.take_and_file, home), word, chance.uniform(0, 2 * LONGEST_LOOK_S))
        told += more + b"\n"  # its last line may have been cut short
        found, pictures = tray.look(home, told)
        faults += [f"{number}: {fault}" for fault in found] + ([] if was_alive else [f"{number}: ended by itself"])
    return {"rounds": rounds, "pictures": pictures, "faults": faults}


MODES = {"random": random_kills, "again": accept_again, "tray": tray_kills}

if __name__ == "__main__":
    mode, rounds, seed, folder = sys.argv[1:]
    share_statements()
    sys.stdout.write(json.dumps(MODES[mode](int(rounds), random.Random(int(seed)), Path(folder))))
