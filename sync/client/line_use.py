"""How the officer lets the line be used: paused, metered, at which hours, how fast. Pure; text never waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.clock import SHANGHAI

SMALL_BYTES: Final = 100 * 2**10  # a card or a receipt, not a page
LONGEST_PAUSE: Final = timedelta(hours=24)  # a clock that was set back must not make a pause of years
_DAY_H: Final = 24


class Pictures(StrEnum):
    """Whether pictures go now, or why not."""

    GO = "go"
    SMALL = "small"  # only those up to SMALL_BYTES: the line is metered
    METERED = "metered"
    HOURS = "hours"
    PAUSED = "paused"


_WIDTH: Final = {Pictures.GO: 2, Pictures.SMALL: 1}


@dataclass(frozen=True, slots=True)
class LineUse:
    """What was set at this PC; `hours` (from, to) are hours of China's day in which pictures go, None for all day.

    `metered`: what goes over the line costs money; then pictures wait, or with `small_too` only the large ones.
    `kb_per_s` is the most that pictures take, in KiB each second; 0 for as much as there is.
    """

    paused_until: datetime | None = None
    metered: bool = False
    small_too: bool = False
    kb_per_s: int = 0
    hours: tuple[int, int] | None = None

    def pause_left(self, now: datetime) -> timedelta:
        """Give how long nothing is sent by itself; zero when it is not paused."""
        left = timedelta() if self.paused_until is None else self.paused_until - now
        return left if timedelta() < left <= LONGEST_PAUSE else timedelta()

    def pictures(self, now: datetime) -> Pictures:
        """Tell whether pictures go at `now`."""
        if self.pause_left(now):
            return Pictures.PAUSED
        if self.metered:
            return Pictures.SMALL if self.small_too else Pictures.METERED
        return Pictures.GO if self._is_hour(now.astimezone(SHANGHAI).hour) else Pictures.HOURS

    def lets(self, size_bytes: int, now: datetime) -> bool:
        """Tell whether a picture of that size goes at `now`."""
        width = _WIDTH.get(self.pictures(now), 0)
        return size_bytes <= SMALL_BYTES if width == 1 else width > 0

    def _is_hour(self, hour: int) -> bool:
        if self.hours is None:
            return True
        first, end = self.hours
        return (hour - first) % _DAY_H < (end - first) % _DAY_H or first == end


def is_wider(now: Pictures, before: Pictures) -> bool:
    """Tell whether more pictures go than before."""
    return _WIDTH.get(now, 0) > _WIDTH.get(before, 0)


def is_narrower(now: Pictures, before: Pictures) -> bool:
    """Tell whether fewer pictures go than before."""
    return is_wider(before, now)
