"""Makes one paper, sends it to the printer and says in words how far it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable
from ui.jobs import Jobs
from ui.printing import Paper, Printed, Printing
from ui.problems import sentence

if TYPE_CHECKING:
    from app.forms.form import Form


class OnePaper(QObject):
    """`paper` is the one that is on its way, or None.

    `said(words)`: from ``print.making`` to ``print.printed`` or ``print.saved`` of a table of texts, or why not.
    """

    said = Signal(str)

    def __init__(self, jobs: Jobs, printing: Printing, table: str) -> None:
        super().__init__()
        self._jobs, self._printing, self._table = jobs, printing, table
        self.paper: Paper | None = None
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    def print(self, make: Callable[[], "Form"], about: str, people: int, **facts: str) -> None:
        """Make a paper outside the UI thread and print it; `facts` go into its name, ``print.paper``."""
        name = self._text("paper", **facts)
        self._say("making")
        self._jobs.run(make, done=lambda form: self._is_made(name, form, about, people), failed=self._is_not_made)

    def _is_made(self, name: str, form: "Form", about: str, people: int) -> None:
        self.paper = Paper(name, form.pdf, about, people=people)
        self._say("sending")
        self._printing.print(self.paper)

    def _is_printed(self, out: Printed) -> None:
        """Only a paper of this one: the printer is shared."""
        if out.paper is self.paper:
            self.paper = None
            self._say("saved", file=out.file.name) if out.file else self._say("printed")

    def _is_not_printed(self, error: BaseException) -> None:
        if self.paper:
            self._is_not_made(error)

    def _is_not_made(self, error: BaseException) -> None:
        """What is shown is there whatever the printer does; a bug goes its own way."""
        if not isinstance(error, Refused | Unavailable):
            raise error
        self.paper = None
        self.said.emit(sentence(error))

    def _say(self, name: str, **facts: str) -> None:
        self.said.emit(self._text(name, **facts))

    def _text(self, name: str, **facts: str) -> str:
        return resources.text(self._table, f"print.{name}", **facts)
