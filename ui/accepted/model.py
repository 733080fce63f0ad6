"""After acceptance: the receipt is made, shown and printed, and the way goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.access import Purpose
from app.domain.case_number import short
from app.services import looking
from app.services.intake import Accepted
from ui.accepted.view import AcceptedView, view
from ui.jobs import Jobs
from ui.printing import Printing
from ui.shown_paper import ShownPaper

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

COPIES = 2


class AcceptedModel(QObject):
    """Shows one acceptance. `shown(AcceptedView)`; `paper` is the receipt; leaves by the three `…_asked`."""

    shown = Signal(object)
    next_asked = Signal()
    home_asked = Signal()
    case_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, accepted: Accepted) -> None:
        super().__init__()
        self._desk, self._jobs, self._accepted = desk, jobs, accepted
        self._subject = f"case:{accepted.case.id}"
        name = resources.text("accepted", "paper", number=short(accepted.number))
        self.paper = ShownPaper(jobs, printing, "accepted", name, self._subject, self)
        self._said, self._failed = self.paper.words("preparing"), False
        self.paper.told.connect(self._is_told)
        self.paper.out.connect(self._is_out)

    @property
    def view(self) -> AcceptedView:
        """What the page shows now."""
        return view(self._accepted, self._said, print_failed=self._failed)

    def start(self) -> None:
        """Make the receipt and print it: one for the applicant, one for the file."""
        desk, subject = self._desk, self._subject
        self._jobs.run(lambda: looking.note(desk, subject, Purpose.HANDLE), done=self._is_noted, failed=self.paper.fail)

    def open_case(self) -> None:
        """Go to the case."""
        self.case_asked.emit(self._accepted.case.id)

    def _is_noted(self, _noted: object) -> None:
        from app.services.receipt import receipt  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk, accepted = self._desk, self._accepted
        self.paper.make(lambda: receipt(desk, accepted), COPIES)

    def _is_told(self, said: str, failed: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        self._said, self._failed = said, failed
        self.shown.emit(self.view)

    def _is_out(self, form: "Form", copies: int) -> None:
        from app.services.receipt import note_printed  # noqa: PLC0415 - as above

        desk, case = self._desk, self._accepted.case.id
        self._jobs.run(
            lambda: note_printed(desk, case, form, copies), done=_nothing, changes=frozenset({"cases", "outbox"})
        )


def _nothing(_result: object) -> None:
    """The record of a print is read when the case is opened."""
