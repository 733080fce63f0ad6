"""Prints the page of each who has still to sign in a case: somebody came to sign and has no paper along."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft
from app.errors import Refused, Unavailable
from app.services import filing
from ui.filing.view import say
from ui.jobs import FREE, Jobs
from ui.press import Make, Press
from ui.printing import Paper, Printing
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk


class PagesToSign(QObject):
    """`said(sentence)` about what comes out of the printer, and when it does not."""

    said = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, problems: Problems, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self._problems = desk, jobs, problems
        self.printing, self.press = printing, Press(jobs, printing)
        self.press.went.connect(self._went)
        self.press.stopped.connect(self._stopped)

    def print(self, case_id: str) -> None:
        """Print the pages of a case; nothing while some are on their way."""
        if case_id and not self.press.busy:
            self.said.emit(say("print.making"))
            self._jobs.run(lambda: filing.unsigned(self._desk, case_id), done=self._is_read, failed=self._stopped)

    def choose(self, name: str) -> None:
        """Print on the printer that was chosen."""
        self.press.choose(name)

    def choose_none(self) -> None:
        """Print nothing."""
        self.press.give_up()
        self.said.emit(say("print.unsent"))

    def _is_read(self, found: tuple[Draft, date] | None) -> None:
        if found:
            subject = f"case:{found[0].id}"
            self._jobs.run(
                lambda: filing.pages_to_sign(self._desk, *found),
                done=lambda forms: self._are_made(forms, subject),
                failed=self._stopped,
                lane=FREE,
            )

    def _are_made(self, forms: "tuple[Form, ...]", subject: str) -> None:
        self.press.print(tuple(_paper(form, self._desk.today().isoformat(), subject) for form in forms))

    def _went(self, done: int, count: int) -> None:
        self.said.emit(say("print.went", done=done, count=count))

    def _stopped(self, error: BaseException) -> None:
        self.press.give_up()
        if isinstance(error, Refused | Unavailable):
            self.said.emit(sentence(error))
        else:
            self._problems.show(error)


def _paper(form: "Form", day: str, subject: str) -> Make:
    return lambda: Paper(say("print.paper", day=day), form.pdf, subject)
