"""Sixty townships come back together after a day offline: text first, fair, nobody refused without a time to return.

The server is a process of its own, the townships are two others; all of them share this machine's cores.
BENCH_TOWNSHIPS, BENCH_ENTRIES and BENCH_PICTURES change the size.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from sync.county.enrolment import Enrolment
from sync.county.site import open_site
from tests.bench.servers import Figures, started, thrown_away
from tests.bench.townships import MEAN_PICTURE, Township

TOWNSHIPS = int(os.environ.get("BENCH_TOWNSHIPS", "60"))
ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000"))
PICTURES = int(os.environ.get("BENCH_PICTURES", "250"))
PROCESSES = 2


def run() -> Figures:
    """Give the figures of one return: seconds, fairness, refusals, memory and CPU of the server."""
    return thrown_away("return", measured)


def measured(home: Path) -> Figures:
    """Let the townships come, with one more that has something to say every second while their pictures come in."""
    codes = made_codes(home / "county", TOWNSHIPS + 1)
    words = ["-m", "sync.county.cli", "serve", "--data", str(home / "county"), "--log", str(home / "log")]
    with started(lambda port: [*words, "--port", str(port)], "county") as url:
        server = server_at(url)
        before = server.cpu_times()
        with coming(url, codes[:-1]) as townships:
            for process in townships:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            late = Late(url, codes[-1])
            told = [one for process in townships for one in json.loads(process.stdout.readline())]  # type: ignore[union-attr]  # it is a pipe
            waits = late.end()
        after = server.cpu_times()
        peak = peak_mb(server.pid)
    cpu_s = after.user + after.system - before.user - before.system
    return figures(told) | figures_of_late(waits) | {"server CPU s": round(cpu_s, 1), "server peak RSS MB": peak}


def figures(told: list[dict[str, Any]]) -> Figures:
    """Give what the townships saw."""
    text = sorted(one["text_s"] for one in told)
    ends = [one["pictures_s"][-1] for one in told if one["pictures_s"]]
    found: Figures = {
        "townships": len(told),
        "text of all s": round(text[-1], 2),
        "text of the middle s": round(statistics.median(text), 2),
        "entries/s": round(len(told) * ENTRIES / text[-1]),
        "sent away": sum(one["busy"] for one in told),
        "sent away without a time": sum(one["busy_without_time"] for one in told),
    }
    if ends:
        middle = (text[0] + max(ends)) / 2
        half = [sum(1 for at in one["pictures_s"] if at <= middle) for one in told]
        found |= {
            "pictures of all s": round(max(ends), 1),
            "pictures MB/s": round(len(told) * PICTURES * MEAN_PICTURE / max(ends) / 1e6, 1),
            "pictures at half-time, fewest / middle": round(min(half) / max(1, statistics.median(half)), 2),
        }
    return found


class Late(threading.Thread):
    """One more township that has ten entries to send every half second, and measures how long that takes."""

    def __init__(self, url: str, code: str) -> None:
        super().__init__(daemon=True)
        self._township = Township(url, code, 10, 0)
        self._ended = threading.Event()
        self._waits: list[float] = []
        self.start()

    def run(self) -> None:
        """Send the same batch again and again: a repeat is judged and looked up like a new one."""
        while not self._ended.wait(0.5):
            begun = time.monotonic()
            self._township.report(begun)
            self._waits.append(time.monotonic() - begun)

    def end(self) -> list[float]:
        """Stop, and give how long each took."""
        self._ended.set()
        self.join()
        return sorted(self._waits)


def figures_of_late(waits: list[float]) -> Figures:
    """Give how long text took that came while others' pictures came in."""
    if not waits:
        return {}
    return {
        "text meanwhile, middle ms": round(statistics.median(waits) * 1000),
        "text meanwhile, 95 of 100 ms": round(waits[int(len(waits) * 0.95)] * 1000),
    }


def made_codes(data: Path, count: int) -> list[str]:
    """Begin a county and make a code for each of so many offices."""
    site = open_site(data)
    codes = [Enrolment(site).new_code(str(511_725_100 + at)).code for at in range(count)]
    site.close()
    return codes


@contextmanager
def coming(url: str, codes: list[str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Start the processes of the townships and wait until each is ready."""
    shares = [codes[at::PROCESSES] for at in range(PROCESSES)]
    words = [sys.executable, "-m", "tests.bench.townships", url, str(ENTRIES), str(PICTURES)]
    processes = [
        subprocess.Popen([*words, *share], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for share in shares
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        yield processes
    finally:
        for process in processes:
            process.communicate()


def server_at(url: str) -> psutil.Process:
    """Give the child of this process that serves at an address."""
    port = url.rpartition(":")[2]
    return next(child for child in psutil.Process().children() if port in child.cmdline())


def peak_mb(pid: int) -> int:
    """Give the most memory that a process ever had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    assert found is not None
    return round(int(found[1]) / 1024)
