"""How often somebody may ask: a bucket for each name that fills again with time. Nothing is kept of the quiet."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from sync.county.problem import TOO_MANY, busy

_MOST_NAMES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and `per_s` more for every second that passes."""

    burst: int
    per_s: float


class Buckets:
    """The buckets of one rate, by name; `clock` gives monotonic seconds."""

    def __init__(self, rate: Rate, clock: Callable[[], float], most_names: int = _MOST_NAMES) -> None:
        self._rate, self._clock, self._most = rate, clock, most_names
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, name: str) -> None:
        """Problem `busy` (429) with the seconds to wait where the bucket of `name` is empty."""
        left = self._now(name)
        if left < 1:
            raise busy(TOO_MANY, ceil((1 - left) / self._rate.per_s))

    def take(self, name: str) -> None:
        """Take one out of the bucket of `name`, or the same Problem as `check`."""
        self.check(name)
        self.spend(name)

    def spend(self, name: str) -> None:
        """Take one out of the bucket of `name`, which may be empty already."""
        self._left[name] = (max(0.0, self._now(name) - 1), self._clock())
        self._left.move_to_end(name)
        if len(self._left) > self._most:
            self._left.popitem(last=False)  # the one that was quiet for longest, and so is fullest

    def _now(self, name: str) -> float:
        left, at = self._left.get(name, (float(self._rate.burst), 0.0))
        return min(float(self._rate.burst), left + (self._clock() - at) * self._rate.per_s)
