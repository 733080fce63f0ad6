"""Sticks with many pictures: how fast they are written and read, and that memory stays flat with their size.

`BENCH_BUNDLE_MB` says how many MB of pictures (default 500). Each step runs in a process of its own, whose most
memory is told beside that of the same step with a tenth of the pictures.
"""

import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.ids import uuid7
from sync.client.export import Target, Watch
from sync.client.steps import drive
from sync.county.answering import Answering, Asked
from sync.county.embedded import County
from sync.county.enrolment import Enrolment
from sync.county.importing import Importing
from sync.county.site import open_site
from tests.sync.window import Window

MEGABYTES = int(os.environ.get("BENCH_BUNDLE_MB", "500"))
PICTURE = 4_000_000
DIVISION = "511725106"


def run() -> dict[str, float | str]:
    """Give MB/s and the most memory (MB) of writing, of reading at the county, and of reading the answer."""
    figures: dict[str, float | str] = {"pictures MB": MEGABYTES}
    for megabytes, name in ((MEGABYTES // 10, "a tenth"), (MEGABYTES, "all")):
        home = Path(tempfile.mkdtemp(prefix="yimen-bench-", dir=os.environ.get("BENCH_DIR")))
        try:
            _apart("fill", home, megabytes)
            for step in ("export", "import", "answer"):
                took, memory = _apart(step, home, megabytes)
                if name == "all" and step != "answer":
                    figures[f"{step} MB/s"] = round(megabytes / took, 1)
                figures[f"{step} most memory MB, {name}"] = round(memory)
        finally:
            shutil.rmtree(home)
    return figures


def fill(home: Path, megabytes: int) -> None:
    """Make a county and a window with so many pictures."""
    with County(home / "county") as county:
        code = Enrolment(county.site).new_code(DIVISION, "青龙镇")
        window = Window(home / "window").enrol(code.code, county.url)
        window.sync()
        case = uuid7()
        for _ in range(max(1, megabytes * 1_000_000 // PICTURE)):
            window.file(case, secrets.token_bytes(PICTURE))
        window.close()


def write_sticks(home: Path, _megabytes: int) -> None:
    """Write all that waits into a folder."""
    (home / "stick").mkdir()
    window = _opened(home)
    done = drive(window.engine.export(Target(home / "stick"), Watch()))
    assert done.left == 0
    window.close()


def read_sticks(home: Path, megabytes: int) -> None:
    """Take all of it in at the county, and write its answer."""
    site = open_site(home / "county")
    importing = Importing(site)
    brought = [importing.take(file) for file in sorted((home / "stick").iterdir())]
    assert sum(one.blobs for one in brought) == max(1, megabytes * 1_000_000 // PICTURE)
    (home / "back").mkdir()
    Answering(site).write(Asked.of(brought), home / "back")
    site.close()


def read_answer(home: Path, _megabytes: int) -> None:
    """Take the answer in."""
    window = _opened(home)
    (file,) = (home / "back").iterdir()
    drive(window.engine.take_answer(file))
    pending = window.store.pending()
    assert (pending.entries, pending.blobs) == (0, 0)
    window.close()


def _opened(home: Path) -> Window:
    window = Window(home / "window")
    window.connect()
    return window


STEPS: dict[str, Callable[[Path, int], None]] = {
    "fill": fill, "export": write_sticks, "import": read_sticks, "answer": read_answer,
}  # fmt: skip


def _apart(step: str, home: Path, megabytes: int) -> tuple[float, float]:
    """Run a step in a process of its own; its seconds and the most memory that it had, in MB."""
    words = [sys.executable, __file__, step, str(home), str(megabytes)]
    done = subprocess.run(words, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    told = json.loads(done.stdout)
    return float(told["s"]), float(told["mb"])


if __name__ == "__main__":
    start = time.monotonic()
    STEPS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": time.monotonic() - start, "mb": most}))
