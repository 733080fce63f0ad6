"""The store at work: acceptance, what it costs the disk, and what home asks for with 5,000 cases.

Bars: accept 10 ms p99 with one fsync; home 400 ms after the slot is open.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.domain import acceptance, case_number
from app.domain.acceptance import Terms
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.household import Member
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.store import Store
from tests.faults.disk_model import calls
from tests.faults.program import ROOT
from tests.store import township
from tests.store.township import TODAY

CASES = 5_000
ACCEPTED = 300
WATCHED = "openat,write,pwrite64,fsync,fdatasync"


def run() -> dict[str, float | str]:
    """Measure and give the figures; times in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = _disk(home / "traced")
        data = home / "data"
        data.mkdir()
        fill(data)
        return figures | _opening(data) | _home(data) | _accepting(data)


def fill(data: Path) -> None:
    """Put 5,000 cases of three people into a store, a few months old to today's."""
    desk = township.desk_at(data)
    accepted = accepted_facts(desk)
    for first in range(0, CASES, 50):
        with desk.store.work(desk.author) as work:
            for number in range(first, first + 50):
                work.append(accepted(number))
    orders = [(entry.seq, entry.seq) for entry in desk.store.outbox(10**6, 10**9)]
    with desk.store.work() as work:
        work.delivered(orders[:-40])
    desk.store.settle()
    desk.store.close()


def accepted_facts(desk: Desk) -> Callable[[int], list[Fact]]:
    """Give what makes the facts of the n-th case."""
    pattern = township.application(desk, 1)

    def facts(number: int) -> list[Fact]:
        day = TODAY - timedelta(days=(CASES - number) // 40)
        members = tuple(township.member(number * 3 + place) for place in range(3))
        draft = _with(pattern, number, members)
        terms = Terms(
            number=case_number.make(desk.office.division, day, "0A", number + 1),
            came_on=day,
            accepted_on=day,
            recorded_on=day,
            due_on=day + timedelta(days=30),
            legal_days=22,
            rules="bench",
            office=desk.office,
            handler=desk.author.officer,
        )
        return list(acceptance.accept(draft, terms, day))

    return facts


def _with(draft: Draft, number: int, members: tuple[Member, ...]) -> Draft:
    """Give a draft like the pattern for other people; in every tenth household two have not signed."""
    mark = draft.signatures[0]
    captures = tuple(replace(capture, member=members[0].id) for capture in draft.captures)
    marks = tuple(replace(mark, member=member.id) for member in members[: 1 if number % 10 == 0 else 3])
    return replace(draft, id=uuid7(), members=members, signatures=marks, captures=captures)


def _opening(data: Path) -> dict[str, float | str]:
    times = []
    for _ in range(20):
        start = time.perf_counter()
        store = Store.open(data / "yimen.db", township.KEY)
        times.append(time.perf_counter() - start)
        store.close()
    return {"open_ms": _ms(times, 0.5), "database_mb": round((data / "yimen.db").stat().st_size / 2**20, 1)}


def _home(data: Path) -> dict[str, float | str]:
    """Ask what home asks, each time with nothing at hand, as after unlocking."""
    times, busy, found = [], [], []
    for _ in range(20):
        store = Store.open(data / "yimen.db", township.KEY)
        start, spent = time.perf_counter(), time.process_time()
        tasks, cases = store.tasks(), store.cases(accepted_on=TODAY)
        store.today(TODAY), store.drafts(), store.pending(), store.device()
        store.delivery(case.case_id for case in cases)
        times.append(time.perf_counter() - start)
        busy.append(time.process_time() - spent)
        number = cases[0].id_number
        start = time.perf_counter()
        store.find_person(number)
        found.append(time.perf_counter() - start)
        store.close()
    return {
        "home_ms": _ms(times, 0.5),
        "home_cpu_ms": _ms(busy, 0.5),
        "home_tasks": len(tasks),
        "find_person_cold_ms": _ms(found, 0.5),
    }


def _accepting(data: Path) -> dict[str, float | str]:
    """Accept in a store of 5,000 cases, as the window does: the objects of the start are not searched for garbage."""
    desk = township.desk_at(data)
    drafts = [township.application(desk, seed) for seed in range(ACCEPTED + 20)]
    gc.collect()
    gc.freeze()
    wall, cpu = [], []
    for number, draft in enumerate(drafts):
        start, busy = time.perf_counter(), time.process_time()
        intake.accept(desk, draft)
        if number >= 20:
            wall.append(time.perf_counter() - start)
            cpu.append(time.process_time() - busy)
    gc.unfreeze()
    desk.store.close()
    return {
        "accept_p50_ms": _ms(wall, 0.5),
        "accept_p99_ms": _ms(wall, 0.99),
        "accept_cpu_p50_ms": _ms(cpu, 0.5),
        "accept_cpu_p99_ms": _ms(cpu, 0.99),
    }


def _ms(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3, 2)


def _disk(folder: Path) -> dict[str, float | str]:
    """Count fsyncs and bytes of each acceptance, as strace sees them."""
    folder.mkdir()
    log = folder / "strace.log"
    traced = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={WATCHED}", "-o", str(log)]
    subprocess.run(
        [*traced, sys.executable, "-m", "tests.bench.bench_store", str(folder / "data")], cwd=ROOT, check=True
    )
    counts, written = [], []
    fsyncs = size = 0
    for call in calls(log, folder):
        if call.path.endswith("marks"):
            if call.content == b"end\n":
                counts.append(fsyncs)
                written.append(size)
            fsyncs = size = 0
        fsyncs += call.kind == "sync"
        size += len(call.content) if call.kind == "write" else 0
    return {
        "fsyncs_per_accept_median": statistics.median(counts),
        "fsyncs_per_accept_most": max(counts),
        "written_per_accept_kb": round(statistics.median(written) / 1024, 1),
    }


def accept_with_marks(data: Path) -> None:
    """Accept 30 applications, with a mark in a file before and after each; this is what is traced."""
    data.mkdir()
    desk = township.desk_at(data)
    drafts = [township.application(desk, seed) for seed in range(30)]
    marks = os.open(data.parent / "marks", os.O_WRONLY | os.O_CREAT)
    for draft in drafts:
        os.write(marks, b"begin\n")
        intake.accept(desk, draft)
        os.write(marks, b"end\n")
    os._exit(0)


if __name__ == "__main__":
    accept_with_marks(Path(sys.argv[1]))
