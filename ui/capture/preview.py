"""The live camera picture: the one thread of its own beside `ui.jobs`, because a camera never stops delivering."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QThread, Signal
from PySide6.QtGui import QImage

from app.capture.reading import Corners
from app.errors import Unavailable

_TRY_AGAIN_S = 2.0


class Camera(Protocol):
    """What delivers frames: `app.capture.camera.Camera`."""

    def read(self) -> Any:
        """Give the next frame (height, width, 3; blue first); Unavailable camera.gone."""

    def still(self) -> bytes:
        """Give one large picture as a JPEG; Unavailable camera.gone."""

    def close(self) -> None:
        """Let the camera go."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame for the glass, and the corners of the page in it."""

    image: QImage
    page: Corners | None


class Preview(QThread):
    """Delivers `seen(Frame)`, one at a time: the next only after `ready`. `taken(bytes)` when a page lies still.

    `lost(Unavailable)` when the camera goes away; it is tried again by itself until `stop`.
    """

    seen = Signal(object)
    taken = Signal(bytes)
    lost = Signal(object)

    def __init__(self, open_camera: Callable[[], Camera]) -> None:
        super().__init__()
        self._open_camera = open_camera
        self._ready, self._asked, self._ending = threading.Event(), threading.Event(), threading.Event()
        self._ready.set()
        self.takes_by_itself = True

    def ready(self) -> None:
        """Say that the last frame is on the glass."""
        self._ready.set()

    def shoot(self) -> None:
        """Take a picture of what lies there now."""
        self._asked.set()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._ending.set()
        self.wait()

    def run(self) -> None:
        """Deliver frames until the end; runs in the thread."""
        from app.capture.watch import Watch  # noqa: PLC0415 - OpenCV, loaded by the first preview and not at the start

        camera, watch = self._open_camera(), Watch()
        while not self._ending.is_set():
            try:
                self._step(camera, watch)
            except Unavailable as gone:
                self._asked.clear()
                self.lost.emit(gone)
                self._ending.wait(_TRY_AGAIN_S)
        camera.close()

    def _step(self, camera: Camera, watch: Any) -> None:
        frame = camera.read()
        look = watch.look(frame)
        if self._asked.is_set() or (look.is_settled and self.takes_by_itself):
            self._asked.clear()
            self.taken.emit(camera.still())
        if self._ready.is_set():
            self._ready.clear()
            self.seen.emit(Frame(_image(frame), look.page))


def _image(frame: Any) -> QImage:
    high, wide = frame.shape[:2]
    return QImage(frame.data, wide, high, frame.strides[0], QImage.Format.Format_BGR888).copy()
