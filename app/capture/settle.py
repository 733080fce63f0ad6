"""When do things lie still: the moment to take the picture, once for each thing put down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.capture.glance import Print, is_other
from app.capture.quad import Quad

_STILL_PIXELS = 20.0
_MOVED_PIXELS = 60.0
_FRAMES = 3


@dataclass(frozen=True)
class Rest:
    """`progress` 0 to 1 toward lying still; `is_settled` once; `fresh` which things were not taken before."""

    progress: float
    is_settled: bool
    fresh: tuple[int, ...]


@dataclass
class _Taken:
    corners: Quad
    print: Print
    missing: int = 0


class Settle:
    """Tells once for each thing put down that all lie still. Corners are for a frame of 640×480.

    A thing is another one when it lies elsewhere, when it was away for three frames, or when it shows something else.
    """

    def __init__(self) -> None:
        self._last: list[Quad] = []
        self._steps = 0
        self._taken: list[_Taken] = []

    def look(self, things: Sequence[Quad], print_of: Callable[[Quad], Print], *, is_quiet: bool = True) -> Rest:
        """Take in one frame; `is_quiet` is False while something moves on or over the things."""
        still = bool(things) and is_quiet and self._have_not_moved(things)
        self._steps = self._steps + 1 if still else 0
        self._last = list(things)
        if is_quiet:
            self._forget(things)
        progress = min(1.0, self._steps / _FRAMES)
        if self._steps != _FRAMES:
            return Rest(progress, False, ())
        fresh = tuple(nth for nth, thing in enumerate(things) if self._is_fresh(thing, print_of))
        if fresh:
            self._taken = [_Taken(thing, print_of(thing)) for thing in things]
        return Rest(1.0, bool(fresh), fresh)

    def again(self) -> None:
        """Forget what was taken: what lies there is taken once more when it lies still."""
        self._taken, self._steps = [], 0

    def _have_not_moved(self, things: Sequence[Quad]) -> bool:
        return len(things) == len(self._last) and all(
            min(_far(thing, before) for before in self._last) < _STILL_PIXELS for thing in things
        )

    def _is_fresh(self, thing: Quad, print_of: Callable[[Quad], Print]) -> bool:
        for taken in self._taken:
            if _far(thing, taken.corners) < _MOVED_PIXELS:
                return is_other(taken.print, print_of(_turned_like(thing, taken.corners)))
        return True

    def _forget(self, things: Sequence[Quad]) -> None:
        """One frame without a thing may be a blink; several are an empty place."""
        for taken in self._taken:
            is_there = any(_far(thing, taken.corners) < _MOVED_PIXELS for thing in things)
            taken.missing = 0 if is_there else taken.missing + 1
        self._taken = [taken for taken in self._taken if taken.missing < _FRAMES]


def _far(one: Quad, other: Quad) -> float:
    """How far the corner that moved most has moved; which corner comes first may change between frames."""
    return float(np.linalg.norm(_turned_like(one, other) - other, axis=1).max())


def _turned_like(one: Quad, other: Quad) -> Quad:
    """The same corners, beginning with that which is nearest to the other's first."""
    turns = [np.roll(one, turn, axis=0) for turn in range(4)]
    return min(turns, key=lambda turn: float(np.linalg.norm(turn - other, axis=1).max()))
