"""Pictures on their way in: into the tray first, then read one after the other, several things on one apart."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.capture.reading import Reading
from app.domain.tray import Taken
from app.errors import Refused, Unavailable
from app.services import looking, tray
from ui.capture.shot import PictureReader, Shot
from ui.filing.sheet import At, Sheet
from ui.jobs import FREE, Jobs
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk


_MOST_WAITING = 4


class Incoming(QObject):
    """`moved(Sheet)`: a page is there, or further on; `came(Sheet)`: it was read, or cannot be, and is to be placed.

    `crowded(bool)`: as many pages wait as may, or there is room again.
    """

    moved = Signal(object)
    came = Signal(object)
    crowded = Signal(bool)

    def __init__(self, desk: "Desk", jobs: Jobs, reader: PictureReader, show: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._desk, self._jobs, self._reader, self._show = desk, jobs, reader, show
        self._waiting = deque[tuple[Sheet, Taken | None]]()
        self._reading, self._count, self._saving, self._is_crowded = False, 0, 0, False
        self._front = ""

    @property
    def is_reading(self) -> bool:
        """Whether a page is being read now."""
        return self._reading

    def take(self, shot: Shot, about: str = "") -> None:
        """Take a picture: it is on the disk before it is read."""
        sheet = Sheet(self._key(), shot, about=about)
        self._saving += 1
        self._look_around()
        self.moved.emit(sheet)
        self._jobs.run(
            lambda: tray.put(self._desk, shot.data, shot.media_type, shot.source, about),
            done=lambda taken: self._is_saved(sheet, taken),
            failed=lambda error: self._is_unsaved(sheet, error),
        )

    def _look_around(self) -> None:
        """Say so when it becomes crowded, and when it is no more."""
        is_crowded = self._saving + len(self._waiting) >= _MOST_WAITING
        if is_crowded != self._is_crowded:
            self._is_crowded = is_crowded
            self.crowded.emit(is_crowded)

    def restore(self) -> None:
        """Take up what lies in the tray from before: the page was left, or the power went."""
        desk = self._desk

        def read() -> list[tuple[Taken, bytes]]:
            return [(one, looking.document(desk, one.original, "list:tray")) for one in tray.waiting(desk)]

        self._jobs.run(read, done=self._is_restored)

    def drop(self, sheet: Sheet) -> None:
        """Take a page that is not wanted out of the tray."""
        self._jobs.run(lambda: tray.drop(self._desk, sheet.tray), done=_nothing)

    def _key(self) -> str:
        self._count += 1
        return str(self._count)

    def _is_restored(self, found: list[tuple[Taken, bytes]]) -> None:
        for taken, data in found:
            shot = Shot(data, taken.source)
            self._wait(Sheet(self._key(), shot, part=taken.part, about=taken.about, tray=taken.id), taken)

    def _is_saved(self, sheet: Sheet, taken: Taken) -> None:
        self._saving -= 1
        self._wait(replace(sheet, tray=taken.id), taken)

    def _is_unsaved(self, sheet: Sheet, error: BaseException) -> None:
        """The disk is full, say: the page is read all the same and filed if that can be done."""
        self._saving -= 1
        self._show(error)
        self._wait(sheet, None)

    def _wait(self, sheet: Sheet, taken: Taken | None) -> None:
        sheet = replace(sheet, at=At.READING)
        self._waiting.append((sheet, taken))
        self._look_around()
        self.moved.emit(sheet)
        self._next()

    def _next(self) -> None:
        if self._reading or not self._waiting:
            return
        self._reading = True
        sheet, taken = self._waiting.popleft()
        self._look_around()
        self._jobs.run(
            lambda: self._reader.read(sheet.shot.data),
            done=lambda reading: self._is_read(sheet, taken, reading),
            failed=lambda error: self._is_unread(sheet, error),
            lane=FREE,
        )

    def _is_read(self, sheet: Sheet, taken: Taken | None, reading: Reading) -> None:
        self._reading = False
        parts = reading.items
        if sheet.part and len(parts) >= sheet.part:
            self._came(replace(sheet, reading=parts[sheet.part - 1]))
        elif len(parts) > 1 and taken:
            self._jobs.run(
                lambda: tray.split(self._desk, taken, len(parts)),
                done=lambda places: self._is_split(sheet, places, parts),
                failed=lambda error: self._is_unread(sheet, error),
            )
        else:
            self._came(replace(sheet, reading=reading))
        self._next()

    def _is_split(self, sheet: Sheet, places: tuple[Taken, ...], parts: tuple[Reading, ...]) -> None:
        for nth, (place, reading) in enumerate(zip(places, parts, strict=True)):
            key = sheet.key if nth == 0 else self._key()
            self._came(replace(sheet, key=key, tray=place.id, part=place.part, reading=reading))

    def _came(self, sheet: Sheet) -> None:
        """A back belongs to the front that came before it, whatever is asked about either."""
        sheet = replace(sheet, after=self._front)
        if sheet.reading and sheet.reading.kind == "id_front":
            self._front = sheet.key
        self.came.emit(sheet)

    def _is_unread(self, sheet: Sheet, error: BaseException) -> None:
        self._reading = False
        if isinstance(error, Refused | Unavailable):
            self.came.emit(replace(sheet, refused=error.code, sentence=sentence(error), facts=dict(error.facts)))
        else:
            self._show(error)
            self.came.emit(replace(sheet, refused="picture.unreadable"))
        self._next()


def _nothing(_result: object) -> None:
    """It is out of the tray; the sweep takes its document."""
