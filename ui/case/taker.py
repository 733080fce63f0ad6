"""One picture of a paper, from the camera or a file, read and ready to be filed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

import resources
from app.capture.reading import Reading
from app.errors import Refused, Unavailable
from app.services.intake import Picture
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.case.copying import Copier
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence


class DeskReading(PictureReader, Copier, Protocol):
    """What reads pictures and makes copies of them: `app.capture.Reader`, or a small one of a test."""


@dataclass(frozen=True)
class Pictures:
    """What a page needs to take pictures: the reader, the place for errors, and what this PC has to take them with."""

    reader: "DeskReading"
    problems: Problems
    equip: Callable[[], CaptureModel] | None = None


class PaperTaker(QObject):
    """`taken(Picture)` the last picture, straightened; `remarked(sentence, wrong)` what to do about it."""

    taken = Signal(object)
    remarked = Signal(str, bool)

    def __init__(self, pictures: Pictures, jobs: Jobs) -> None:
        super().__init__()
        self._jobs, self._reader = jobs, pictures.reader
        self.capture = pictures.equip() if pictures.equip else CaptureModel(jobs, pictures.problems)
        self.capture.taken.connect(self._take)

    def _take(self, shot: Shot) -> None:
        self.remarked.emit(resources.text("case", "paper.reading"), False)
        self._jobs.run(lambda: (shot, self._reader.read(shot.data, None)), self._is_read, self._is_unread, FREE)

    def _is_read(self, answer: tuple[Shot, Reading]) -> None:
        shot, reading = answer
        verdict = reading.quality.verdict
        remedies: dict[str, str] = resources.texts("capture")["remedy"]
        word = remedies.get(reading.quality.cause, remedies["blur"]) if verdict == "bad" else ""
        self.remarked.emit(word, verdict == "bad")
        overruled = resources.text("case", "paper.still") if verdict == "bad" else ""
        archive = reading.archive or shot.data
        self.taken.emit(Picture(shot.data, shot.media_type, archive, {}, verdict, shot.source, overruled))

    def _is_unread(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.remarked.emit(sentence(error), True)
        else:
            self._jobs.problem(error)
