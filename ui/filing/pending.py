"""Papers that were put to their case and can be taken back for some seconds before they are written."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.course import SignedOnPaper
from app.services.filing import Place
from app.services.intake import Picture
from ui.filing.view import FAILED, KEPT, WAITS, WRITING, FiledRow, what, where

UNDO_MS = 6000


@dataclass(frozen=True, slots=True)
class Filed:
    """One paper of this visit."""

    key: str
    place: Place
    mark: SignedOnPaper | None
    picture: Picture
    state: str = WAITS

    @property
    def row(self) -> FiledRow:
        """How the list shows it."""
        return FiledRow(self.key, what(self.place), self.place.applicant, where(self.place), self.state)


class Pending(QObject):
    """`changed()`; `write` is called with a paper whose time is over and answers by `settle`."""

    changed = Signal()

    def __init__(self, write: Callable[[Filed], None]) -> None:
        super().__init__()
        self._write, self.undo_ms = write, UNDO_MS
        self._papers, self._taken = list[Filed](), 0

    @property
    def papers(self) -> tuple[Filed, ...]:
        """All papers of this visit, the last one first."""
        return tuple(reversed(self._papers))

    def add(self, place: Place, mark: SignedOnPaper | None, picture: Picture) -> None:
        """Take a paper; it is written when its time is over, or at `flush`."""
        self._taken += 1
        filed = Filed(str(self._taken), place, mark, picture)
        self._papers.append(filed)
        QTimer.singleShot(self.undo_ms, self, lambda: self._is_over(filed.key))
        self.changed.emit()

    def has(self, written: str) -> bool:
        """Tell whether a paper with this code was put to its case and is not written yet."""
        return any(one.place.written == written and one.state in {WAITS, WRITING} for one in self._papers)

    @property
    def can_undo(self) -> bool:
        """Whether one can still be taken back."""
        return any(one.state == WAITS for one in self._papers)

    def undo(self) -> None:
        """Take back the last paper that is not written yet."""
        last = next((one for one in self.papers if one.state == WAITS), None)
        if last:
            self._papers.remove(last)
            self.changed.emit()

    def flush(self) -> None:
        """Write all that still waits: the page is left."""
        for one in list(self._papers):
            self._is_over(one.key)

    def settle(self, key: str, *, kept: bool) -> None:
        """Note that a paper is written, or that it is not."""
        self._set(key, KEPT if kept else FAILED)

    def _is_over(self, key: str) -> None:
        filed = next((one for one in self._papers if one.key == key and one.state == WAITS), None)
        if filed:
            self._set(key, WRITING)
            self._write(filed)

    def _set(self, key: str, state: str) -> None:
        self._papers = [replace(one, state=state) if one.key == key else one for one in self._papers]
        self.changed.emit()
