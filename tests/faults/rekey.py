"""Kill an officer's removal, and look which key opens: exactly one, and everybody who stays still comes in.

`python -m tests.faults.rekey ROUNDS SEED FOLDER` prints one JSON document: rounds, how often the old and the new data
key held, how often it had come to its end, and faults.
"""

import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from app.errors import Refused, Unavailable
from app.services import officer_keys, session
from app.services.session import SetUp
from app.store import Store
from app.store.engine import Database
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.faults.kill import fork, kill_after, share_statements
from tests.services.conftest import enrol
from tests.store import township

CHEAP = Cost(8, 1)
LEADER, STAYS, LEAVES = "李红", "王敏", "赵勇"
PASSWORDS = {LEADER: "练习口令一号", STAYS: "练习口令二号", LEAVES: "练习口令三号"}
PADDING = 1_500  # entries: pages enough for a kill to fall between them
# After which word the kill comes, and within how many seconds; drawn with equal chance.
MOMENTS = ((b"open", 0.05), (b"encrypts", 0.05), (b"encrypts", 0.2), (b"encrypted", 0.004), (b"removed", 0.0))


def prepare(folder: Path) -> None:
    """Make an installation of three officers with something in it."""
    leader = session.set_up(folder, SetUp(LEADER, PASSWORDS[LEADER], role="leader"), enrol, cost=CHEAP)
    desk = session.unlock(folder, leader, PASSWORDS[LEADER])
    for name in (STAYS, LEAVES):
        session.add_officer(desk, PASSWORDS[LEADER], name, PASSWORDS[name], cost=CHEAP)
    with desk.store.work(desk.author) as work:
        work.append([township.note(f"{number:032x}", "一" * 200) for number in range(PADDING)])
    desk.store.close()


def remove_and_tell(folder: Path, tell: Callable[[str], None]) -> None:
    """Remove the one who leaves, and wait to be killed."""
    desk = session.unlock(folder, ids(folder)[LEADER], PASSWORDS[LEADER])
    tell("open")
    _say_before(tell, Store, "rekey", "encrypts")
    _say_before(tell, Keyring, "end_rotation", "encrypted")
    if LEAVES in ids(folder):
        officer_keys.remove(desk, PASSWORDS[LEADER], ids(folder)[LEAVES])
    tell("removed")
    while True:
        sys.stdin.read(1)


def _say_before(tell: Callable[[str], None], owner: type, name: str, word: str) -> None:
    """Let a method tell that it begins, so that kills can fall into it; only in the process that is killed."""
    method = getattr(owner, name)

    def told(*given: object) -> object:
        tell(word)
        return method(*given)

    setattr(owner, name, told)


def ids(folder: Path) -> dict[str, str]:
    """Give the officers of an installation by their names."""
    return {slot.name: slot.officer_id for slot in Keyring(folder).officers()}


def candidates(folder: Path) -> tuple[bytes, ...]:
    """Give the data keys that those who stay hold, oldest first; all of them hold the same."""
    keyring, found = Keyring(folder), ids(folder)
    held = {keyring.unlock(found[name], PASSWORDS[name]).keys for name in (LEADER, STAYS)}
    assert len(held) == 1, "all who stay have the same keys"
    return held.pop()


def look(folder: Path, old: bytes) -> tuple[list[str], str]:
    """Give what is wrong after a kill, and which key held: `old`, `new`, or `done` when nothing was left to finish."""
    keys = candidates(folder)
    opens = [key for key in dict.fromkeys((old, *keys)) if Database(folder / "yimen.db", key).opens()]
    if len(opens) != 1:
        return [f"{len(opens)} keys open"], ""
    if opens[0] not in keys:
        return ["nobody holds the key that opens"], ""
    state = "old" if opens[0] == old else "done" if len(keys) == 1 else "new"
    return [*_next_start(folder, STAYS), *_next_start(folder, LEADER), *_removed_is_out(folder, state)], state


def _next_start(folder: Path, name: str) -> list[str]:
    """Open as the next start does; nothing is left to finish then, and nothing is lost."""
    desk = session.unlock(folder, ids(folder)[name], PASSWORDS[name])
    try:
        entries = len(desk.store.outbox(10**6, 10**9))
        told = [one.entry.body or {} for one in desk.store.entries_of_type("officer")]
    finally:
        desk.store.close()
    faults = [] if entries >= PADDING else [f"{PADDING - entries} entries lost"]
    removals = [body for body in told if body["deed"] == "removed"]
    begun = LEAVES not in ids(folder)
    faults += [] if len(removals) == begun else [f"told {len(removals)} times"]
    return faults + ([] if len(Keyring(folder).held().epochs) == 1 else ["two epochs left"])


def _removed_is_out(folder: Path, state: str) -> list[str]:
    """Whoever leaves is either still there, as if nobody had begun, or opens nothing more."""
    found = ids(folder)
    if LEAVES in found:
        return [] if state == "old" else ["removed, but in the ring"]
    try:
        Keyring(folder).open("nobody", PASSWORDS[LEAVES])
    except Refused:
        return []
    return ["still comes in"]


def kills(rounds: int, chance: random.Random, folder: Path) -> dict[str, object]:
    """Kill a removal again and again, each time on a fresh copy."""
    faults: list[str] = []
    states: Counter[str] = Counter()
    prepare(folder / "fresh")
    keyring = Keyring(folder / "fresh")
    old = keyring.open(ids(folder / "fresh")[LEADER], PASSWORDS[LEADER])
    for number in range(rounds):
        home = Path(shutil.copytree(folder / "fresh", folder / str(number)))
        word, longest_s = chance.choice(MOMENTS)
        _told, was_alive = kill_after(*fork(remove_and_tell, home), word, chance.uniform(0, longest_s))
        try:
            found, state = look(home, old)
        except (Refused, Unavailable) as error:
            found, state = [error.code], ""
        states[state] += 1
        faults += [f"{number}: {fault}" for fault in found] + ([] if was_alive else [f"{number}: ended by itself"])
        shutil.rmtree(home)
    return {"rounds": rounds, "states": dict(states), "faults": faults}


if __name__ == "__main__":
    count, seed, where = sys.argv[1:]
    share_statements()
    sys.stdout.write(json.dumps(kills(int(count), random.Random(int(seed)), Path(where))))
