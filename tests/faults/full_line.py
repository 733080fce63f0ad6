"""A disk that fills up at the county, or at a window, in the middle of their talk: said, logged, nothing lost.

`python -m tests.faults.full_line SIDE RUNS SEED FOLDER` prints one JSON document. `SIDE` is ``county`` or ``window``.
"""

import json
import random
import shutil
import sys
from pathlib import Path

from app.errors import Unavailable
from sync.client.engine import Status
from sync.county import logs
from sync.county.embedded import County
from tests.faults.full_disk import Disk, small_disk
from tests.sync.faulty import Scene

_ROOM, _PICTURE, _NOTES = 400_000, 300_000, 6
_CODES = {"county": {"county.busy"}, "window": {"store.disk_full"}}
_WORDS = ("SQLITE_FULL", "ENOSPC", "SQLITE_IOERR", "EFBIG")  # the last two where no mount is allowed


def fill_up(side: str, runs: int, chance: random.Random, folder: Path) -> dict[str, object]:
    """Fill one side's disk again and again while the two speak."""
    disk = small_disk(folder / "disk")
    said: list[str] = []
    for number in range(runs):
        place = folder / str(number)
        place.mkdir()
        said += _one_run(side, disk, chance.randrange(_ROOM), place)
        shutil.rmtree(disk.home)
    refused = [code for code in said if code]
    return {"runs": runs, "refused": len(refused), "others": sorted(set(refused) - _CODES[side])}


def _one_run(side: str, disk: Disk, room: int, place: Path) -> list[str]:
    """Give what was said while the disk was full; AssertionError where anything is lost, double or not logged."""
    log = place / "county.log"
    homes = {"county": place / "county", "window": place, side: disk.home}
    with logs.written(log), County(homes["county"]) as county:
        scene = Scene(homes["window"], log, county).open()
        for _ in range(_NOTES):
            scene.work(_PICTURE // _NOTES)
        disk.leave(room)
        said = [_told(scene.window.sync()), *_written(scene), _told(scene.window.sync())]
        disk.free()
        if "county.busy" in said:
            scene.logged("not available: ")
            assert any(word in log.read_text("utf-8") for word in _WORDS)
        scene.colleague.note(scene.case, "别的窗口照样办")
        scene.whole()
        scene.close()
    return said


def _told(status: Status) -> str:
    return "" if status.problem_code is None else status.problem_code


def _written(scene: Scene) -> list[str]:
    """Let the officer go on; what the disk refuses was not done, and what it did not refuse has to arrive."""
    try:
        for _ in range(_NOTES):
            scene.work(_PICTURE // _NOTES)
    except Unavailable as error:
        return [error.code]
    return []


if __name__ == "__main__":
    side, runs, seed, folder = sys.argv[1:]
    told = fill_up(side, int(runs), random.Random(int(seed)), Path(folder))
    sys.stdout.write(json.dumps(told))
