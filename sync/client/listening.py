"""A line that stays open: the county says by itself when there is something new, and nobody asks every minute.

One thread and one idle connection. Where a proxy swallows the stream or cuts it, the window goes on asking.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.errors import Unavailable
from sync.client.county import County, Problem
from sync.client.schedule import Pace, next_try

PROVEN_S: Final = 120.0  # a stream that lasted so long was no accident: the next one is tried soon
_END_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: the county's newest `head`, or None when the stream ended. `opens`: the first of a stream."""

    head: int | None
    opens: bool = False


class Listening:
    """Listens to the county that `county` gives, from `start` to `stop`; `heard` is called on its own thread."""

    def __init__(
        self,
        county: Callable[[], County],
        heard: Callable[[Heard], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._county, self._heard = county, heard
        self._monotonic, self._chance = monotonic, chance
        self._pace = Pace()
        self._again, self._ended = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._hang_up: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)

    @property
    def pace(self) -> Pace:
        """When the next stream is tried, and how many failed in a row."""
        return self._pace

    def start(self) -> None:
        """Begin to listen; when it listens already, try at once where it waits to try again."""
        if self._thread.ident is None and not self._ended.is_set():
            self._thread.start()
        elif self._hang_up is None:
            self._again.set()

    def end(self) -> None:
        """Hang up and listen no more; what is in the middle of a call ends by itself."""
        with self._lock:
            self._ended.set()
            if self._hang_up is not None:
                self._hang_up()
        self._again.set()

    def stop(self) -> None:
        """End, and wait for it a second at most; never on the thread that listens."""
        self.end()
        if self._thread.ident is not None:
            self._thread.join(_END_S)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._again.clear()
            began = self._monotonic()
            self._listen()
            if self._ended.is_set():
                return
            now = self._monotonic()
            if now - began >= PROVEN_S:
                self._pace = Pace()
            self._pace = self._pace.failed(now, self._chance())
            self._heard(Heard(None))
            self._again.wait(next_try(self._pace, now))

    def _listen(self) -> None:
        """Tell what one stream tells until it ends, however it does."""
        try:
            with self._county().events() as events:
                with self._lock:
                    self._hang_up = None if self._ended.is_set() else events.hang_up
                    if self._hang_up is None:
                        return
                opens = True
                for head in events.heads:
                    if self._ended.is_set():
                        return
                    if head is not None:
                        self._heard(Heard(head, opens))
                        opens = False
        except (Unavailable, Problem):
            return
        finally:
            with self._lock:
                self._hang_up = None
