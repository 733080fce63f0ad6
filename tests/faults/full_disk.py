"""A disk that fills up at random moments: refused, said, nothing lost, and accepted once there is room.

`python -m tests.faults.full_disk RUNS SEED FOLDER` prints one JSON document. The disk is a tmpfs of a few MiB;
where no mount is allowed, a limit on the size of files takes its place.
"""

import json
import random
import resource
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.draft import Draft
from app.errors import Unavailable
from app.services.backup import backup
from app.services.desk import Desk
from app.vault import Keyring
from app.vault.slots import Cost
from tests.faults import office
from tests.faults.office import Ledger
from tests.faults.program import mounted
from tests.store import township

DISK_MIB = 6
MOST_ROOM = 600_000
Room = Callable[[int], None]


@dataclass(frozen=True)
class Disk:
    """Where the installation lies, and how room is taken and given back."""

    home: Path
    leave: Room
    free: Callable[[], None]
    codes: frozenset[str]


def small_disk(folder: Path) -> Disk:
    """Give a real disk that can be full, or the nearest thing to it that this machine allows."""
    folder.mkdir(exist_ok=True)
    home = folder / "data"
    if mounted("-t", "tmpfs", "-o", f"size={DISK_MIB}m", "none", folder):
        ballast = folder / "ballast"
        return Disk(
            home,
            lambda room: _fill(ballast, room),
            lambda: ballast.unlink(missing_ok=True),
            frozenset({"store.disk_full"}),
        )
    return Disk(
        home, lambda room: _limit(_largest(home) + room), lambda: _limit(-1), frozenset({"store.disk_full", "store.io"})
    )


def _fill(ballast: Path, room: int) -> None:
    ballast.unlink(missing_ok=True)
    left = shutil.disk_usage(ballast.parent).free - room
    ballast.write_bytes(bytes(max(0, left)))


def _limit(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size < 0 else size, hard))


def _largest(home: Path) -> int:
    return max(path.stat().st_size for path in home.rglob("*") if path.is_file())


def fill_up(runs: int, chance: random.Random, folder: Path) -> dict[str, object]:
    """Fill the disk again and again while a window accepts."""
    disk = small_disk(folder / "disk")
    fresh = folder / "fresh"
    office.prepare(fresh, drafts=6)
    Keyring(fresh).create(township.AUTHOR.officer, "王德贵", "1", cost=Cost(64, 1))
    faults, refused = [], 0
    for number in range(runs):
        shutil.copytree(fresh, disk.home)
        found, was_refused = _one_run(disk, chance)
        faults += [f"{number}: {fault}" for fault in found]
        refused += was_refused
        shutil.rmtree(disk.home)
    return {"runs": runs, "refused": refused, "faults": faults}


def _one_run(disk: Disk, chance: random.Random) -> tuple[list[str], bool]:
    ledger = Ledger()
    lines: list[str] = []
    faults: list[str] = []
    room = chance.randrange(MOST_ROOM)
    desk, at_start = _opened(disk, room) if chance.random() < 0.5 else (township.desk_at(disk.home), None)
    disk.leave(room)
    refusal, shown = _accept_until_refused(desk, lambda told: lines.append(f"{told}\n"))
    faults += [f"said {code}" for code in (refusal, at_start or refusal) if code not in disk.codes]
    faults += _backup_faults(desk, disk)
    before = len(desk.store.cases(limit=1_000))
    disk.free()
    if shown is not None:
        office.accept(desk, shown, lambda told: lines.append(f"{told}\n"))
        if len(desk.store.cases(limit=1_000)) != before + 1:
            faults.append("accepted twice or not at all")
    desk.store.close()
    ledger.hear("".join(lines).encode())
    return faults + ledger.look(disk.home, thoroughly=True), refusal is not None


def _opened(disk: Disk, room: int) -> tuple[Desk, str | None]:
    """Open on a disk with that little room; where even that is refused, give the code, and open with room."""
    disk.leave(room // 10)
    try:
        return township.desk_at(disk.home), None
    except Unavailable as error:
        disk.free()
        return township.desk_at(disk.home), error.code


def _accept_until_refused(desk: Desk, tell: Callable[[str], None]) -> tuple[str | None, Draft | None]:
    """Accept until the disk refuses; gives the code, and the draft that was being accepted, if it was saved."""
    try:
        for draft in desk.store.drafts():
            office.accept(desk, draft, tell)
        for seed in range(10_000):
            made = office.ready(desk, seed)
            tell(f"draft {made.id}")
            office.accept(desk, made, tell)
    except Unavailable as error:
        return error.code, next((draft for draft in desk.store.drafts() if draft.signatures), None)
    return None, None


def _backup_faults(desk: Desk, disk: Disk) -> list[str]:
    """A backup onto the full disk is refused as well and leaves nothing behind."""
    target = disk.home.parent / "safe.yimen"
    try:
        backup(desk.store, desk.vault, target)
    except Unavailable as error:
        found = [] if error.code in disk.codes else [f"backup said {error.code}"]
        return found + [f"backup left {path.name}" for path in target.parent.glob("*safe*")]
    target.unlink()
    return []


if __name__ == "__main__":
    runs, seed, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(fill_up(int(runs), random.Random(int(seed)), Path(folder))))
