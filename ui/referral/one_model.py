"""One referral: what the department answered is written down, and that the person was told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.capture.reading import Reading
from app.domain.fact import media_type_of
from app.domain.referral import Answered, Referral
from app.domain.typed_day import read_day
from app.errors import Refused, Unavailable
from app.services import referrals
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.jobs import FREE, Jobs
from ui.person.who import long_day
from ui.problems import Problems, sentence
from ui.referral.model import CHANGES
from ui.referral.one_view import (
    ANSWER,
    NOTHING,
    TELL,
    OneView,
    facts_of,
    lateness,
    number_of,
    past_of,
    state_of,
    usual_part,
)

if TYPE_CHECKING:
    from app.services.desk import Desk


class OneModel(QObject):
    """`shown(OneView)` at each change; `print_asked(Referral)` for its slip again; `said(str)` when it is kept."""

    shown = Signal(object)
    print_asked = Signal(object)
    said = Signal(str)

    def __init__(
        self, desk: "Desk", jobs: Jobs, reader: PictureReader, problems: Problems, capture: CaptureModel, one: Referral
    ) -> None:
        super().__init__()
        self.capture = capture
        self._desk, self._jobs, self._reader, self._problems = desk, jobs, reader, problems
        self._referral, self._view = one, OneView()
        self._letter: tuple[bytes, str] | None = None
        capture.taken.connect(self.take)
        self._begin(one)

    @property
    def view(self) -> OneView:
        """What the page shows now."""
        return self._view

    # --- what is typed
    def set_result(self, codes: tuple[str, ...]) -> None:
        """Take what the department answered."""
        self._change(result=codes[0] if codes else "", refused="")

    def set_answered_on(self, text: str) -> None:
        """Take the day of the answer, as typed."""
        found = read_day(text, self._today)
        wrong = resources.text("person", "day.unreadable") if text.strip() and found is None else ""
        said = long_day(found, self._today) if found else ""
        self._change(answered_on=text, answered_said=said, answered_wrong=wrong)

    def set_by(self, text: str) -> None:
        """Take who answered."""
        self._change(by=text.strip())

    def set_note(self, text: str) -> None:
        """Take what was said."""
        self._change(note=text)

    def set_way(self, codes: tuple[str, ...]) -> None:
        """Take how the person was told."""
        self._change(way=codes[0] if codes else "", refused="")

    def set_tell_note(self, text: str) -> None:
        """Take what the person said to it."""
        self._change(tell_note=text)

    def take(self, shot: Shot) -> None:
        """Take a picture of the department's letter."""
        self._change(reading=True, refused="")
        self._jobs.run(
            lambda: self._reader.read(shot.data),
            done=lambda reading: self._is_read(shot, reading),
            failed=self._is_unread,
            lane=FREE,
        )

    # --- what is done
    def turn(self) -> None:
        """Change to the other thing that can be written down: another answer, or that the person was told."""
        other = TELL if self._view.part == ANSWER and self._referral.answered else ANSWER
        self._change(part=other, refused="")

    def do(self) -> None:
        """Write down what the page asks for now."""
        if not self._view.busy and self._view.part:
            (self._answer if self._view.part == ANSWER else self._tell)()

    def print_again(self) -> None:
        """Have the slip printed once more."""
        self.print_asked.emit(self._referral)

    # --- within
    @property
    def _today(self) -> date:
        return self._desk.today()

    def _answer(self) -> None:
        view, on = self._view, read_day(self._view.answered_on, self._today)
        checks = (
            (not view.result, _text("lack.result")),
            (on is None, view.answered_wrong or _text("lack.answered_on")),
            (on is not None and on > self._today, _text("lack.future")),
        )
        if self._lacks(checks) or on is None:
            return
        body = Answered(on.isoformat(), view.by, view.result, view.note.strip())
        desk, subject, letter = self._desk, self._referral.id, self._letter
        self._run(lambda: referrals.answer(desk, subject, body, letter), _text("kept.answered"))

    def _tell(self) -> None:
        view = self._view
        if self._lacks(((not view.way, _text("lack.way")),)):
            return
        desk, subject = self._desk, self._referral.id
        self._run(lambda: referrals.tell(desk, subject, view.way, view.tell_note.strip()), _text("kept.told"))

    def _lacks(self, checks: tuple[tuple[bool, str], ...]) -> bool:
        lack = next((said for is_missing, said in checks if is_missing), "")
        self._change(refused=lack)
        return bool(lack)

    def _run(self, job: Callable[[], Referral], said: str) -> None:
        self._change(busy=True)
        self._jobs.run(job, done=lambda one: self._is_written(one, said), failed=self._is_refused, changes=CHANGES)

    def _is_written(self, one: Referral, said: str) -> None:
        self._begin(one)
        self.said.emit(said)

    def _begin(self, one: Referral) -> None:
        self._referral, self._letter = one, None
        body, part = one.made, usual_part(one)
        late = lateness(body.due_on, self._today)[0] if body and one.state == "waiting" else ""
        self._view = OneView(
            name=body.person.name if body else "",
            number=number_of(one),
            state=state_of(one.state),
            late=late,
            facts=facts_of(one),
            past=past_of(one),
            part=part if body else NOTHING,
            can_turn=bool(one.answered),
            by=body.to if body else "",
        )
        self.set_answered_on(_text("today"))

    def _is_read(self, shot: Shot, reading: Reading) -> None:
        self._letter = (
            (reading.archive, media_type_of(reading.archive)) if reading.archive else (shot.data, shot.media_type)
        )
        self._change(letter=self._letter[0], reading=False)

    def _is_unread(self, error: BaseException) -> None:
        self._change(reading=False)
        self._is_refused(error)

    def _is_refused(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(busy=False, refused=sentence(error))
        else:
            self._problems.show(error)

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of OneView by name
        self.shown.emit(self._view)


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)
