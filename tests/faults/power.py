"""Power cuts: a window accepts under strace, the disk is cut off at random moments, and what is left is opened.

`python -m tests.faults.power IMAGES SEED FOLDER SYNCHRONOUS` prints one JSON document. The same module,
called as `... work FOLDER CASES SYNCHRONOUS`, is the window.
"""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.services import intake
from app.store import engine
from tests.faults import office
from tests.faults.disk_model import Call, Disk, calls
from tests.faults.office import Ledger
from tests.faults.program import ROOT
from tests.store import township

WATCHED = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
PREPARED, MADE = 8, 4
IMAGES_PER_LOG = 250


def work(home: Path, synchronous: str) -> None:
    """Accept the prepared drafts and some new ones; acknowledge into a file beside the installation."""
    engine._PRAGMAS = tuple(line.replace("= FULL", f"= {synchronous}") for line in engine._PRAGMAS)  # type: ignore[misc]  # noqa: SLF001 - the negative control
    acknowledged = os.open(home.parent / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(told: str) -> None:
        os.write(acknowledged, f"{told}\n".encode("ascii"))

    desk = township.desk_at(home)
    for draft in desk.store.drafts():
        office.accept(desk, draft, tell)
    for seed in range(MADE):
        made = office.ready(desk, 1_000 + seed)
        tell(f"draft {made.id}")
        office.accept(desk, made, tell)
        if seed % 2:
            desk.store.settle()  # so that cuts fall into checkpoints as well
    intake.begin(desk)
    os._exit(0)  # without closing: the WAL stays


def recorded(folder: Path, synchronous: str) -> tuple[dict[str, bytes], list[Call]]:
    """Let a window work under strace; gives the files before and all that it told the disk."""
    office.prepare(folder / "data", PREPARED)
    before = {str(path): path.read_bytes() for path in (folder / "data").rglob("*") if path.is_file()}
    log = folder / "strace.log"
    command = ["strace", "--seccomp-bpf", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={WATCHED}", "-o", str(log)]
    window = [sys.executable, "-m", "tests.faults.power", "work", str(folder / "data"), synchronous]
    subprocess.run([*command, *window], cwd=ROOT, check=True)
    told = list(calls(log, folder))
    assert told, "strace saw nothing below the folder"
    return before, told


def cut_off(images: int, chance: random.Random, folder: Path, synchronous: str) -> dict[str, int | list[str]]:
    """Open what is left after each of many power cuts; count the images that lost or spoilt something."""
    faults: list[str] = []
    bad = done = 0
    while done < images:
        round_folder = folder / f"log {done}"
        round_folder.mkdir()
        before, told = recorded(round_folder, synchronous)
        moments = sorted(chance.sample(range(1, len(told) + 1), min(images - done, IMAGES_PER_LOG, len(told))))
        for found in _images(round_folder, before, told, moments, chance):
            faults += found
            bad += bool(found)
        done += len(moments)
        shutil.rmtree(round_folder)
    return {"images": done, "bad": bad, "faults": faults[:20]}


def _images(
    folder: Path, before: dict[str, bytes], told: list[Call], moments: list[int], chance: random.Random
) -> Iterator[list[str]]:
    """Give what is wrong after a power cut at each of `moments`."""
    disk, acknowledged = Disk(before), b""
    wanted = set(moments)
    for number, call in enumerate(told, start=1):
        if call.path == str(folder / "acknowledged"):
            acknowledged += call.content
        else:
            disk.hear(call)
        if number in wanted:
            left = disk.after_a_power_cut(chance)
            yield _opened(folder, left, acknowledged, thoroughly=number % 8 == 0)


def _opened(folder: Path, left: dict[str, bytes], acknowledged: bytes, *, thoroughly: bool) -> list[str]:
    """Put what is left on a disk and give what is wrong with it."""
    shutil.rmtree(folder / "data")
    for name, content in left.items():
        if not name.endswith("-shm"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
    ledger = Ledger()
    ledger.hear(acknowledged)
    try:
        return ledger.look(folder / "data", thoroughly=thoroughly)
    except Exception as error:  # noqa: BLE001 - whatever it is, this image cannot be worked with
        return [f"{type(error).__name__} {error}"]


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]), sys.argv[3])
    images, seed, where, synchronous = sys.argv[1:]
    with contextlib.suppress(FileExistsError):
        Path(where).mkdir()
    told = cut_off(int(images), random.Random(int(seed)), Path(where), synchronous)
    sys.stdout.write(json.dumps(told))
