"""Who may go next where many want the same: so many at a time, office after office, and nobody for ever.

Text has a lane of its own. While text is under way pictures keep to a few places, so that the journal of every
township comes before anybody's pictures, and no picture waits for ever either.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from sync.county.problem import busy

TEXT_AT_ONCE: Final = 3  # batches unpacked, judged and stored at the same time: some 30 MB each at the very most
PICTURES_AT_ONCE: Final = 8
PICTURES_BESIDE_TEXT: Final = 2
LONGEST_LINE: Final = 1_000  # who would have to wait behind so many is told to come back
LONGEST_WAIT_S: Final = 30.0  # well below the minute of silence after which a window gives its line up


class Lane:
    """So many at a time. Who waits is served by turns: office after office, inside an office as they came."""

    def __init__(
        self, width: Callable[[], int], *, longest: int = LONGEST_LINE, wait_s: float = LONGEST_WAIT_S
    ) -> None:
        self._width = width
        self._longest, self._wait_s = longest, wait_s
        self._line: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.under_way = 0
        self.waiting = 0
        self.left: Callable[[], None] = lambda: None

    @property
    def is_used(self) -> bool:
        """Tell whether anybody is under way or waits."""
        return bool(self.under_way or self.waiting)

    @asynccontextmanager
    async def turn(self, office: str) -> AsyncIterator[None]:
        """Wait for a turn of `office` and hold it; Problem `busy` where the line is too long or does not move."""
        await self._enter(office)
        try:
            yield
        finally:
            self._leave()

    def admit(self) -> None:
        """Let in whoever there is room for now; called where the width has grown."""
        while self.waiting and self.under_way < self._width():
            office, line = next(iter(self._line.items()))
            waiter = line.popleft()
            self._line.move_to_end(office)
            if not line:
                del self._line[office]
            self.waiting -= 1
            if not waiter.done():  # who was cancelled a moment ago has not heard of it yet
                self.under_way += 1
                waiter.set_result(None)

    async def _enter(self, office: str) -> None:
        if not self.waiting and self.under_way < self._width():
            self.under_way += 1
            return
        if self.waiting >= self._longest:
            raise busy()
        waiter = asyncio.get_running_loop().create_future()
        self._line.setdefault(office, deque()).append(waiter)
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_s):
                await waiter
        except TimeoutError:
            self._give_up(office, waiter)
            raise busy() from None
        except asyncio.CancelledError:
            self._give_up(office, waiter)
            raise

    def _give_up(self, office: str, waiter: "asyncio.Future[None]") -> None:
        line = self._line.get(office, deque())
        if waiter in line:
            line.remove(waiter)
            self.waiting -= 1
            if not line:
                del self._line[office]
        elif not waiter.cancelled():  # let in at the very moment when it gave up
            self._leave()

    def _leave(self) -> None:
        self.under_way -= 1
        self.admit()
        self.left()


class Lanes:
    """The lanes of one server: text, and pictures that make room for it."""

    def __init__(self) -> None:
        self.text = Lane(lambda: TEXT_AT_ONCE)
        self.pictures = Lane(lambda: PICTURES_BESIDE_TEXT if self.text.is_used else PICTURES_AT_ONCE)
        self.text.left = self.pictures.admit
