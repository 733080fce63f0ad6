"""The whole main job in the real windows: how long each step takes, and how long the UI thread does not answer."""

import os
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, Qt, QTimer

from ui.demo.main_job import MainJob
from ui.demo.report import Report, Step
from ui.demo.township import Township
from ui.main import make_application
from ui.program import Program

_BEAT_MS = 4
_BLOCKED_MS = 50.0


class Heart(QObject):
    """Beats on the UI thread; the longest time between two beats is how long the window did not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self.blocked, self._last = 0.0, 0, time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def rest(self) -> float:
        """Give the longest gap since the last rest, in ms, and begin to count anew."""
        longest, self.longest, self._last = self.longest, 0.0, time.perf_counter()
        return longest

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = (now - self._last) * 1000 - _BEAT_MS
        self.longest, self.blocked = max(self.longest, gap), self.blocked + (gap > _BLOCKED_MS)
        self._last = now


def run() -> dict[str, float | str]:
    """Give for each step its ms and the longest block, and the memory of the window's process at the end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory() as home:
        township = Township(Path(home) / "window", Path(home) / "county")
        township.open()
        application = make_application()
        heart = Heart()

        def note(step: Step) -> None:
            figures[f"{step.name}_ms"] = float(step.ms)
            figures[f"{step.name}_longest_block_ms"] = round(heart.rest(), 1)

        program = Program(application, township.data)
        program.start()
        program.window.resize(1366, 768)
        program.window.show()
        report = Report(note)
        heart.rest()
        MainJob(program, township, report, None).run()
        figures["blocks_over_50_ms"] = float(heart.blocked)
        figures["window_rss_mib"] = round(psutil.Process().memory_info().rss / 2**20, 1)
        figures["ok"] = str(report.ok)
        program.close()
        township.close()
    return figures
