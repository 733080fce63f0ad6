"""Wrong passwords make the next try wait: counted per officer, on the disk, so that a restart does not help."""

import json
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app import clock
from app.durable import disk, write_whole

# The waits after 1, 2, 3 … wrong passwords, in seconds; the last one stays.
WAITS_S: Final = (0, 0, 1, 2, 4, 8, 16, 32, 60)
_NONE: Final = (0, "", math.inf)


_Count = tuple[int, str, float]


class Attempts:
    """The counts of one keyring. `steady` gives seconds that nobody can set, until the PC starts anew."""

    def __init__(self, file: Path, now: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._file = file
        self._now = now
        self._steady = steady

    def wait_s(self, officer: str) -> int:
        """Give how many seconds the officer has to wait from now, 0 when none."""
        failures, since, steady = self._read().get(officer, _NONE)
        if not failures:
            return 0
        wait = timedelta(seconds=wait_after(failures))
        passed = self._now() - clock.parse(since)
        if (counted := self._steady() - steady) >= 0:  # the PC was not started anew: a clock set forward ends no wait
            passed = min(passed, timedelta(seconds=counted)) if passed >= timedelta(0) else timedelta(seconds=counted)
        # A clock that was set back must neither shorten the wait nor prolong it without end.
        left = min(wait - passed, wait)
        return max(0, -(-left // timedelta(seconds=1)))

    def begin(self, officer: str) -> int:
        """Count a try before it is made, so that killing the program in the midst saves no wait; give the count."""
        counts = self._read()
        failures = counts.get(officer, _NONE)[0] + 1
        self._write({**counts, officer: (failures, clock.text(self._now()), self._steady())})
        return failures

    def clear(self, officer: str) -> None:
        """Forget the officer's wrong tries: the password was right."""
        self._write({name: count for name, count in self._read().items() if name != officer})

    def _read(self) -> dict[str, _Count]:
        with disk():
            try:
                counts = json.loads(self._file.read_text("utf-8"))
                return {str(name): _count(*told) for name, told in counts.items()}
            except (FileNotFoundError, ValueError, TypeError, AttributeError):
                # Whoever can spoil this file can also delete it: it holds off guessing at the window, no more.
                return {}

    def _write(self, counts: dict[str, _Count]) -> None:
        write_whole(self._file, json.dumps(counts).encode())


def wait_after(failures: int) -> int:
    """Give the seconds to wait after that many wrong passwords in a row."""
    return WAITS_S[min(failures, len(WAITS_S)) - 1]


def _count(failures: int, since: str, steady: float = math.inf) -> _Count:
    """Read a count; one of an older program does not know the steady seconds."""
    clock.parse(since)
    return int(failures), since, float(steady)
