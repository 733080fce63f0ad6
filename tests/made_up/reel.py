"""Plays a made-up film as a camera does: small frames, large pictures of the same moment, and a loss in the middle."""

import threading
from dataclasses import dataclass, field

import cv2
import numpy as np

from app.capture.drive import PREVIEW, Capture
from tests.made_up import desk
from tests.made_up.film import FPS, Bgr, Film, Lying

_LAST_FRAMES = 4
_LARGE_S = 0.25


@dataclass
class Reel:
    """Gives itself as `cv2.VideoCapture` does: `Means(reel.open, clock=reel.clock)`, to be read unpaced.

    What lies still goes on lying until `go_on` was said once for it, as an officer waits for the flash; after
    `patience` more frames it is taken away all the same, and stands in `given_up`. At frame `lost_at` the camera is
    torn out; it opens again after `fails` tries. Unless it `draws`, a large picture is the small one made larger, for
    tests that do not read it.
    """

    film: Film
    large: tuple[int, int] = (2592, 1944)
    draws: bool = True
    waits: bool = True
    patience: int = 150
    lost_at: int | None = None
    fails: int = 2
    given_up: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._video = cv2.VideoCapture(str(self.film.place))
        self._at, self._size, self._wide = -1, PREVIEW, 0.0
        self._recent: list[Bgr] = []
        self._now_s, self._waited, self._said = 0.0, 0, 0
        self._lock, self.ended = threading.Lock(), threading.Event()
        self._still: tuple[int, Bgr] | None = None

    def open(self, _index: int) -> Capture:
        """Open the camera, or what is left of it."""
        self._size = PREVIEW
        return self

    def clock(self) -> float:
        """Give the film's own time, in seconds: frames come at its pace, large ones at 4 a second."""
        return self._now_s

    def go_on(self) -> None:
        """What lies there was taken: the hand may come."""
        with self._lock:
            self._said += 1

    @property
    def at(self) -> int:
        """The frame that is seen now."""
        return self._at

    def lies(self) -> Lying | None:
        """Give what lies still now."""
        return next((one for one in self.film.lying if one.first <= self._at <= one.last), None)

    # --- what OpenCV has
    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        if not self._is_lost:
            return True
        if self.fails <= 0:
            self.lost_at = None
            return True
        self.fails -= 1
        return False

    def grab(self) -> bool:
        if self._is_lost:
            return False
        self._now_s += _LARGE_S if self._size == self.large else 1 / FPS
        if self._size == self.large:
            return True
        if not self._stays():
            done, frame = self._video.read()
            if done:
                self._at += 1
                self._recent = [*self._recent[1 - _LAST_FRAMES :], np.asarray(frame, np.uint8)]
            else:
                self.ended.set()
        return True

    def retrieve(self) -> tuple[bool, Bgr]:
        if self._size == self.large:
            return True, self._large()
        # Frames that are seen again have another grain than the one before, as a sensor gives it.
        frame = self._recent[-1] if not self._waited and not self.ended.is_set() else self._again()
        return True, frame

    def get(self, prop: int) -> float:
        sides = {cv2.CAP_PROP_FRAME_WIDTH: self._size[0], cv2.CAP_PROP_FRAME_HEIGHT: self._size[1]}
        return float(sides.get(prop, -1))

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_FRAME_WIDTH:
            self._wide = value
        if prop == cv2.CAP_PROP_FRAME_HEIGHT and (self._wide, value) in {PREVIEW, self.large}:
            self._size = (int(self._wide), int(value))
        return True

    def release(self) -> None:
        self._size = PREVIEW

    # --- within
    @property
    def _is_lost(self) -> bool:
        return self.lost_at is not None and self._at >= self.lost_at

    def _stays(self) -> bool:
        """Tell whether the hand waits at the last frame of what lies still."""
        here = self.lies()
        if not self.waits or here is None or self._at != here.last:
            self._waited = 0
            return False
        with self._lock:
            goes = self._said > 0
        self._waited += 1
        if goes or self._waited > self.patience:
            if not goes:
                self.given_up.append(here.keys)
            self._waited = 0
            with self._lock:
                self._said = 0
            return False
        return True

    def _again(self) -> Bgr:
        self._waited += self.ended.is_set()
        return self._recent[-1 - self._waited % len(self._recent)]

    def _large(self) -> Bgr:
        """Draw what is seen now in the camera's large size; where a hand is, the small frame has to do."""
        if self._still is None or self._still[0] != self._at:
            here = self.lies()
            if here is None or not self.draws:
                large = np.asarray(cv2.resize(self._recent[-1], self.large, interpolation=cv2.INTER_CUBIC), np.uint8)
            else:
                packed = np.frombuffer(desk.still(here.scene, self.large), np.uint8)
                large = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
            self._still = (self._at, large)
        # A sensor never gives the same picture twice.
        seen = self._still[1].copy()
        seen[::8, ::8] ^= np.uint8(int(self._now_s / _LARGE_S) % 2)
        return seen
