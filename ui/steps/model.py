"""One step of one case: takes what is answered, writes it, says what stands in the way."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.case import Case
from app.domain.typed_day import read_day
from app.errors import Refused, Unavailable
from app.services.intake import Picture
from ui.case.taker import PaperTaker
from ui.jobs import Jobs
from ui.person.who import long_day
from ui.problems import sentence
from ui.steps.spec import Ask, Kind, Photo, Place, Said, Spec, say

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGES = frozenset({"cases", "tasks", "outbox", "desk"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A step that is ready to be asked: what is asked, what is known already, and why it cannot be written now."""

    spec: Spec
    place: Place
    asks: tuple[Ask, ...]
    lines: tuple[str, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """What the page shows: answers by name, what a typed day was understood as, what stands in the way."""

    told: "Mapping[str, str]"
    refused: str = ""
    remark: str = ""
    picture: bytes = b""
    busy: bool = False


class StepModel(QObject):
    """`shown(StepView)`; `done(Case)` when it is written; `stopped(name)` where something is missing; `left()`."""

    shown = Signal(object)
    done = Signal(object)
    stopped = Signal(str)
    left = Signal()

    def __init__(
        self, opened: Opened, jobs: Jobs, taker: PaperTaker | None, kept: "Mapping[str, str] | None" = None
    ) -> None:
        super().__init__()
        self.opened, self.taker = opened, taker
        self._jobs = jobs
        self._picture: Picture | None = None
        start = {ask.name: ask.start for ask in opened.asks}
        self._view = StepView(start | {name: text for name, text in (kept or {}).items() if name in start})
        if taker is not None:
            taker.setParent(self)
            taker.taken.connect(self._is_taken)
            taker.remarked.connect(self._is_remarked)

    @property
    def view(self) -> StepView:
        """What the page shows now."""
        return self._view

    @property
    def told(self) -> "Mapping[str, str]":
        """What was answered so far, as it was typed."""
        return self._view.told

    @property
    def asked(self) -> tuple[Ask, ...]:
        """What is asked, of what has been answered so far."""
        return tuple(ask for ask in self.opened.asks if ask.shown(self.told))

    def answer(self, name: str, text: str) -> None:
        """Take an answer as typed."""
        self._show(told={**self.told, name: text}, refused="")

    def understood(self, ask: Ask) -> str:
        """Say which day was typed; empty for what is no day, or none."""
        if ask.kind is not Kind.DAY:
            return ""
        today = self.opened.place.today
        found = read_day(self.told.get(ask.name, ""), today, ahead=ask.ahead)
        return long_day(found, today) if found else ""

    def leave(self) -> None:
        """Go back; what was typed is kept for the next time by whoever opened this."""
        if self.taker is not None:
            self.taker.capture.stop()
        self.left.emit()

    def write(self) -> None:
        """Write the step, once all is there."""
        if self._view.busy:
            return
        lack = next((ask for ask in self.asked if ask.needed and not self.told.get(ask.name, "").strip()), None)
        if lack:
            self._stop(lack.name, say("lack", what=say(f"label.{lack.name}")))
            return
        if self.opened.spec.photo is Photo.NEEDED and self._picture is None:
            self._stop("picture", say("lack_picture"))
            return
        opened, picture = self.opened, self._picture
        said = Said({ask.name: self.told.get(ask.name, "") for ask in self.asked}, opened.place.today)
        self._show(busy=True, refused="")
        self._jobs.run(
            lambda: opened.spec.do(opened.place, said, picture), self._is_done, self._is_refused, changes=CHANGES
        )

    def _is_done(self, case: Case) -> None:
        if self.taker is not None:
            self.taker.capture.stop()
        self.done.emit(case)

    def _is_refused(self, error: BaseException) -> None:
        self._show(busy=False)
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._stop("", sentence(error))

    def _is_taken(self, picture: Picture) -> None:
        self._picture = picture
        self._show(picture=picture.archive)

    def _is_remarked(self, remark: str, _wrong: bool) -> None:  # noqa: FBT001 - the signal carries the value
        self._show(remark=remark)

    def _stop(self, name: str, said: str) -> None:
        self._show(refused=said)
        self.stopped.emit(name)

    def _show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of StepView by name
        self.shown.emit(self._view)
