"""One device while it is open: its frames, its large pictures, its controls."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.capture import controls, drive
from app.capture.controls import Control
from app.capture.device import Device, obstacle
from app.capture.drive import Capture, Modes
from app.capture.picture import Bgr
from app.capture.pump import Clock, Pump
from app.errors import Unavailable

_FROZEN_FRAMES = 60
_DARK = 24
_LEAST_WARMING, _MOST_WARMING = 2, 8
_STEADY = 0.03
_MOVED, _MOVED_PART = 45, 0.004
_FAST_S = 1 / 20
_MODES: dict[str, Modes] = {}  # what this PC's cameras can do does not change while the program runs


@dataclass(frozen=True, slots=True)
class Setup:
    """How a camera stands: turned clockwise by quarters, and what is held by hand, by name of the control."""

    quarters: int = 0
    held: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Means:
    """How devices are found and opened, and how long one is waited for; tests bring their own.

    `find` gives the devices that are there, None where a number is simply tried.
    """

    open_capture: Callable[[int], Capture] = drive.open_capture
    find: Callable[[], tuple[Device, ...]] | None = None
    patience_s: float = 5.0
    clock: Clock = time.perf_counter


class Live:
    """A device that was asked to open; whether it does is told by the first frame."""

    def __init__(self, device: Device, setup: Setup, means: Means, *, every: bool) -> None:
        self._device, self._setup, self._means, self._patience_s = device, setup, means, means.patience_s
        self._key = device.identity or str(device.index)
        drains = drive.HAS_QUEUE and not every
        self._pump = Pump(device.index, self._start, means.patience_s, means.clock, every=every, drains=drains)
        self._is_first, self._same, self._print = True, 0, b""
        self._is_large = False

    @property
    def modes(self) -> Modes:
        """What was found out about the device so far."""
        return _MODES.get(self._key, Modes())

    def next(self) -> Bgr:
        """Give the next frame as the sensor sees it; Unavailable camera.*."""
        # Opening is slower than any frame: some drivers take seconds for it.
        frame = self._pump.next(self._patience_s * (4 if self._is_first else 1))
        self._is_first = False
        self._compare(frame)
        return frame

    def large(self) -> Bgr:
        """Give one picture of the largest size; the device is switched there and back unless it is fast there."""
        if self._is_large or self.modes.large == drive.PREVIEW:
            return self.next()
        began = self._means.clock()
        size = self.ask(lambda video: drive.set_large(video, self.modes.large))
        frame, gap_s = self._warmed(size)
        self._learn(Modes(size, gap_s <= _FAST_S, self._means.clock() - began))
        self._is_large = self.modes.is_fast
        if not self._is_large:
            self.ask(drive.set_preview)
        return frame

    def controls(self) -> tuple[Control, ...]:
        """Give what the driver lets be set."""
        ranges = controls.ranges(self._device.index)
        found: tuple[Control, ...] = self.ask(lambda video: controls.read(video, ranges))
        return found

    def control(self, name: str, value: float | None) -> Control:
        """Set a control and give it as the driver then tells it; None leaves it to the camera."""
        ranges = controls.ranges(self._device.index)
        done: Control = self.ask(lambda video: controls.write(video, name, value, ranges))
        return done

    def ask(self, speak: Callable[[Capture], Any]) -> Any:
        """Say something to the driver, between two frames."""
        return self._pump.ask(speak, self._patience_s)

    def end(self) -> None:
        """Let go of the device; does not wait for it."""
        self._pump.end()

    def _start(self) -> Capture:
        """Open the device; runs in the pump's thread."""
        video = self._means.open_capture(self._device.index)
        if not video.isOpened():
            video.release()
            raise Unavailable(obstacle(self._device.index))
        drive.set_preview(video)
        for name, value in self._setup.held:
            controls.hold(video, name, value)
        return video

    def _compare(self, frame: Bgr) -> None:
        """A sensor never gives the same picture twice, a driver that lost it may. Darkness is told elsewhere."""
        seen = frame[::32, ::32]
        print_of = seen.tobytes()
        self._same = self._same + 1 if print_of == self._print and int(seen.max()) > _DARK else 0
        self._print = print_of
        if self._same >= _FROZEN_FRAMES:
            raise Unavailable("camera.frozen")

    def _warmed(self, size: tuple[int, int]) -> tuple[Bgr, float]:
        """Give the first frame of this size that is as the one before it, and how far apart frames are, in seconds.

        The first ones are dark or torn, and while a camera is switched a hand may come.
        """
        before, gap_s = None, 1.0
        for nth in range(_MOST_WARMING):
            last_s = self._pump.given_s
            frame = self._pump.next(self._patience_s)
            gap_s = self._pump.given_s - last_s
            seen = frame[::16, ::16].astype(np.int16)
            is_large = (frame.shape[1], frame.shape[0]) == size
            if nth + 1 >= _LEAST_WARMING and is_large and _alike(before, seen):
                break
            before = seen
        return frame, gap_s

    def _learn(self, modes: Modes) -> None:
        wide, high = modes.large or drive.PREVIEW
        small = wide * high <= drive.PREVIEW[0] * drive.PREVIEW[1]
        _MODES[self._key] = replace(modes, large=drive.PREVIEW) if small else modes


def _alike(before: NDArray[np.int16] | None, seen: NDArray[np.int16]) -> bool:
    """Tell whether two frames show the same in the same light, but for their grain."""
    if before is None or before.shape != seen.shape:
        return False
    change = np.abs(seen - before)
    is_steady = abs(float(seen.mean()) - float(before.mean())) < _STEADY * (float(seen.mean()) + 1)
    return is_steady and float((change > _MOVED).any(axis=2).mean()) < _MOVED_PART
