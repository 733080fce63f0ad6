"""Papers that were put to their case: written when nobody takes them back, or at once and taken back again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from ui.filing.sheet import At

UNDO_MS = 6000


@dataclass(frozen=True, slots=True)
class Filed:
    """One paper: `code` as written on it, how it is written, and how it is taken back once it was (None: not at all).

    `written` is what writing gave.
    """

    key: str
    write: Callable[[], object]
    code: str = ""
    unwrite: Callable[[object], object] | None = None
    at: At = At.WAITS
    written: object = None

    @property
    def can_undo(self) -> bool:
        """Whether it can still be taken back."""
        return self.at is At.WAITS or (self.at is At.KEPT and self.unwrite is not None)


class Pending(QObject):
    """`changed(key, At)`; `ran(Filed)`: its time is over, whoever hears it writes and answers by `settle`."""

    changed = Signal(str, object)
    ran = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.undo_ms = UNDO_MS
        self._papers: list[Filed] = []

    def add(self, filed: Filed) -> None:
        """Take a paper: one that can be taken back once it is written is written at once, others wait, or `flush`."""
        self._papers = [*(one for one in self._papers if one.key != filed.key), filed]
        self.changed.emit(filed.key, At.WAITS)
        if filed.unwrite:
            self._is_over(filed.key)
        else:
            QTimer.singleShot(self.undo_ms, self, lambda: self._is_over(filed.key))

    def has(self, code: str) -> bool:
        """Tell whether a paper with this code was put to its case and is not written yet."""
        return bool(code) and any(one.code == code and one.at in {At.WAITS, At.WRITING} for one in self._papers)

    @property
    def last(self) -> Filed | None:
        """The last paper that can still be taken back."""
        return next((one for one in reversed(self._papers) if one.can_undo), None)

    def forget(self, key: str) -> None:
        """Leave a paper out: it was taken back."""
        self._papers = [one for one in self._papers if one.key != key]

    def flush(self) -> None:
        """Write all that still waits: the page is left."""
        for one in list(self._papers):
            self._is_over(one.key)

    def settle(self, key: str, *, kept: bool, written: object = None) -> None:
        """Note that a paper is written, or that it is not."""
        self._set(key, At.KEPT if kept else At.FAILED, written)

    def _is_over(self, key: str) -> None:
        filed = next((one for one in self._papers if one.key == key and one.at is At.WAITS), None)
        if filed:
            self._set(key, At.WRITING)
            self.ran.emit(filed)

    def _set(self, key: str, at: At, written: object = None) -> None:
        self._papers = [replace(one, at=at, written=written) if one.key == key else one for one in self._papers]
        self.changed.emit(key, at)
