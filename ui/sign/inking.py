"""What every page of signatures does: shows papers, notes what was seen, takes ink from a field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app import clock
from app.forms.ink import Ink
from app.forms.preview import PageImage, preview
from ui.jobs import FREE, Jobs
from ui.sign.view import SignView, say

View = TypeVar("View", bound=SignView)


class InkModel(QObject, Generic[View]):
    """`shown(view)`; `drawn(sha256, page, px, PageImage)` for a page that was wanted.

    `cleared` asks the field to forget its ink, `turned` to show the paper from its beginning, or at the field when its
    argument is true. Who inherits says who signs, and what becomes of a signature.
    """

    shown = Signal(object)
    drawn = Signal(str, int, int, object)
    cleared = Signal()
    turned = Signal(bool)

    def __init__(self, jobs: Jobs, now: Callable[[], datetime], view: View) -> None:
        super().__init__()
        self._jobs, self._now = jobs, now
        self._papers: dict[str, bytes] = {}
        self._seen: set[int] = set()
        self._ink: Ink | None = None
        self._method, self._started, self._finished = "", "", ""
        self._view = view

    @property
    def view(self) -> View:
        """What the page shows now."""
        return self._view

    def see(self, printed: int) -> None:
        """Take note that a page has been on the screen as a whole; `printed` is the number on it."""
        if printed not in self._seen:
            self._seen.add(printed)
            self._change(seen=self._seen_text())

    def want(self, sha256: str, page: int, px: int) -> None:
        """Have a page drawn `px` wide; it comes by `drawn`."""
        pdf = self._papers.get(sha256)
        if pdf is not None:
            self._jobs.run(lambda: (sha256, page, px, preview(pdf, page, px)), self._got, self._lost, FREE)

    def write(self, ink: Ink, method: str) -> None:
        """Take the ink as it is after a stroke; the first stroke begins the signature."""
        moment = clock.text(self._now())
        self._started = self._started or moment
        self._ink, self._method, self._finished = ink, method, moment
        self._change(has_ink=bool(ink.strokes), refused="")
        if not ink.strokes:
            self._started = ""

    def clear(self) -> None:
        """Let go of what is written."""
        self._forget_ink()
        self._change(has_ink=False, refused="")

    def _forget_ink(self) -> None:
        self._ink, self._method, self._started, self._finished = None, "", "", ""
        self.cleared.emit()

    def _seen_text(self) -> str:
        return say("column.seen", seen=len(self._seen), pages=len(self._view.sheets))

    def _got(self, found: tuple[str, int, int, PageImage]) -> None:
        self.drawn.emit(*found)

    def _lost(self, error: BaseException) -> None:
        self._change(refused=say("refused.not_drawn"), pen=False)
        raise error

    def _today(self) -> date:
        return clock.local_date(self._now())

    def _change(self, **values: object) -> None:
        self._view = replace(self._view, **values)  # type: ignore[arg-type]  # names and types are the view's own
        self.shown.emit(self._view)
