"""Long work as others see it: how far it is, and how it is stopped."""

import threading
from dataclasses import dataclass, field


class Stopped(Exception):
    """Somebody asked the work to end; what it made so far is no whole."""


@dataclass
class Watch:
    """May be read and stopped in any thread. `done` of `total` in bytes; 0 in all while that is not known."""

    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def moved(self, count: int) -> None:
        """Note that so many bytes went; Stopped where somebody asked for that."""
        self.done += count
        self.check()

    def check(self) -> None:
        """Stopped where somebody asked for that."""
        if self.stop.is_set():
            raise Stopped
