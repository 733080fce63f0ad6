"""What a camera really gives on this PC: drivers promise more than they keep."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

_FRAMES = 30
_MOST_S = 3.0


class _Camera(Protocol):
    def read(self) -> Any: ...

    def still(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Trial:
    """The size of the live picture, how many a second; the size of a large picture, and how long it takes."""

    width: int
    height: int
    fps: float
    large_width: int
    large_height: int
    large_s: float


def try_camera(camera: _Camera, clock: Callable[[], float] = time.perf_counter) -> Trial:
    """Look through a camera for a second or two and take one large picture; Unavailable camera.*."""
    from PIL import Image  # noqa: PLC0415 - only for whoever asks for a trial

    frame = camera.read()  # opening the camera is not its pace
    began, count = clock(), 0
    while count < _FRAMES and clock() - began < _MOST_S:
        frame = camera.read()
        count += 1
    fps = count / max(clock() - began, 1e-3)
    began = clock()
    with Image.open(io.BytesIO(camera.still())) as large:
        size = large.size
    high, wide = frame.shape[:2]
    return Trial(wide, high, fps, *size, clock() - began)
