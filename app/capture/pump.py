"""The thread that waits for a device: frames are taken as they come, and a driver that hangs holds up nobody else."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from app.capture.drive import Capture, as_bgr
from app.capture.picture import Bgr
from app.errors import Unavailable

Clock = Callable[[], float]
_TORN_FRAMES = 10
_OLD_S = 0.1
_GATES: dict[int, threading.Lock] = {}


class _Order:
    """Something to be said to the driver between two frames."""

    def __init__(self, speak: Callable[[Capture], Any]) -> None:
        self.speak, self.done = speak, threading.Event()
        self.answer: Any = None


class Pump:
    """Takes frames of one device until `end`. `drains` empties the driver's queue of frames that nobody wants; `every`
    leaves none out.

    A device is opened by one pump at a time: the next waits until the last has let go of it. The thread cannot be
    ended while the driver hangs; it is left behind then, and lets go of the device when the driver comes back.
    `given_s` is when the frame that was given last came from the driver.
    """

    def __init__(
        self, index: int, start: Callable[[], Capture], patience_s: float, clock: Clock, *, every: bool, drains: bool
    ) -> None:
        self._start, self._patience_s, self._clock = start, patience_s, clock
        self._every, self._drains = every, drains
        self._gate = _GATES.setdefault(index, threading.Lock())
        self._changed = threading.Condition()
        self._orders = deque[_Order]()
        self._frame: Bgr | None = None
        self._at_s = self.given_s = 0.0
        self._wanted, self._ending = True, False
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name=f"camera-{index}", daemon=True).start()

    def next(self, wait_s: float) -> Bgr:
        """Give the next frame; Unavailable camera.hangs when none comes in time, or why the device is lost."""
        with self._changed:
            if not self._every and self._clock() - self._at_s > _OLD_S:
                self._frame, self._wanted = None, True  # it waited too long: what lies there now is wanted
                self._changed.notify_all()
            self._changed.wait_for(lambda: self._frame is not None or self._error or self._ending, wait_s)
            if self._error:
                raise self._error
            frame, self._frame = self._frame, None
            if frame is None:
                raise Unavailable("camera.gone" if self._ending else "camera.hangs")
            self._wanted, self.given_s = True, self._at_s
            self._changed.notify_all()
            return frame

    def ask(self, speak: Callable[[Capture], Any], wait_s: float) -> Any:
        """Say something to the driver and give its answer; frames from before are forgotten."""
        order = _Order(speak)
        with self._changed:
            if self._error:
                raise self._error
            self._orders.append(order)
            self._changed.notify_all()
        if not order.done.wait(wait_s):
            raise Unavailable("camera.hangs")
        if isinstance(order.answer, BaseException):
            raise order.answer
        return order.answer

    def end(self) -> None:
        """Let go of the device as soon as the driver gives the thread back; does not wait for it."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()

    # --- in the thread
    def _run(self) -> None:
        if not self._gate.acquire(timeout=self._patience_s):
            self._lose(Unavailable("camera.hangs"))
            return
        try:
            if not self._ending:
                self._take_all(self._start())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is told where frames are asked for
            self._lose(error)
        finally:
            self._gate.release()

    def _take_all(self, video: Capture) -> None:
        try:
            torn = 0
            while self._goes_on():
                self._speak(video)
                torn = 0 if self._take(video) else torn + 1
                if torn > _TORN_FRAMES:
                    raise Unavailable("camera.gone")
        finally:
            video.release()

    def _goes_on(self) -> bool:
        """Tell whether to go on; waits while nobody took the last frame, unless there is a queue to be emptied."""
        with self._changed:
            while not self._drains and not (self._wanted or self._orders or self._ending):
                self._changed.wait()
            return not self._ending

    def _speak(self, video: Capture) -> None:
        while True:
            with self._changed:
                if not self._orders:
                    return
                order = self._orders.popleft()
            try:
                order.answer = order.speak(video)
            except BaseException as error:  # noqa: BLE001 - told where it was asked
                order.answer = error
            with self._changed:
                self._frame, self._wanted = None, True
            order.done.set()

    def _take(self, video: Capture) -> bool:
        """Take one frame; it is unpacked only when somebody wants it. False when it was torn."""
        if not video.grab():
            raise Unavailable("camera.gone")
        if not self._wanted:
            return True
        done, frame = video.retrieve()
        pixels = as_bgr(frame) if done else None
        if pixels is None:
            return False
        with self._changed:
            self._frame, self._wanted, self._at_s = pixels, False, self._clock()
            self._changed.notify_all()
        return True

    def _lose(self, error: BaseException) -> None:
        with self._changed:
            self._error = error
            waiting, self._orders = self._orders, deque()
            self._changed.notify_all()
        for order in waiting:
            order.answer = error
            order.done.set()
