"""Cameras: anything OpenCV opens, be it a device, a recorded video or a single picture file."""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from app.capture.strips import jpeg
from app.errors import Unavailable

if TYPE_CHECKING:
    from app.capture.picture import Bgr

_PREVIEW = (1280, 960)
_LARGE = ((4208, 3120), (3840, 2160), (3264, 2448), (2592, 1944), (2048, 1536), (1920, 1080))
_WARMING_FRAMES = 4
_STILL_QUALITY = 92
_MOST_DEVICES = 8
_NAMES = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that can be opened by its number; `name` is what the system calls it, or empty."""

    index: int
    name: str


def devices() -> tuple[Device, ...]:
    """Give the cameras of this machine. Where the system has no list of them, each number is tried (seconds)."""
    if _NAMES.is_dir():
        found = sorted(_NAMES.glob("video*"), key=lambda place: int(place.name.removeprefix("video")))
        listed = [Device(int(place.name.removeprefix("video")), _line(place / "name")) for place in found]
        return tuple(device for device in listed if _line(_NAMES / f"video{device.index}" / "index") in {"", "0"})
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return tuple(Device(index, "") for index in range(_MOST_DEVICES) if _opens(index))


class Camera:
    """Pictures from one source, asked for one by one (by a thread that may wait); small ones, and a large one.

    The source is opened with the first `read`, and again with the next one after it was lost.
    """

    def __init__(self, source: int | Path, *, paced: bool = True) -> None:
        self._source = source
        self._paced = paced
        self._video: cv2.VideoCapture | None = None
        self._last: Bgr | None = None
        self._waiting = threading.Event()

    def read(self) -> "Bgr":
        """Give the next frame (BGR); a recorded video keeps its pace and stays at its last frame.

        Unavailable camera.gone: not there, or lost; a later call tries again.
        """
        video = self._opened()
        if isinstance(self._source, Path):
            return self._recorded(video)
        done, frame = video.read()
        if not done:
            self.close()
            raise Unavailable("camera.gone")
        self._last = np.asarray(frame, np.uint8)
        return self._last

    def still(self) -> bytes:
        """Take one large picture and give it as a JPEG; a device is switched to its largest size and back (seconds).

        Unavailable camera.gone.
        """
        if isinstance(self._source, Path):
            return jpeg(self.read() if self._last is None else self._last, _STILL_QUALITY)
        video = self._opened()
        _resize(video, _LARGE)
        frames = [self.read() for _ in range(_WARMING_FRAMES)]  # the first ones after a switch are dark or torn
        _resize(video, (_PREVIEW,))
        return jpeg(frames[-1], _STILL_QUALITY)

    def close(self) -> None:
        """Let the source go; `read` opens it again. Ends a wait for the next frame of a video."""
        self._waiting.set()
        if self._video is not None:
            self._video.release()
        self._video = None

    def _opened(self) -> cv2.VideoCapture:
        if self._video is not None:
            return self._video
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        video = _open(self._source)
        if not video.isOpened():
            video.release()
            raise Unavailable("camera.gone")
        if not isinstance(self._source, Path):
            video.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            _resize(video, (_PREVIEW,))
        self._waiting.clear()
        self._video = video
        return video

    def _recorded(self, video: cv2.VideoCapture) -> "Bgr":
        if self._paced and self._last is not None:
            self._waiting.wait(1 / max(1.0, video.get(cv2.CAP_PROP_FPS) or 25.0))
        done, frame = video.read()
        if done:
            self._last = np.asarray(frame, np.uint8)
        if self._last is None:
            self.close()
            raise Unavailable("camera.gone")
        return self._last


def _open(source: int | Path) -> cv2.VideoCapture:
    if isinstance(source, Path):
        return cv2.VideoCapture(str(source))
    # Media Foundation, the default on Windows, takes half a minute to open some cameras.
    return cv2.VideoCapture(source, cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY)


def _opens(index: int) -> bool:
    video = _open(index)
    found = bool(video.isOpened())
    video.release()
    return found


def _resize(video: cv2.VideoCapture, sizes: tuple[tuple[int, int], ...]) -> None:
    """Set the first of these sizes that the device really takes."""
    for wide, high in sizes:
        video.set(cv2.CAP_PROP_FRAME_WIDTH, wide)
        video.set(cv2.CAP_PROP_FRAME_HEIGHT, high)
        if round(video.get(cv2.CAP_PROP_FRAME_WIDTH)) == wide:
            return


def _line(place: Path) -> str:
    try:
        return place.read_text("utf-8").strip()
    except OSError:
        return ""
