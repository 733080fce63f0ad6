"""How long after something was put down its picture is safe on the disk, with a camera of 30 frames a second.

Everything from the frame to the tray is the program's own: watching, the large picture, vault and store. A device
would take its own time to change to large pictures, which is not in this figure.
"""

import os
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.errors import Unavailable
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.filing.returned import Table, begun
from tests.made_up import desk, desk_classes
from tests.made_up.desk import Hand
from tests.store.township import AUTHOR, desk_at
from ui.jobs import Jobs
from ui.problems import Problems

FPS = 30
_EMPTY, _COMING, _LYING = 12, 15, 75
_CLASSES = ("card", "paper", "booklet_page", "sleeve", "cards", "white")
_LARGE = (2592, 1944)
_PATIENCE_MS = 15_000


@dataclass
class _Paced:
    """A camera: frames at their own times, late ones left out; `laid_at` is when the hand is away from what lies."""

    frames: list[NDArray[np.uint8]]
    begun: float = 0.0
    laid_at: float = 0.0
    steps: list[float] = field(default_factory=list)
    _last: int = -1
    _given: float = 0.0
    _tick: threading.Event = field(default_factory=threading.Event)

    def read(self) -> NDArray[np.uint8]:
        """Give the frame of now, and not the same one twice."""
        now = time.perf_counter()
        if not self.begun:
            self.begun = now
            self.laid_at = now + (_EMPTY + _COMING) / FPS
        elif self._given:
            self.steps.append(now - self._given)
        number = max(self._last + 1, int((now - self.begun) * FPS))
        if number >= len(self.frames):
            raise Unavailable("camera.gone")
        self._tick.wait(max(0.0, self.begun + number / FPS - time.perf_counter()))
        self._last, self._given = number, time.perf_counter()
        return self.frames[number]

    def still(self) -> bytes:
        """Give the large picture of now."""
        large = cv2.resize(self.frames[self._last], _LARGE, interpolation=cv2.INTER_LINEAR)
        return bytes(cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 92])[1])

    def close(self) -> None:
        """Nothing is held."""


def desk_table() -> dict[str, float]:
    """Put one scene of each class down; give the seconds until the picture is in the tray, and a frame's work in ms."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    waits, steps = [], list[float]()
    for name in _CLASSES:
        with tempfile.TemporaryDirectory() as place:
            wait, more = _put_down(name, Path(place))
        waits.append(wait)
        steps += more
    del application
    return {
        "put_down_to_saved_s_p50": round(statistics.median(waits), 3),
        "put_down_to_saved_s_worst": round(max(waits), 3),
        "frame_work_ms_p50": round(1000 * statistics.median(steps), 1),
        "frame_work_ms_p95": round(1000 * sorted(steps)[int(0.95 * len(steps))], 1),
    }


def _put_down(name: str, place: Path) -> tuple[float, list[float]]:
    camera = _Paced(_frames(name))
    Keyring(place).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    at = desk_at(place)
    problems = Problems()
    jobs = Jobs(problems.show)
    shown = Table(at, jobs, problems, open_camera=lambda: camera)
    shown.model.lay(begun(at).id)
    saved = _saved_at(shown)
    shown.capture.stop()
    shown.close()
    jobs.close()
    at.store.close()
    return saved - camera.laid_at, camera.steps


def _saved_at(shown: Table) -> float:
    """Let the window run until a page lies in the tray."""
    loop, pile = QEventLoop(), shown.model.pile

    def look() -> None:
        if any(sheet.tray for sheet in pile.sheets):
            loop.quit()

    pile.changed.connect(look)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    if not any(sheet.tray for sheet in pile.sheets):
        raise RuntimeError("nothing was taken")
    return time.perf_counter()


def _frames(name: str) -> list[NDArray[np.uint8]]:
    one = desk_classes.case(name, 9300)
    scenes = [one.before] * _EMPTY
    for nth in range(_COMING):
        away = (_COMING - 1 - nth) * 12.0
        scenes.append(replace(desk_classes.moved(one.scene, away), hands=(Hand((60 + away, 60 + 2 * away)),)))
    scenes += [one.scene] * 6
    drawn = [desk.frame(scene, nth).bgr for nth, scene in enumerate(scenes)]
    chance = np.random.default_rng(9300)
    while len(drawn) < _EMPTY + _COMING + _LYING:  # lying still: what changes is the grain
        grain = chance.integers(-2, 3, drawn[-1].shape, np.int8)
        drawn.append(np.clip(drawn[_EMPTY + _COMING + 1].astype(np.int16) + grain, 0, 255).astype(np.uint8))
    return drawn
