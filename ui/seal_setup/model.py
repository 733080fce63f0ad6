"""Setting up certificates, the seal and known roots; trying them on a paper that means nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.forms.preview import preview
from app.services import seal_setup, trusted
from app.services.seal_setup import SealSetup, Source
from ui.jobs import Jobs
from ui.problems import sentence
from ui.seal_setup.view import OFFICER, PICTURE, SEAL, SealSetupView, say, tried, view_of

if TYPE_CHECKING:
    from app.pades.key import Holder
    from app.services.desk import Desk

_PREVIEW_PX = 1_240
_MOST_BYTES = 8 * 1024 * 1024


class SealSetupModel(QObject):
    """`shown(SealSetupView)`; `said(str)`; `sample(PageImage)`: the paper that was tried on; `back_asked()`.

    As the writer of a sheet it says `done(str)` and `refused(str)`.
    """

    shown = Signal(object)
    said = Signal(str)
    sample = Signal(object)
    done = Signal(str)
    refused = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._view = desk, jobs, SealSetupView(why=say("why_try"))
        self._setup = SealSetup()
        self._known = tuple["Holder", ...]()

    @property
    def view(self) -> SealSetupView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read what is set up."""
        data = self._desk.data
        self._jobs.run(lambda: (seal_setup.load(data), trusted.known(data)), done=self._is_read)

    def go_to(self, key: str) -> None:
        """Have another row in hand."""
        if key != self._view.current:
            self._draw(key)

    def set_source(self, kind: str, place: Path | None = None) -> None:
        """Let what is in hand come from there."""
        data, officer, current = self._desk.data, self._desk.author.officer, self._view.current
        source = Source(kind, str(place) if place else "")
        if current == SEAL:
            self._do(lambda: seal_setup.set_seal(data, source))
        else:
            self._do(lambda: seal_setup.set_officer(data, officer, source))

    def clear(self) -> None:
        """Have nothing there any more."""
        data, current = self._desk.data, self._view.current
        if current in {OFFICER, SEAL}:
            self.set_source("")
        elif current == PICTURE:
            self._do(lambda: seal_setup.set_picture(data, b""))
        else:
            self._do(lambda: trusted.remove(data, current))

    def set_picture(self, place: Path) -> None:
        """Let the seal look like this picture."""
        data = self._desk.data
        self._do(lambda: seal_setup.set_picture(data, _content(place)))

    def add_root(self, place: Path) -> None:
        """Know one more authority."""
        data = self._desk.data
        self._do(lambda: trusted.add(data, _content(place)))

    def try_out(self, secret: str) -> None:
        """Seal a paper that means nothing with what is in hand."""
        desk, own = self._desk, self._setup.officer(self._desk.author.officer)
        source = self._setup.seal if self._view.current == SEAL else own

        def job() -> Any:
            found = seal_setup.try_out(desk, source, secret)
            return found, preview(found[1], 0, _PREVIEW_PX) if found else None

        self._jobs.run(job, done=self._is_tried, failed=self._is_not_tried)

    def _do(self, job: Callable[[], object]) -> None:
        self._jobs.run(job, done=self._is_kept, failed=self._is_refused)

    def _is_read(self, found: Any) -> None:
        self._setup, self._known = found
        self._draw(self._view.current)

    def _is_kept(self, _result: object) -> None:
        self.said.emit(say("kept"))
        self.start()

    def _is_tried(self, found: Any) -> None:
        told, picture = found
        self.done.emit(tried(told))
        self.said.emit(tried(told))
        if picture is not None:
            self.sample.emit(picture)

    def _is_not_tried(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self.refused.emit(sentence(error))

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._view = replace(self._view, refused=sentence(error))
        self.shown.emit(self._view)

    def _draw(self, current: str) -> None:
        who = self._desk.author.officer, self._desk.officer_name
        known = {one.sha256 for one in self._known}
        there = current if current in {OFFICER, SEAL, PICTURE, "roots"} | known else OFFICER
        self._view = view_of(self._setup, self._known, who, there)
        self.shown.emit(self._view)


def _content(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise Unavailable("seal.no_file", file=place.name) from error
