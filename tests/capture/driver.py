"""A camera's driver as OpenCV shows it: sizes and controls that it takes or not, frames, and all that goes wrong."""

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from app.capture.drive import Capture

WIDTH, HEIGHT = cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT
SMALL, LARGE = (1280, 960), (2592, 1944)
_INDEXES = itertools.count(900)


def new_index() -> int:
    """Give a number that no other test uses: what is known of a camera is kept by its number."""
    return next(_INDEXES)


def noise(level: int = 90) -> Iterator[Callable[[tuple[int, int]], Any]]:
    """Give frames of a still mat as a sensor sees it: of the size that is set, never the same twice."""
    chance = np.random.default_rng(1)
    while True:
        yield lambda size: chance.integers(level - 4, level + 5, (size[1], size[0], 3), np.uint8)


@dataclass
class Driver:
    """One device. `frames` gives what is seen; `grab` waits for `gate` and tells `clock` how long it took."""

    frames: Iterable[Any] = field(default_factory=noise)
    sizes: tuple[tuple[int, int], ...] = (SMALL, LARGE)
    controls: dict[int, float] = field(default_factory=dict)
    refuses: frozenset[int] = frozenset()
    plugged: bool = True
    opens: bool = True
    torn: int = 0
    seconds: Callable[[tuple[int, int]], float] = lambda _size: 0.01
    size: tuple[int, int] = (640, 480)
    now: float = 0.0
    asked: list[tuple[int, float]] = field(default_factory=list)
    unpacked: int = 0
    released: int = 0

    def __post_init__(self) -> None:
        self.free = threading.Event()
        self.free.set()
        self.changed = threading.Condition()
        self.grabbed = 0
        self.seen: list[tuple[int, int]] = []
        self.left: int | None = None  # frames until it waits for `deliver`
        self._frames: Iterator[Any] = iter(self.frames)
        self._wide = 0.0

    def open(self, _index: int) -> Capture:
        self.asked.append((-1, 0.0))
        return self

    def clock(self) -> float:
        return self.now

    def deliver(self, count: int) -> None:
        """Let so many frames come, and wait until they were taken from the queue."""
        with self.changed:
            wanted = self.grabbed + count
            self.left = (self.left or 0) + count
            self.changed.notify_all()
            assert self.changed.wait_for(lambda: self.grabbed >= wanted, 10)

    def unplug(self) -> None:
        """Pull the device out; one that waits for a frame gets none."""
        with self.changed:
            self.plugged = False
            self.changed.notify_all()

    # --- what OpenCV has
    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.plugged and self.opens

    def grab(self) -> bool:
        assert self.free.wait(20)
        with self.changed:
            self.changed.wait_for(lambda: self.left != 0 or not self.plugged, 20)
            self.left = None if self.left is None else self.left - 1
            self.grabbed += 1
            self.now += self.seconds(self.size)
            self.changed.notify_all()
        return self.plugged

    def retrieve(self) -> tuple[bool, Any]:
        if self.torn:
            self.torn -= 1
            return False, None
        with self.changed:
            self.unpacked += 1
            self.seen.append(self.size)
            self.changed.notify_all()
        frame = next(self._frames)
        return True, frame(self.size) if callable(frame) else frame

    def get(self, prop: int) -> float:
        if prop in {WIDTH, HEIGHT}:
            return float(self.size[prop == HEIGHT])
        return self.controls.get(prop, -1.0)

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        if prop == WIDTH:
            self._wide = value
        elif prop == HEIGHT:
            self.size = (int(self._wide), int(value)) if (self._wide, value) in self.sizes else self.size
        elif prop in self.controls and prop not in self.refuses:
            self.controls[prop] = value
        else:
            return False
        return True

    def release(self) -> None:
        with self.changed:
            self.released += 1
            self.changed.notify_all()


def plain(*values: int) -> Iterator[Any]:
    """Give frames of one grey after the other; the last one goes on."""
    for value in itertools.chain(values, itertools.repeat(values[-1])):
        yield lambda size, value=value: np.full((size[1], size[0], 3), value, np.uint8)
