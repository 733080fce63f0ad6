"""The paper of a page: made, shown as it lies, printed, and printed once more; in words how far it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable
from app.forms.preview import PageImage, preview
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printed, Printing
from ui.problems import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.forms.form import Form


class ShownPaper(QObject):
    """`drawn(PageImage)` its first page; `told(words, failed)` how far it is; `out(Form, copies)` when it is printed.

    `table` has the words, from ``print.preparing`` to ``print.failed``; `name` names no person, `about` says whose
    data it shows.
    """

    drawn = Signal(object)
    told = Signal(str, bool)
    out = Signal(object, int)

    def __init__(self, jobs: Jobs, printing: Printing, table: str, name: str, about: str, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self.printing, self._table, self._name, self._about = jobs, printing, table, name, about
        self._copies = 1
        self._form: Form | None = None
        self._paper: Paper | None = None
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    def make(self, job: "Callable[[], Form]", copies: int) -> None:
        """Make it in the free lane, and print so many. The page has written down before who is looked at."""
        self._copies = copies
        self._jobs.run(job, done=self._is_made, failed=self.fail, lane=FREE)

    def want(self, px: int) -> None:
        """Have it drawn `px` wide."""
        form = self._form
        if form:
            self._jobs.run(lambda: preview(form.pdf, 0, px), done=self._is_drawn, lane=FREE)

    def print_again(self) -> None:
        """Print one more: the same paper, byte for byte."""
        self._print(1)

    def choose_printer(self, name: str) -> None:
        """Print on the printer that was chosen."""
        if self._paper:
            self._tell("sending", copies=self._paper.copies)
            self.printing.choose(self._paper, name)

    def choose_none(self) -> None:
        """Say that nothing was printed, as no printer was chosen."""
        self._paper = None
        self._tell("unsent", failed=True)

    def fail(self, error: BaseException) -> None:
        """What was written down stands whatever the printer does; a bug goes its own way."""
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._tell("failed", failed=True, sentence=sentence(error))

    def words(self, name: str, /, **facts: object) -> str:
        """Give the words for how far it is."""
        return resources.text(self._table, f"print.{name}", **facts)

    def _print(self, copies: int) -> None:
        if self._form:
            self._paper = Paper(self._name, self._form.pdf, self._about, copies)
            self._tell("sending", copies=copies)
            self.printing.print(self._paper)

    def _is_made(self, form: "Form") -> None:
        self._form = form
        self._print(self._copies)

    def _is_drawn(self, image: PageImage) -> None:
        self.drawn.emit(image)

    def _is_printed(self, out: Printed) -> None:
        """Only its own: the printer is shared."""
        if out.paper is not self._paper or self._form is None:
            return
        self._paper = None
        if out.file:
            self._tell("saved", file=out.file.name)
        else:
            self._tell("sent", copies=out.paper.copies)
        self.out.emit(self._form, out.paper.copies)

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self.fail(error)

    def _tell(self, name: str, *, failed: bool = False, **facts: object) -> None:
        self.told.emit(self.words(name, **facts), failed)
