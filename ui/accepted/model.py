"""After acceptance: the receipt is made, shown and printed, and the way goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.access import Purpose
from app.domain.case_number import short
from app.errors import Refused, Unavailable
from app.forms.preview import PageImage, preview
from app.services import looking
from app.services.intake import Accepted
from ui.accepted.view import AcceptedView, view
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printed, Printing
from ui.problems import sentence

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

COPIES = 2


class AcceptedModel(QObject):
    """Shows one acceptance. `shown(AcceptedView)`, `drawn(PageImage)` the receipt; leaves by the three `…_asked`."""

    shown = Signal(object)
    drawn = Signal(object)
    next_asked = Signal()
    home_asked = Signal()
    case_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, accepted: Accepted) -> None:
        super().__init__()
        self._desk, self._jobs, self._accepted = desk, jobs, accepted
        self.printing = printing
        self._form: Form | None = None
        self._paper: Paper | None = None
        self._said, self._failed = _say("preparing"), False
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    @property
    def view(self) -> AcceptedView:
        """What the page shows now."""
        return view(self._accepted, self._said, print_failed=self._failed)

    def start(self) -> None:
        """Make the receipt and print it: one for the applicant, one for the file."""
        from app.services.receipt import receipt  # noqa: PLC0415 - reportlab, which no start of the program needs

        self._change(_say("preparing"))
        desk, accepted, subject = self._desk, self._accepted, self._subject
        self._jobs.run(
            lambda: looking.note(desk, subject, Purpose.HANDLE),
            done=lambda _noted: self._jobs.run(
                lambda: receipt(desk, accepted), done=self._is_made, failed=self._is_not_made, lane=FREE
            ),
            failed=self._is_not_made,
        )

    @property
    def _subject(self) -> str:
        return f"case:{self._accepted.case.id}"

    def want(self, px: int) -> None:
        """Have the receipt drawn `px` wide; it comes by `drawn`."""
        form = self._form
        if form:
            self._jobs.run(lambda: preview(form.pdf, 0, px), done=self._is_drawn, lane=FREE)

    def print_again(self) -> None:
        """Print the receipt once more: the same paper, byte for byte."""
        self._print(1)

    def choose_printer(self, name: str) -> None:
        """Print on the printer that was chosen."""
        if self._paper:
            self._change(_say("sending", copies=self._paper.copies))
            self.printing.choose(self._paper, name)

    def choose_none(self) -> None:
        """Say that nothing was printed, as no printer was chosen."""
        self._paper = None
        self._change(_say("unsent"), failed=True)

    def open_case(self) -> None:
        """Go to the case."""
        self.case_asked.emit(self._accepted.case.id)

    def _print(self, copies: int) -> None:
        if self._form:
            name = resources.text("accepted", "paper", number=short(self._accepted.number))
            self._paper = Paper(name, self._form.pdf, self._subject, copies)
            self._change(_say("sending", copies=copies))
            self.printing.print(self._paper)

    def _is_made(self, form: "Form") -> None:
        self._form = form
        self.shown.emit(self.view)
        self._print(COPIES)

    def _is_drawn(self, image: PageImage) -> None:
        self.drawn.emit(image)

    def _is_printed(self, out: Printed) -> None:
        """Only papers of this page: the printer is shared."""
        if out.paper is not self._paper or self._form is None:
            return
        from app.services.receipt import note_printed  # noqa: PLC0415 - as above

        said = _say("saved", file=out.file.name) if out.file else _say("sent", copies=out.paper.copies)
        self._paper = None
        self._change(said)
        form, copies = self._form, out.paper.copies
        self._jobs.run(
            lambda: note_printed(self._desk, self._accepted.case.id, form, copies),
            done=_nothing,
            changes=frozenset({"cases", "outbox"}),
        )

    def _is_not_made(self, error: BaseException) -> None:
        """The acceptance stands whatever the printer does; a bug goes its own way."""
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(_say("failed", sentence=sentence(error)), failed=True)

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self._is_not_made(error)

    def _change(self, said: str, *, failed: bool = False) -> None:
        self._said, self._failed = said, failed
        self.shown.emit(self.view)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("accepted", f"print.{name}", **facts)


def _nothing(_result: object) -> None:
    """The record of a print is read when the case is opened."""
