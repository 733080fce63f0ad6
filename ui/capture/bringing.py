"""Files that are brought: pictures as they are, a PDF page by page, one after the other, to be ended at any moment."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable
from ui.capture import sources
from ui.capture.shot import PDF, Shot
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

_MOST_WRONGS = 50
LOCKED = ("pdf.password", "pdf.wrong_password")


class PdfPage(Protocol):
    """One page of a PDF as a picture; `number` of `count` counts from 1."""

    @property
    def data(self) -> bytes:
        """The picture's bytes."""

    @property
    def number(self) -> int:
        """Which page it is."""

    @property
    def count(self) -> int:
        """How many there are."""


class PdfReader(Protocol):
    """What makes pictures of a PDF: `app.capture.Reader`, or a small one of a test."""

    def pages(self, source: bytes, password: str = "") -> Iterator[PdfPage]:
        """Give the pages one by one; Refused pdf.*, Unavailable reader.*."""


@dataclass(frozen=True, slots=True)
class Files:
    """What is in work: `page` of `pages` of the file `name`, and how many files wait; `is_busy` while it can be ended.

    `locked` is the name of a PDF that wants its password, `was_wrong` whether one was given that does not open it.
    `wrongs` says of each file that could not be brought why.
    """

    name: str = ""
    page: int = 0
    pages: int = 0
    waiting: int = 0
    is_busy: bool = False
    locked: str = ""
    was_wrong: bool = False
    wrongs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to be brought; `password` opens it."""

    name: str
    load: Callable[[], Shot]
    password: str = ""


class Bringing(QObject):
    """Brings one file after the other: `brought(Shot)`, `changed(Files)`. A file that is refused stops no other."""

    brought = Signal(object)
    changed = Signal(object)

    def __init__(self, jobs: Jobs, problems: Problems, reader: PdfReader | None) -> None:
        super().__init__()
        self._jobs, self._problems, self._reader = jobs, problems, reader
        self._waiting, self._locked = deque[_Item](), deque[_Item]()
        self._item: _Item | None = None
        self._file: Shot | None = None
        self._pages: Iterator[PdfPage] | None = None
        self._busy, self._held, self._dropped, self._several = False, False, False, False
        self._files = Files()

    @property
    def files(self) -> Files:
        """What is in work now."""
        return self._files

    def bring(self, places: Sequence[Path], source: str = "file") -> None:
        """Bring the files of these places, in this order, after those that wait."""
        self._forget_wrongs()
        self._begin([_Item(place.name, partial(sources.load, place, source)) for place in places])

    def bring_image(self, load: Callable[[], Shot]) -> None:
        """Bring the picture that `load` gives, in a thread of its own."""
        self._forget_wrongs()
        self._begin([_Item("", load)])

    def bring_found(self, shot: Shot) -> None:
        """Bring what another program left; what was wrong before may still be unseen and stays."""
        self._begin([_Item(shot.name, lambda: shot)])

    def refuse(self, said: str) -> None:
        """Say of something that it cannot be brought."""
        self._change(wrongs=(*self._files.wrongs, said)[-_MOST_WRONGS:])

    def hold(self, *, on: bool) -> None:
        """Bring nothing more for now, or go on: who takes the pictures says when they come too fast."""
        self._held = on
        self._next()

    def cancel(self) -> None:
        """Bring nothing more of what waits, nor the pages that are still to come."""
        self._waiting.clear()
        self._dropped = self._busy
        if not self._busy:
            self._is_done()

    def unlock(self, password: str) -> None:
        """Open the PDF that wants it with a password; an empty one leaves the file out."""
        if not self._locked:
            return
        item = self._locked.popleft()
        if password:
            self._waiting.appendleft(replace(item, password=password))
        self._change()
        self._next()

    # --- within
    def _forget_wrongs(self) -> None:
        """What was wrong with the files before is history once others are chosen."""
        if self._item is None and not self._waiting:
            self._change(wrongs=())

    def _begin(self, more: list[_Item]) -> None:
        self._several = len(more) > 1 or self._item is not None or bool(self._waiting)
        self._waiting.extend(more)
        self._change()
        self._next()

    def _next(self) -> None:
        if self._busy or self._held:
            return
        if self._pages is not None:
            self._run(partial(next, self._pages, None), self._is_page)
        elif self._waiting:
            self._item = self._waiting.popleft()
            self._change()
            self._run(partial(_open, self._item, self._reader), self._is_open)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._busy = True
        self._jobs.run(job, done=done, failed=self._is_refused, lane=FREE)

    def _is_open(self, found: tuple[Shot, Iterator[PdfPage] | None]) -> None:
        """A picture is brought at once; of a PDF the first page is asked for."""
        self._busy = False
        self._file, self._pages = found
        if self._pages is None or self._dropped:
            shot = self._file
            self._is_done(shot)
        else:
            self._next()

    def _is_page(self, page: PdfPage | None) -> None:
        self._busy = False
        if page is None or self._file is None or self._dropped:
            self._is_done()
            return
        self._change(page=page.number, pages=page.count)
        self.brought.emit(replace(self._file, data=page.data, page=page.number, pages=page.count))
        self._next()

    def _is_done(self, shot: Shot | None = None) -> None:
        """The file in work is at its end; `shot` is what it brought, if nobody dropped it meanwhile."""
        brings = shot if shot is not None and not self._dropped else None
        self._item = self._file = self._pages = None
        self._dropped = False
        self._change(page=0, pages=0)
        if brings is not None:
            self.brought.emit(brings)
        self._next()

    def _is_refused(self, error: BaseException) -> None:
        self._busy = False
        item, was_dropped = self._item, self._dropped
        if item is None or was_dropped:
            self._is_done()
        elif isinstance(error, Refused) and error.code in LOCKED:
            (self._locked.appendleft if item.password else self._locked.append)(item)
            self._is_done()
        elif isinstance(error, Refused | Unavailable):
            self._is_done()
            self._tell(sentence(error), item.name)
        else:
            self._is_done()
            self._problems.show(error)

    def _tell(self, said: str, name: str) -> None:
        """Name the file when there are several; one alone is the one that was just chosen."""
        told = resources.text("picture", "files.wrong", name=name, said=said) if self._several and name else said
        self.refuse(told)

    def _change(self, **changes: Any) -> None:
        locked = self._locked[0] if self._locked else None
        facts = {
            "name": self._item.name if self._item else "",
            "is_busy": self._item is not None or bool(self._waiting),
            "waiting": len(self._waiting),
            "locked": locked.name if locked else "",
            "was_wrong": bool(locked and locked.password),
        }
        self._files = replace(self._files, **{**facts, **changes})
        self.changed.emit(self._files)


def _open(item: _Item, reader: PdfReader | None) -> tuple[Shot, Iterator[PdfPage] | None]:
    """Give the file of an item, and its pages when it is a PDF; runs in a thread of its own."""
    shot = item.load()
    if reader is None or not shot.data.startswith(PDF):
        return shot, None
    return shot, reader.pages(shot.data, item.password)
