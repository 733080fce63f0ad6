"""The live camera picture: the one thread of its own beside `ui.jobs`, because a camera never stops delivering."""

import atexit
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app import clock
from app.capture.reading import Corners
from app.errors import Unavailable
from ui.capture.shot import Shot

if TYPE_CHECKING:
    from app.capture.watch import Look

_TRY_AGAIN_S = 2.0
_LET_GO_S = 0.5
_LAST_WAIT_S = 3.0
_UNDER_WAY: set["Preview"] = set()  # a thread that its driver keeps must not take its Qt object along


class Camera(Protocol):
    """What delivers frames: `app.capture.camera.Camera`."""

    def read(self) -> Any:
        """Give the next frame (height, width, 3; blue first); Unavailable camera.*."""

    def still(self) -> bytes:
        """Give one large picture as a JPEG; Unavailable camera.*."""

    def close(self) -> None:
        """Let the camera go."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame for the glass, and what was seen in it; corners are in the pixels of the image."""

    image: QImage
    look: "Look"

    @property
    def page(self) -> Corners | None:
        """The corners of the main thing in the frame."""
        return self.look.page


class Preview(QObject):
    """Delivers `seen(Frame)`, one at a time: the next only after `ready`. `taken(Shot)` when a page lies still.

    `lost(Unavailable)` when the camera goes away; it is tried again by itself until `stop`. A page that came to rest
    while nothing was to be taken, or whose picture failed, is taken as soon as it can be, if it still lies there.
    """

    seen = Signal(object)
    taken = Signal(object)
    lost = Signal(object)

    def __init__(self, open_camera: Callable[[], Camera], now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()
        self._open_camera, self._now = open_camera, now
        self._ready, self._asked, self._ending = threading.Event(), threading.Event(), threading.Event()
        self._ready.set()
        self._owes = False
        self.takes_by_itself = True
        self.camera: Camera | None = None
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    def start(self) -> None:
        """Let the camera run."""
        _UNDER_WAY.add(self)
        self._thread.start()

    def isRunning(self) -> bool:
        """Tell whether the thread is still there."""
        return self._thread.is_alive()

    def ready(self) -> None:
        """Say that the last frame is on the glass."""
        self._ready.set()

    def shoot(self) -> None:
        """Take a picture of what lies there now."""
        self._asked.set()

    def stop(self) -> None:
        """End the thread; one that its driver keeps is left behind, and lets go of the camera when it can."""
        self.end(_LET_GO_S)
        _UNDER_WAY.difference_update([one for one in _UNDER_WAY if not one.isRunning()])

    def end(self, wait_s: float) -> None:
        """Have the thread end, and wait so long for it."""
        self._ending.set()
        if self.isRunning():
            self._thread.join(wait_s)

    # --- in the thread
    def _run(self) -> None:
        from app.capture.watch import Watch  # noqa: PLC0415 - OpenCV, loaded by the first preview and not at the start

        self.camera, watch = self._open_camera(), Watch()
        try:
            while not self._ending.is_set():
                try:
                    self._step(self.camera, watch)
                except Unavailable as gone:
                    self._asked.clear()
                    self._tell(self.lost, gone)
                    self._ending.wait(_TRY_AGAIN_S)
        finally:
            self.camera.close()

    def _step(self, camera: Camera, watch: Any) -> None:
        frame = camera.read()
        look = watch.look(frame)
        if self._ready.is_set():
            self._ready.clear()
            self._tell(self.seen, Frame(_image(frame), look))
        if self._is_time(look):
            self._take(camera, look)

    def _is_time(self, look: "Look") -> bool:
        """Tell whether to take a picture now: asked for, just come to rest, or owed and still at rest."""
        if look.is_settled:
            self._owes = True
        elif look.state == "empty":
            self._owes = False
        at_rest = look.is_settled or (look.state == "page" and look.progress >= 1)
        return self._asked.is_set() or (self._owes and at_rest and self.takes_by_itself)

    def _take(self, camera: Camera, look: "Look") -> None:
        at = clock.text(self._now())
        data = camera.still()
        self._asked.clear()
        self._owes = False
        self._tell(self.taken, Shot(data, "camera", look=look, taken_at=at))

    def _tell(self, signal: Any, fact: object) -> None:
        if not self._ending.is_set():
            signal.emit(fact)


@atexit.register
def _end_all() -> None:
    """A thread that is within OpenCV while the process ends would end it as a crash."""
    for one in tuple(_UNDER_WAY):
        one.end(_LAST_WAIT_S)


def _image(frame: Any) -> QImage:
    from app.capture.drive import into_screen  # noqa: PLC0415 - OpenCV, as above

    high, wide = frame.shape[:2]
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    into_screen(frame, memoryview(image.bits()))
    return image
