"""A province on paper: 183 counties come back after an outage, event by event, from a seed; not a guess, not a load.

    python -m tests.bench.province        prints the table of docs/scale.md

A server is one process: text goes first, pictures take what is left, as in `sync.county.lanes`. What a core carries
stands in the page itself, as `python3 run.py bench server` measured it. Lines are drawn from a log-normal law.
"""

import heapq
import json
import random
import re
import statistics
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
COUNTIES, TOWNSHIPS = 183, 3_101
ENTRIES, ENTRY_BYTES = 1_000, 200  # of a day at a busy desk; packed
PICTURES, PICTURE_BYTES, GROUP = 250, 276_000, 12
BACK_OFF_S = 600.0  # the longest wait of a window: full jitter below it
SEED = 20261130


@dataclass(frozen=True, slots=True)
class Core:
    """What one core does in a second."""

    entries: float
    pictures: float
    sign_ins: float


@dataclass(frozen=True, slots=True)
class Scene:
    """How a province is set up: where the servers stand, how many, how fast a township's line is, who waits."""

    name: str
    servers: int  # processes; a county always speaks to the same one
    mbit_s: float  # the middle line of a township
    jitter_s: float = 0.0  # within so many seconds the windows find that the line is back


SCENES = (
    Scene("a server in each county, lines of 4 Mbit/s", COUNTIES, 4),
    Scene("a server in each county, lines of 20 Mbit/s", COUNTIES, 20),
    Scene("16 processes for the province, 4 Mbit/s", 16, 4),
    Scene("16 processes for the province, 20 Mbit/s", 16, 20),
    Scene("4 processes for the province, 20 Mbit/s", 4, 20),
    Scene("4 processes, 20 Mbit/s, windows find out within 10 minutes", 4, 20, BACK_OFF_S),
)


@dataclass(slots=True)
class Server:
    """One process: it does one thing at a time, text before pictures, each in the order in which it came."""

    text: deque[tuple[float, Callable[[float], None]]] = field(default_factory=deque)
    pictures: deque[tuple[float, Callable[[float], None]]] = field(default_factory=deque)
    is_busy: bool = False
    longest: int = 0


class Province:
    """The events of one scene. Times are seconds after the outage."""

    def __init__(self, scene: Scene, core: Core, seed: int = SEED) -> None:
        self._scene, self._core, self._chance = scene, core, random.Random(seed)
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._count = 0
        self.servers = [Server() for _ in range(scene.servers)]
        self.text_s: list[float] = []
        self.done_s: list[float] = []

    def run(self) -> None:
        """Let every township come back, and go on until nothing is left."""
        for number in range(TOWNSHIPS):
            county = min(
                int(self._chance.betavariate(1, 1.3) * COUNTIES), COUNTIES - 1
            )  # some have far more than others
            bytes_s = self._scene.mbit_s / 8 * 1e6 * self._chance.lognormvariate(0, 0.7)
            township = _Township(self, self.servers[county % len(self.servers)], bytes_s)
            self.at(self._chance.uniform(0, self._scene.jitter_s) + number * 1e-6, township.come)
        while self._events:
            moment, _, do = heapq.heappop(self._events)
            do(moment)

    def at(self, moment: float, do: Callable[[float], None]) -> None:
        """Have something happen at a moment."""
        self._count += 1
        heapq.heappush(self._events, (moment, self._count, do))

    def serve(
        self, server: Server, moment: float, seconds: float, then: Callable[[float], None], *, text: bool
    ) -> None:
        """Put work on a server; `then` happens when it is done."""
        (server.text if text else server.pictures).append((seconds, then))
        server.longest = max(server.longest, len(server.text) + len(server.pictures))
        if not server.is_busy:
            self._next(server, moment)

    def _next(self, server: Server, moment: float) -> None:
        line = server.text or server.pictures
        server.is_busy = bool(line)
        if line:
            seconds, then = line.popleft()
            self.at(moment + seconds, partial(self._after, server, then))

    def _after(self, server: Server, then: Callable[[float], None], moment: float) -> None:
        self._next(server, moment)
        then(moment)

    @property
    def core(self) -> Core:
        """What a server does in a second."""
        return self._core


class _Township:
    """One township: it signs in, brings its text, then its pictures group after group."""

    def __init__(self, province: Province, server: Server, bytes_s: float) -> None:
        self._province, self._server, self._bytes_s = province, server, bytes_s
        self._left = PICTURES

    def come(self, moment: float) -> None:
        self._serve(moment, 1 / self._province.core.sign_ins, self._send_text)

    def _send_text(self, moment: float) -> None:
        self._province.at(moment + ENTRIES * ENTRY_BYTES / self._bytes_s, self._store_text)

    def _store_text(self, moment: float) -> None:
        self._serve(moment, ENTRIES / self._province.core.entries, self._have_text)

    def _have_text(self, moment: float) -> None:
        self._province.text_s.append(moment)
        self._send_pictures(moment)

    def _send_pictures(self, moment: float) -> None:
        if not self._left:
            self._province.done_s.append(moment)
            return
        group = min(GROUP, self._left)
        self._left -= group
        self._province.at(moment + group * PICTURE_BYTES / self._bytes_s, lambda now: self._store(now, group))

    def _store(self, moment: float, group: int) -> None:
        seconds = group / self._province.core.pictures
        self._province.serve(self._server, moment, seconds, self._send_pictures, text=False)

    def _serve(self, moment: float, seconds: float, then: Callable[[float], None]) -> None:
        self._province.serve(self._server, moment, seconds, then, text=True)


def table(core: Core) -> str:
    """Give the table of all scenes, as Markdown."""
    lines = [
        "| scene | all text: middle, last | pictures: middle, last | longest line at a server |",
        "|---|---|---|---|",
    ]
    for scene in SCENES:
        province = Province(scene, core)
        province.run()
        text, done = sorted(province.text_s), sorted(province.done_s)
        longest = max(server.longest for server in province.servers)
        said = (
            f"{_time(statistics.median(text))}, {_time(text[-1])} | {_time(statistics.median(done))}, {_time(done[-1])}"
        )
        lines.append(f"| {scene.name} | {said} | {longest} |")
    return "\n".join(lines) + "\n"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def measured() -> Core:
    """Give what a core carries, as docs/scale.md says that it was measured."""
    found = re.search(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    figures = json.loads(found[1])
    return Core(figures["entries"], figures["pictures"], figures["sign-ins"])


if __name__ == "__main__":
    print(table(measured()), end="")
