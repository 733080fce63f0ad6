"""Reads aloud beside the window: one voice at a time, the text by standard input, to be stopped at any moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Signal

import resources
from app.services.speech import Voice, voice

_WAIT_MS = 500  # for a killed process, when the program ends


class Speech(QObject):
    """`say` ends what is being read. `speaking(bool)` while a voice is heard, `failed(sentence)` where none can be."""

    speaking = Signal(bool)
    failed = Signal(str)

    def __init__(self, find: Callable[[], Voice | None] = voice) -> None:
        super().__init__()
        self._find = find
        self._voice: Voice | None = None
        self._waiting, self._halted, self._silencing = "", False, False
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._went_wrong)

    @property
    def is_speaking(self) -> bool:
        """Whether a voice is heard, or is about to be."""
        return self._process.state() != QProcess.ProcessState.NotRunning and not self._halted

    def say(self, text: str) -> None:
        """Read a text, in place of what is being read; an empty one only ends that."""
        self._waiting = ""
        self.stop()
        if not text.strip():
            return
        self._voice = self._find()
        if self._voice is None:
            self.failed.emit(_say("none"))
            return
        self._waiting = "\n".join(line.lstrip("!") for line in text.splitlines())  # spd-say takes !-! for a command
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._begin()

    def stop(self) -> None:
        """Be silent at once."""
        self._waiting = ""
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._silencing:
            self._halted = True
            self._process.kill()

    def close(self) -> None:
        """End with the program."""
        self._process.blockSignals(True)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_WAIT_MS)
            if self._voice and self._voice.stop:
                QProcess.startDetached(self._voice.path, list(self._voice.stop))

    def _begin(self) -> None:
        known, text = self._voice, self._waiting
        if known is None:
            return
        self._waiting, self._halted = "", False
        self._process.start(known.path, list(known.arguments))
        self._process.write(text.encode())
        self._process.closeWriteChannel()
        self.speaking.emit(True)

    def _ended(self, code: int, _status: QProcess.ExitStatus) -> None:
        was_halted, was_silencing = self._halted, self._silencing
        self._halted = self._silencing = False
        if was_halted and self._voice and self._voice.stop:
            self._silencing = True
            self._process.start(self._voice.path, list(self._voice.stop))
            return
        if self._waiting:
            self._begin()
            return
        self.speaking.emit(False)
        if code and not was_halted and not was_silencing:
            self.failed.emit(_say("failed"))

    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        """Only a program that did not start is told: one that was killed was killed by us."""
        if error == QProcess.ProcessError.FailedToStart:
            self._halted = self._silencing = False
            self.speaking.emit(False)
            self.failed.emit(_say("failed"))


def _say(name: str) -> str:
    return resources.text("applicant", f"speech.{name}")
