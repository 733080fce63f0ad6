"""How soon the unlock window stands there, beside a bare window of the same library, and what the lanes cost."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.office import Office
from app.services.session import SetUp, set_up
from app.store import Store
from app.vault.slots import Cost
from sync.client import enrol
from sync.enrol_code import EnrolCode
from ui.jobs import Jobs

ROOT = Path(__file__).parents[2]
STARTS, JOBS = 7, 20_000

_BARE = """
import os, sys, time
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
window.grab()
print(time.time() - float(os.environ["BEGUN"]))
"""
_UNLOCK = """
import os, sys, time
from pathlib import Path
import psutil
from ui.main import make_application
from ui.program import Program
application = make_application()
program = Program(application, Path(sys.argv[1]))
program.start()
program.window.show()
while not program.unlock.view.people:
    application.processEvents()
program.window.grab()
print(time.time() - float(os.environ["BEGUN"]), psutil.Process().memory_info().rss / 1e6, flush=True)
os._exit(0)
"""


def _child(code: str, *arguments: str) -> list[float]:
    """Run a program in a process of its own and give the numbers it prints; seconds count from before its start."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "BEGUN": str(time.time())}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return [float(word) for word in done.stdout.split()]


def _installation(folder: Path) -> None:
    def become_device(store: Store) -> None:
        code = EnrolCode("t-7Q2K9X", "0A", bytes(10), "ABCDEFGHJKMN").text
        office = Office("", "511725123", "渠县青龙镇人民政府", confirmer="county")
        enrol.begin(store, code, "https://127.0.0.1:9", office, office.name)

    set_up(folder, SetUp("陈素华", "练习口令一二三四"), become_device, cost=Cost(8, 1))


def _jobs_per_second() -> float:
    application = QApplication.instance() or QApplication([])
    jobs, done = Jobs(print), list[int]()
    begun = time.perf_counter()
    for number in range(JOBS):
        jobs.run(lambda number=number: number, done.append)  # type: ignore[misc]  # the number is bound, not asked for
    jobs.wait(60)
    spent = time.perf_counter() - begun
    jobs.close()
    del application
    return len(done) / spent


def run() -> dict[str, float | str]:
    """Starts are medians of processes that take turns; the first of each, cold, is left out."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bare, unlock, memory = [], [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        _installation(Path(folder))
        for _ in range(STARTS + 1):
            bare += _child(_BARE)
            seconds, memory = _child(_UNLOCK, folder)
            unlock.append(seconds)
    return {
        "bare window, s": round(statistics.median(bare[1:]), 3),
        "unlock window, s": round(statistics.median(unlock[1:]), 3),
        "unlock window / bare window": round(statistics.median(unlock[1:]) / statistics.median(bare[1:]), 2),
        "unlock window, MB": round(memory, 1),
        "jobs there and back, per s": round(_jobs_per_second()),
    }
