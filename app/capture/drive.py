"""What OpenCV says to a camera's driver: open it, choose a size, take its frames as they come."""

import sys
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np

from app.capture.picture import Bgr

PREVIEW = (1280, 960)
_LARGE = ((4208, 3120), (3840, 2160), (3264, 2448), (2592, 1944), (2048, 1536), (1920, 1080))
_CHANNELS = {1: cv2.COLOR_GRAY2BGR, 4: cv2.COLOR_BGRA2BGR}
_WIDEST = 1600

# Linux keeps frames in a queue, which grows old when nobody takes them. DirectShow has no queue, and its `grab` does
# not wait: taking frames that nobody wants would be a loop without end.
HAS_QUEUE = sys.platform.startswith("linux")


class Capture(Protocol):
    """What delivers frames: `cv2.VideoCapture`, or a small one of a test."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Tell whether there are frames to be had."""

    def grab(self) -> bool:
        """Wait for the next frame; false when there are no more."""

    def retrieve(self) -> tuple[bool, Any]:
        """Give the frame that was grabbed."""

    def get(self, prop: int, /) -> float:
        """Give a property of the driver, -1 when it has none of that kind."""

    def set(self, prop: int, value: float, /) -> bool:
        """Set a property; false when the driver refuses it."""

    def release(self) -> None:
        """Let the camera go."""


@dataclass(frozen=True, slots=True)
class Modes:
    """What was found out about a device: its largest size, None while unknown; whether it is fast enough there.

    `switch_s` is how long the last large picture took, from asking to having it.
    """

    large: tuple[int, int] | None = None
    is_fast: bool = False
    switch_s: float = 0.0


def open_capture(index: int) -> Capture:
    """Give a device, opened or not."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    # Media Foundation, the default on Windows, takes half a minute to open some cameras.
    return cv2.VideoCapture(index, cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY)


def opens(index: int) -> bool:
    """Tell whether a device of this number gives itself to us."""
    video = open_capture(index)
    found = bool(video.isOpened())
    video.release()
    return found


def set_preview(video: Capture) -> tuple[int, int]:
    """Ask for small pictures, compressed as most drivers must to be fast; give the size that it became."""
    video.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    return _resize(video, (PREVIEW,))


def set_large(video: Capture, known: tuple[int, int] | None) -> tuple[int, int]:
    """Ask for the largest pictures that the driver takes; each size that it does not take costs up to a second."""
    return _resize(video, _LARGE if known is None else (known,))


def _resize(video: Capture, sizes: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    for wide, high in sizes:
        video.set(cv2.CAP_PROP_FRAME_WIDTH, wide)
        video.set(cv2.CAP_PROP_FRAME_HEIGHT, high)
        if _size(video)[0] == wide:
            break
    return _size(video)


def _size(video: Capture) -> tuple[int, int]:
    return round(video.get(cv2.CAP_PROP_FRAME_WIDTH)), round(video.get(cv2.CAP_PROP_FRAME_HEIGHT))


def as_bgr(frame: Any) -> Bgr | None:
    """Give a frame as 8 bits blue, green, red, whatever the driver made of it; None when it is none."""
    pixels = np.asarray(frame)
    if pixels.ndim not in {2, 3} or pixels.size == 0:
        return None
    if pixels.dtype == np.uint16:
        pixels = pixels >> 8
    pixels = np.asarray(pixels, np.uint8)
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]  # noqa: PLR2004 - height and width alone
    if channels in _CHANNELS:
        return np.asarray(cv2.cvtColor(pixels, _CHANNELS[channels]), np.uint8)
    return pixels if channels == 3 else None  # noqa: PLR2004 - blue, green, red


def turned(frame: Bgr, quarters: int) -> Bgr:
    """Turn a picture clockwise by quarters of a circle."""
    ways = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
    way = ways[quarters % 4]
    return frame if way is None else np.asarray(cv2.rotate(frame, way), np.uint8)


def for_preview(frame: Bgr) -> Bgr:
    """Give a frame that is small enough to be judged thirty times a second."""
    high, wide = frame.shape[:2]
    if max(wide, high) <= _WIDEST:
        return frame
    scale = PREVIEW[0] / max(wide, high)
    return np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def into_screen(frame: Bgr, pixels: memoryview) -> None:
    """Write a frame into the memory of a 32-bit screen picture of the same size: nothing is copied twice."""
    high, wide = frame.shape[:2]
    screen = np.frombuffer(pixels, np.uint8).reshape(high, wide, 4)
    cv2.cvtColor(frame, cv2.COLOR_BGR2BGRA, dst=screen)


def as_jpeg(frame: Bgr, quality: int) -> bytes:
    """Give pixels as a JPEG, quickly: it lives only until its page is developed."""
    _, written = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(written)
