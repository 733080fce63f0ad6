"""After a short matter: makes its paper and prints it on the remembered printer."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable
from app.forms.form import Form
from app.forms.preview import PageImage, preview
from app.services.looking import NOBODY
from ui.jobs import FREE, Jobs
from ui.person.done_view import DoneView
from ui.printing import Paper, Printed, Printing
from ui.problems import sentence


class DoneModel(QObject):
    """`shown(DoneView)`, `drawn(PageImage)` for the paper; `next_asked()`, `home_asked()`, `case_asked(id)` leave.
    `out(Form, copies)` when it is printed.

    `make` makes the paper (None: this matter has none); `paper` is its name, which names no person, whose data it
    shows, and how many copies are printed of it.
    """

    shown = Signal(object)
    drawn = Signal(object)
    next_asked = Signal()
    home_asked = Signal()
    case_asked = Signal(str)
    out = Signal(object, int)

    def __init__(
        self,
        jobs: Jobs,
        printing: Printing,
        view: DoneView,
        make: Callable[[], Form] | None,
        paper: tuple[str, str, int] = ("", NOBODY, 1),
    ) -> None:
        super().__init__()
        self._jobs, self.printing, self._make = jobs, printing, make
        self._name, self._about, self._copies = paper
        self._view = replace(view, paper=make is not None)
        self._form: Form | None = None
        self._paper: Paper | None = None
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    @property
    def view(self) -> DoneView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Make the paper and print it."""
        if self._make is not None:
            self._change(_say("preparing"))
            self._jobs.run(self._make, done=self._is_made, failed=self._is_not_made, lane=FREE)

    def want(self, px: int) -> None:
        """Have the paper drawn `px` wide; it comes by `drawn`."""
        form = self._form
        if form:
            self._jobs.run(lambda: preview(form.pdf, 0, px), done=self._is_drawn, lane=FREE)

    def open_case(self) -> None:
        """Go to the case that came of it."""
        self.case_asked.emit(self._view.case)

    def print_again(self) -> None:
        """Print one more: the same paper, byte for byte."""
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

    def _print(self, copies: int) -> None:
        if self._form:
            self._paper = Paper(self._name, self._form.pdf, self._about, copies)
            self._change(_say("sending", copies=copies))
            self.printing.print(self._paper)

    def _is_made(self, form: Form) -> None:
        self._form = form
        self.shown.emit(self._view)
        self._print(self._copies)

    def _is_drawn(self, image: PageImage) -> None:
        self.drawn.emit(image)

    def _is_printed(self, out: Printed) -> None:
        """Only papers of this page: the printer is shared."""
        if out.paper is not self._paper:
            return
        self._paper = None
        if self._form:
            self.out.emit(self._form, out.paper.copies)
        said = _say("saved", file=out.file.name) if out.file else _say("sent", copies=out.paper.copies)
        self._change(said)

    def _is_not_made(self, error: BaseException) -> None:
        """What was written down stands whatever the printer does; a bug goes its own way."""
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(_say("failed", sentence=sentence(error)), failed=True)

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self._is_not_made(error)

    def _change(self, said: str, *, failed: bool = False) -> None:
        self._view = replace(self._view, printed=said, print_failed=failed)
        self.shown.emit(self._view)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("person", f"print.{name}", **facts)
