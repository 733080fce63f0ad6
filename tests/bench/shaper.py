"""A line as some townships have it: so many bits a second, so long a way, so many packets lost. For measurements."""

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_PACKET = 1_400


@dataclass
class Way:
    """One direction of the line, shared by all connections. Times are those of the loop."""

    bytes_per_s: float
    delay_s: float
    loss: float
    chance: random.Random
    free_at: float = 0.0

    def arrival(self, size: int, now: float) -> float:
        """Give when a packet that is handed over now arrives; a lost one comes a whole round later."""
        self.free_at = max(self.free_at, now) + size / self.bytes_per_s
        again = 2 * self.delay_s if self.chance.random() < self.loss else 0.0
        return self.free_at + self.delay_s + again


@dataclass
class Shaper:
    """Hands bytes on to a port of this machine as that line would. TCP's own hand-shake costs a round too.

    `answered_at` (time.monotonic) is when the county last spoke: what it answers for is on its disk by then.
    What this does not imitate is congestion control: the sender learns nothing of what was lost.
    """

    to_port: int
    bits_per_s: float = 256_000
    round_s: float = 0.6
    loss: float = 0.05
    seed: int = 1
    answered_at: float = 0.0
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __enter__(self) -> Self:
        chance, speed = random.Random(self.seed), self.bits_per_s / 8
        self._up, self._down = (Way(speed, self.round_s / 2, self.loss, chance) for _ in range(2))
        begun = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(begun,), daemon=True)
        self._thread.start()
        begun.wait(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, begun: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        begun.set()
        self._loop.run_forever()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _serve(self, line: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        began = self._loop.time()
        answers, county = await asyncio.open_connection("127.0.0.1", self.to_port)
        up = self._pump(line, county, self._up, began + self.round_s)
        down = self._pump(answers, back, self._down, 0.0, spoke=self._spoke)
        with suppress(asyncio.CancelledError):  # the bench is over; a stream's own callback asks how this ended
            await asyncio.gather(up, down, return_exceptions=True)

    def _spoke(self) -> None:
        self.answered_at = time.monotonic()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        way: Way,
        not_before: float,
        spoke: Callable[[], None] = lambda: None,
    ) -> None:
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivering = asyncio.create_task(self._deliver(arriving.get, target))
        latest = 0.0
        while part := await source.read(_PACKET):
            spoke()
            latest = max(latest, way.arrival(len(part), max(self._loop.time(), not_before)))
            arriving.put_nowait((latest, part))
        arriving.put_nowait((latest, b""))
        await delivering

    async def _deliver(
        self, next_one: Callable[[], Awaitable[tuple[float, bytes]]], target: asyncio.StreamWriter
    ) -> None:
        while True:
            at, part = await next_one()
            await asyncio.sleep(max(0.0, at - self._loop.time()))
            if not part:
                target.close()
                return
            target.write(part)
            await target.drain()
