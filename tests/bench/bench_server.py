"""What one core of a county server carries: work per second of the server's own CPU, whatever else the machine does.

The server is a process of its own; the client is this one. docs/scale.md says what these figures mean together.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

from sync.client.calls import HttpCounty
from tests.bench.bench_return import made_codes, peak_mb, server_at
from tests.bench.servers import Figures, started, thrown_away
from tests.bench.townships import MEAN_PICTURE, Township

PUSHES = int(os.environ.get("BENCH_PUSHES", "20"))
PICTURES = int(os.environ.get("BENCH_PICTURES", "100"))
ASKED = 500
LINES = 400


def run() -> Figures:
    """Give entries, megabytes and requests per CPU second, and the memory of a connection."""
    return thrown_away("server", measured)


def measured(home: Path) -> Figures:
    """Measure one server, one kind of work after the other."""
    codes = made_codes(home / "county", PUSHES + 1)
    words = ["-m", "sync.county.cli", "serve", "--data", str(home / "county"), "--log", str(home / "log")]
    with started(lambda port: [*words, "--port", str(port)], "county") as url, ExitStack() as held:
        server = Watched(server_at(url))
        pushing = [Township(url, code, 1_000, 0) for code in codes[1:]]
        pictures = Township(url, codes[0], 1, PICTURES)
        figures: Figures = {
            "entries": server.per_s(1_000 * PUSHES, lambda: reported(pushing)),
            "pictures": server.per_s(PICTURES, lambda: reported([pictures])),
            "idle pulls": server.per_s(ASKED, lambda: repeated(pictures.county, ASKED)),
            "sign-ins": server.per_s(10 * PUSHES, lambda: signed_in(pushing * 10)),
            "KB of an open line": server.kb_each(LINES, lambda: [held.enter_context(asked(url)) for _ in range(LINES)]),
            "KB of an event stream": server.kb_each(
                LINES, lambda: [held.enter_context(one.listening()) for one in pushing for _ in range(LINES // PUSHES)]
            ),
        }
        figures["picture MB"] = round(float(figures["pictures"]) * MEAN_PICTURE / 1e6, 1)
        figures["peak RSS MB"] = peak_mb(server.process.pid)
    return figures


class Watched:
    """A server whose CPU and memory are looked at."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process

    def per_s(self, amount: float, work: Callable[[], object]) -> float:
        """Give how much of `amount` the server does in a second of its CPU."""
        before = self.process.cpu_times()
        work()
        after = self.process.cpu_times()
        return round(amount / float(after.user + after.system - before.user - before.system), 1)

    def kb_each(self, count: int, hold: Callable[[], object]) -> float:
        """Give how much memory each of so many things takes while they are there."""
        before = self.process.memory_info().rss
        hold()
        return round(float(self.process.memory_info().rss - before) / count / 1024, 1)


def repeated(county: HttpCounty, count: int) -> None:
    """Ask again and again for what is new, where nothing is."""
    head = county.pull(0, 1).head
    for _ in range(count):
        county.pull(head, 1)


def reported(townships: list[Township]) -> None:
    """Let each send what it has, one after the other."""
    for township in townships:
        township.report(time.monotonic())


def signed_in(townships: list[Township]) -> None:
    """Let each take a token and ask where it stands, one after the other."""
    for township in townships:
        township.sign_in()


def asked(url: str) -> socket.socket:
    """Open a line, and leave it open after the answer to a request."""
    host, _, port = url.removeprefix("http://").partition(":")
    line = socket.create_connection((host, int(port)), 30)
    line.sendall(b"GET /healthz HTTP/1.1\r\nHost: county\r\n\r\n")
    line.recv(1_000)
    return line
