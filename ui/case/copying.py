"""A copy of a kept picture for somebody outside: both sides of a card on one page, and all over it what it is for."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.case import Case, Filed
from app.domain.case_number import short
from app.domain.draft import Slot
from app.errors import Refused, Unavailable
from app.services import looking
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printing
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

_OTHER_SIDE = {Slot.ID_FRONT.value: Slot.ID_BACK.value, Slot.ID_BACK.value: Slot.ID_FRONT.value}


class Copier(Protocol):
    """What works on pictures: `app.capture.Reader`, or a small one of a test."""

    def two_sides(self, front: bytes, back: bytes) -> bytes:
        """Give both sides of a card on one A4 page at true size."""

    def watermark(self, picture: bytes, text: str) -> bytes:
        """Give a copy that says all over what it is for."""


class Copying(QObject):
    """Prints copies. `said(sentence)` about how far it is, or what is in the way."""

    said = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, copier: Copier, problems: Problems, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self._copier, self._problems = desk, jobs, copier, problems
        self._printing = printing

    def print(self, case: Case, filed: Filed) -> None:
        """Print a copy of a paper that was filed, with its card's other side where that lies here."""
        desk, subject, other = self._desk, f"case:{case.id}", _other_side(case, filed)
        sides = [filed, *([other] if other else [])]
        sides.sort(key=lambda one: one.slot != Slot.ID_FRONT)
        self.said.emit(resources.text("case", "copy.making"))
        self._jobs.run(
            lambda: [looking.document(desk, one.document, subject) for one in sides],
            done=lambda pictures: self._make(case, filed, pictures),
            failed=self._is_in_the_way,
        )

    def _make(self, case: Case, filed: Filed, pictures: list[bytes]) -> None:
        from app.forms.copied import PAGE, copied, size_of  # noqa: PLC0415 - reportlab, which no start of the program needs

        number, copier, subject = short(case.number), self._copier, f"case:{case.id}"
        mark = resources.text("case", "copy.mark", number=case.number, day=self._desk.today().isoformat())
        name = resources.text("case", "copy.name", number=number)

        def made() -> Paper:
            both = len(pictures) > 1
            picture = copier.two_sides(*pictures) if both else pictures[0]
            size = PAGE if both else size_of(filed.slot)
            return Paper(name, copied(copier.watermark(picture, mark), name, size), subject)

        self._jobs.run(made, done=self._is_made, failed=self._is_in_the_way, lane=FREE)

    def _is_made(self, paper: Paper) -> None:
        self.said.emit("")
        self._printing.print(paper)

    def _is_in_the_way(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.said.emit(sentence(error))
        else:
            self._problems.show(error)


def _other_side(case: Case, filed: Filed) -> Filed | None:
    wanted = _OTHER_SIDE.get(filed.slot)
    return next((one for one in reversed(case.filed) if one.slot == wanted and one.member == filed.member), None)
