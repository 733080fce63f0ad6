"""When to try next. Pure: time (monotonic seconds) and chance (0 to 1) come in as arguments."""

from dataclasses import dataclass, replace
from typing import Final

FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 600.0
IDLE_S: Final = 60.0
HEARING_S: Final = 600.0  # between two looks while the county says by itself what is new
_APART_S: Final = 1.0  # windows that hear of the same entry do not all ask in the same moment


@dataclass(frozen=True, slots=True)
class Pace:
    """Where the trying stands: `failures` in a row, and the moment (monotonic seconds) of the next try."""

    failures: int = 0
    due: float = 0.0

    def failed(self, now: float, chance: float, at_least_s: float = 0.0) -> "Pace":
        """Give the pace after a failure: full jitter under a cap that doubles; never gives up.

        `at_least_s` is what the county asked for (Retry-After); it cannot ask for more than the longest wait.
        """
        cap = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(self.failures, 10))
        wait = max(chance * cap, min(at_least_s, LONGEST_WAIT_S))
        return Pace(self.failures + 1, now + wait)

    def succeeded(self, now: float, *, hears: bool = False) -> "Pace":
        """Give the pace after a success: the next look for news is one quiet interval away, a long one if we hear."""
        return Pace(0, now + (HEARING_S if hears else IDLE_S))

    def told(self, now: float, chance: float) -> "Pace":
        """Give the pace when the county says that there is something new: within a second, and the line is good."""
        return Pace(0, min(self.due, now + chance * _APART_S))

    def deaf(self, now: float) -> "Pace":
        """Give the pace when we hear nothing any more: the look for news comes as soon as it does without hearing."""
        return replace(self, due=min(self.due, now + IDLE_S))

    def written(self, now: float) -> "Pace":
        """Give the pace when there is something new to send: at once, unless a failure has just taught to wait."""
        return self if self.failures else replace(self, due=min(self.due, now))

    def woken(self, now: float) -> "Pace":
        """Give the pace when the network has come back, or the officer has pressed 'send now': at once."""
        return Pace(0, now)


def next_try(pace: Pace, now: float) -> float:
    """Give the seconds to wait before the next try; 0 when it is due."""
    return max(0.0, pace.due - now)
