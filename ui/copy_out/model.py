"""Copying a case out, field by field: what is next, what is ticked, where it stands in the platform."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain.access import Purpose
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.course import PlatformNoted, PlatformState
from app.durable import write_whole
from app.errors import Unavailable
from app.services import afterwards, copy_out, looking
from app.services.copy_out import CopyField
from ui.copy_out.view import CopyView, next_at, view
from ui.jobs import Jobs
from ui.writing import Writing

if TYPE_CHECKING:
    from app.services.desk import Desk


class CopyOutModel(Writing):
    """`shown(CopyView)`; `copied(text)` for the clipboard; `said(sentence)`; `done(sentence)` and `refused(sentence)`.

    `back_asked(case_id)` leads to the case's page.
    """

    shown = Signal(object)
    copied = Signal(str)
    said = Signal(str)
    back_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, case: Case, ticked: frozenset[str]) -> None:
        super().__init__(jobs)
        self._desk, self._case, self._ticked = desk, case, ticked
        self._sheet = copy_out.sheet(case)
        self._at = next_at(self._sheet, ticked, 0)

    @property
    def view(self) -> CopyView:
        """What the page shows now."""
        return view(self._case, self._sheet, self._ticked, self._at)

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self._case

    @property
    def file_name(self) -> str:
        """The name of the case's file; it names no person."""
        return resources.text("copy_out", "file_name", number=short(self._case.number))

    def go_to(self, at: int) -> None:
        """Make another field the next one."""
        self._at = at

    def copy(self) -> None:
        """Hand the field out, tick it, and go to the next that has something in it."""
        field = self._sheet.fields[self._at]
        if not field.text:
            self._move()
            return
        desk, case_id = self._desk, self._case.id
        self._jobs.run(
            lambda: looking.note(desk, f"case:{case_id}", Purpose.COPY_OUT), done=lambda _noted: self._is_copied(field)
        )

    def _is_copied(self, field: CopyField) -> None:
        self.copied.emit(field.text)
        self.said.emit(resources.text("copy_out", "copied", label=field.label))
        self._tick(self._ticked | {field.key})
        self._move()

    def begin_again(self) -> None:
        """Take all ticks away."""
        self._tick(frozenset())
        self._at = next_at(self._sheet, self._ticked, 0)
        self.shown.emit(self.view)

    def save(self, file: Path, reason: str, note: str) -> None:
        """Write the fields as a workbook, once it is written down why."""
        desk, subject, people = self._desk, f"case:{self._case.id}", 1
        self._jobs.run(
            lambda: looking.exported(desk, subject, people, reason, note),
            done=lambda _noted: self._save(file),
        )

    def _save(self, file: Path) -> None:
        heads = resources.texts("copy_out")["head"]
        desk, told, names = self._desk, self._sheet, (heads["part"], heads["label"], heads["text"])

        def job() -> str:
            try:
                write_whole(file, copy_out.workbook(desk, told, names))
            except (OSError, Unavailable):
                return resources.text("copy_out", "not_saved")
            return resources.text("copy_out", "saved", name=file.name)

        self._jobs.run(job, self._is_saved, self._is_refused)

    def note_entered(self, platform_number: str, check_number: str) -> None:
        """Note the case's number in the platform."""
        self._note(lambda day: PlatformNoted(PlatformState.ENTERED.value, day, platform_number, check_number))

    def note_sent_back(self, note: str) -> None:
        """Note that the platform sent the case back, and why."""
        number = self._case.platform.platform_number if self._case.platform else ""
        self._note(lambda day: PlatformNoted(PlatformState.SENT_BACK.value, day, number, note=note))

    def _note(self, body_of: Callable[[str], PlatformNoted]) -> None:
        body = body_of(self._desk.today().isoformat())
        self._jobs.run(
            lambda: afterwards.note_platform(self._desk, self._case.id, body),
            self._is_noted,
            self._is_refused,
            changes=frozenset({"cases", "outbox"}),
        )

    def _tick(self, keys: frozenset[str]) -> None:
        self._ticked = keys
        self._jobs.run(lambda: copy_out.tick(self._desk, self._case.id, keys), done=_nothing)

    def _move(self) -> None:
        self._at = next_at(self._sheet, self._ticked, min(self._at + 1, len(self._sheet.fields) - 1))
        self.shown.emit(self.view)

    def _is_saved(self, sentence_: str) -> None:
        self.said.emit(sentence_)

    def _is_noted(self, case: Case) -> None:
        self._case = case
        self.done.emit(self.view.state)
        self.shown.emit(self.view)


def _nothing(_result: object) -> None:
    """The tick is on the glass already."""
