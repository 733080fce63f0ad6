"""The sound of a picture that was taken: what the system can play, or its own bell."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

import resources

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_SOUND = "sounds/taken.wav"


class Shutter(QObject):
    """Plays one sound, as often as pictures are taken; `is_on` is asked each time. The sound may fail, nothing else.

    A player of the system is a process of its own: what plays sounds in Qt is not in its essential part.
    """

    def __init__(self, is_on: Callable[[], bool], find: Callable[[str], str | None] = shutil.which) -> None:
        super().__init__()
        self._is_on, self._find = is_on, find
        self._player: tuple[str, ...] | None = None

    def play(self) -> None:
        """Let it be heard; comes back at once."""
        if not self._is_on():
            return
        place = resources.path(_SOUND)
        if sys.platform == "win32":
            _play_on_windows(place)
        else:
            self._play_elsewhere(place)

    def _play_elsewhere(self, place: Path) -> None:
        if self._player is None:
            self._player = next(((found, *rest) for name, *rest in _PLAYERS if (found := self._find(name))), ())
        if not self._player or not QProcess.startDetached(self._player[0], [*self._player[1:], str(place)])[0]:
            QApplication.beep()


def _play_on_windows(place: Path) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - exists on Windows only

        winsound.PlaySound(str(place), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
