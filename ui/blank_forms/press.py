"""Prints a pad of blank forms one after the other, on one printer."""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.case_number import short
from app.rules.deadlines import deadlines
from ui.blank_forms.view import say
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printed, Printing

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk


class Press(QObject):
    """`went(done, all)` after each form, `stopped(error)` when one did not come out: `go_on` tries it again."""

    went = Signal(int, int)
    stopped = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self._printing = desk, jobs, printing
        self._waiting, self._all = deque[str](), 0
        self._chosen: str | None = None
        self._paper: Paper | None = None
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    @property
    def busy(self) -> bool:
        """Whether forms are still to come out."""
        return bool(self._waiting)

    def print(self, numbers: tuple[str, ...]) -> None:
        """Print the forms with these numbers."""
        self._waiting, self._all, self._chosen = deque(numbers), len(numbers), None
        self.go_on()

    def go_on(self) -> None:
        """Print the next form; the one that did not come out is tried again."""
        if self._waiting:
            number = self._waiting[0]
            self._jobs.run(lambda: self._make(number), done=self._is_made, failed=self.stopped.emit, lane=FREE)

    def give_up(self) -> None:
        """Print no more; the numbers stay reserved and stand on the pad."""
        self._waiting.clear()
        self._paper = None

    def owns(self, paper: Paper) -> bool:
        """Tell whether a paper for which a printer is asked is one of these."""
        return paper is self._paper

    def choose(self, name: str) -> None:
        """Print on the printer that was chosen, and all the others of this pad too."""
        self._chosen = name
        if self._paper:
            self._printing.choose(self._paper, name)

    def _make(self, number: str) -> tuple[str, "Form"]:
        from app.forms.blank import make_blank  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk = self._desk
        days = deadlines(desk.today(), desk.office.confirmer).working_days
        today = desk.today().isoformat()
        return number, make_blank(number, desk.office, today, legal_days=days, training=desk.training)

    def _is_made(self, made: tuple[str, "Form"]) -> None:
        number, form = made
        self._paper = Paper(say("print.paper", number=short(number)), form.pdf)
        if self._chosen is None:
            self._printing.print(self._paper)
        else:
            self._printing.choose(self._paper, self._chosen)

    def _is_printed(self, out: Printed) -> None:
        if out.paper is not self._paper:
            return
        self._paper = None
        self._waiting.popleft()
        self.went.emit(self._all - len(self._waiting), self._all)
        self.go_on()

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self._paper = None
            self.stopped.emit(error)
