"""How fast documents flow: the budget that was set for them, and the speed that was measured. Pure."""

from dataclasses import dataclass
from typing import Final

_LOOKS_BACK_S: Final = 30.0
_LEAST_S: Final = 2.0  # a speed is said only after so long


@dataclass(frozen=True, slots=True)
class Budget:
    """Bytes that may go: `free_at` (monotonic seconds) is when the next piece may begin."""

    free_at: float = 0.0

    def wait_s(self, now: float) -> float:
        """Give the seconds until a piece may go."""
        return max(0.0, self.free_at - now)

    def spent(self, now: float, size_bytes: int, bytes_per_s: float) -> "Budget":
        """Give the budget when a piece has taken its turn: the next one comes when this one is paid for."""
        return Budget(max(self.free_at, now) + size_bytes / bytes_per_s)

    def back(self, size_bytes: int, bytes_per_s: float) -> "Budget":
        """Give the budget when a piece has not gone after all."""
        return Budget(self.free_at - size_bytes / bytes_per_s)


@dataclass(frozen=True, slots=True)
class Speed:
    """What went lately: (moment, bytes) of each piece of the last half minute; the first is the beginning."""

    pieces: tuple[tuple[float, int], ...] = ()

    def moved(self, now: float, size_bytes: int) -> "Speed":
        """Give the speed after a piece has arrived."""
        lately = tuple(piece for piece in self.pieces if now - piece[0] <= _LOOKS_BACK_S)
        return Speed((*lately, (now, size_bytes)))

    def per_s(self, now: float) -> float | None:
        """Give the bytes of a second, None when too little went lately to tell."""
        if not self.pieces or now - self.pieces[-1][0] > _LOOKS_BACK_S:
            return None
        took = self.pieces[-1][0] - self.pieces[0][0]
        return sum(size for _, size in self.pieces[1:]) / took if took >= _LEAST_S else None

    def seconds_for(self, size_bytes: int, now: float) -> float | None:
        """Give how long so many bytes will take, None when nobody can tell."""
        speed = self.per_s(now)
        return None if not speed else size_bytes / speed
