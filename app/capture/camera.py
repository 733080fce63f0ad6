"""Cameras: a device, a recorded video or a single picture file, asked for pictures in the same way."""

import threading
from dataclasses import dataclass
from pathlib import Path

from app.capture import drive
from app.capture.controls import Control
from app.capture.device import Device, pick
from app.capture.device import devices as listed
from app.capture.drive import Modes
from app.capture.live import Live, Means, Setup
from app.capture.picture import Bgr
from app.capture.recording import Recording
from app.errors import Refused, Unavailable

_STILL_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Wanted:
    """The camera that is meant: by what stays the same when it is plugged in elsewhere, else by its number."""

    identity: str
    index: int


def devices() -> tuple[Device, ...]:
    """Give the cameras of this machine. Where the system has no list of them, each number is tried (seconds)."""
    return listed(drive.opens)


class Camera:
    """Pictures from one source, asked for one by one (by a thread that may wait); small ones, and a large one.

    The source is opened with the first `read`, and again with the next one after it was lost, a device then wherever
    it is plugged in. `paced` frames come at the source's own pace, and those that nobody asks for in time are left
    out; else each frame is given.
    """

    def __init__(
        self,
        source: int | Path | Wanted,
        *,
        paced: bool = True,
        setup: Setup = Setup(),  # noqa: B008 - a frozen value
        means: Means = Means(),  # noqa: B008 - as above
    ) -> None:
        self._source, self._paced, self._setup, self._means = source, paced, setup, means
        self._open: Live | Recording | None = None
        self._lock = threading.Lock()

    def read(self) -> Bgr:
        """Give the next frame (BGR, no more than 1600 pixels wide), turned as the camera stands.

        Unavailable camera.gone, busy, not_allowed, not_opened, hangs, frozen; a later call tries again.
        """
        return drive.for_preview(self._upright(self._next()))

    def still(self) -> bytes:
        """Take one large picture and give it as a JPEG; a device is switched to its largest size and back (seconds).

        Unavailable camera.*: then there is no picture, and `read` goes on trying.
        """
        source = self._opened()
        try:
            frame = source.large() if isinstance(source, Live) else source.last
        except Unavailable:
            self.close()
            raise
        return drive.as_jpeg(self._upright(self._next() if frame is None else frame), _STILL_QUALITY)

    def controls(self) -> tuple[Control, ...]:
        """Give what the driver lets be set: exposure, focus, brightness; nothing for a recording."""
        source = self._opened()
        return source.controls() if isinstance(source, Live) else ()

    def control(self, name: str, value: float | None) -> Control:
        """Set a control and give it as the driver then tells it; None leaves it to the camera.

        Refused camera.no_control where it is missing; Unavailable camera.*.
        """
        source = self._opened()
        if not isinstance(source, Live):
            raise Refused("camera.no_control")
        return source.control(name, value)

    @property
    def modes(self) -> Modes:
        """What was found out about a device: its largest size, and how long a large picture takes."""
        source = self._open
        return source.modes if isinstance(source, Live) else Modes()

    def close(self) -> None:
        """Let the source go; `read` opens it again. Ends a wait for the next frame of a video."""
        with self._lock:
            source, self._open = self._open, None
        if source is not None:
            source.end()

    def _next(self) -> Bgr:
        source = self._opened()
        try:
            return source.next()
        except Unavailable:
            self.close()
            raise

    def _upright(self, frame: Bgr) -> Bgr:
        return drive.turned(frame, self._setup.quarters)

    def _opened(self) -> Live | Recording:
        with self._lock:
            if self._open is None:
                self._open = self._new()
            return self._open

    def _new(self) -> Live | Recording:
        if isinstance(self._source, Path):
            return Recording(self._source, paced=self._paced, clock=self._means.clock)
        wanted = self._source if isinstance(self._source, Wanted) else Wanted("", self._source)
        found = self._means.find
        device = pick(wanted.identity, wanted.index, found()) if found else Device(wanted.index, "")
        if device is None:
            raise Unavailable("camera.gone")
        return Live(device, self._setup, self._means, every=not self._paced)
