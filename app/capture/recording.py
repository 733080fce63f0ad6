"""A recorded video, or a single picture file, that plays as if it were a camera."""

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import cv2

from app.capture.drive import as_bgr
from app.capture.picture import Bgr
from app.errors import Unavailable

_USUAL_PACE = 25.0
_LAST_FRAMES = 4


class Recording:
    """Gives a file's frames, and at its end the last few again and again: no camera gives the same frame twice.

    `paced`: at its own pace, frames for which it is too late left out; else each frame, as fast as they are asked for.
    """

    def __init__(self, place: Path, *, paced: bool, clock: Callable[[], float] = time.perf_counter) -> None:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._video = cv2.VideoCapture(str(place))
        self._step_s = 1 / max(1.0, self._video.get(cv2.CAP_PROP_FPS) or _USUAL_PACE)
        self._paced, self._clock = paced, clock
        self._due: float | None = None
        self._recent = deque[Bgr](maxlen=_LAST_FRAMES)
        self._ended, self._at_end = threading.Event(), False

    @property
    def last(self) -> Bgr | None:
        """The frame that was given last."""
        return self._recent[-1] if self._recent else None

    def next(self) -> Bgr:
        """Give the next frame; Unavailable camera.gone where the file has none."""
        self._keep_pace()
        frame = as_bgr(self._video.read()[1]) if self._video.isOpened() else None
        self._at_end = frame is None
        if frame is not None:
            self._recent.append(frame)
        elif self._recent:
            self._recent.rotate(1)
        else:
            raise Unavailable("camera.gone")
        return self._recent[-1]

    def _keep_pace(self) -> None:
        """Wait until the next frame is due, or leave out those that are over; at the end, wait in any case."""
        now = self._clock()
        if self._at_end or (self._paced and self._due is not None and self._due > now):
            self._ended.wait(self._step_s if self._due is None else max(self._due - now, self._step_s / 2))
        if not self._paced:
            return
        late = 0 if self._due is None else int((self._clock() - self._due) / self._step_s)
        for _ in range(late):
            self._video.grab()
        self._due = (self._clock() if self._due is None else self._due + late * self._step_s) + self._step_s

    def end(self) -> None:
        """Close the file; ends a wait for the next frame."""
        self._ended.set()
        self._video.release()
