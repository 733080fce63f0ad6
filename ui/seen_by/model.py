"""Whose file is asked about, who saw it, and the paper for the person."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services import seen_by
from ui.jobs import Jobs
from ui.one_paper import OnePaper
from ui.printing import Printing
from ui.problems import sentence
from ui.seen_by.view import SeenByView, found_view

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.seen_by import SeenBy

_CHANGES = frozenset({"journal", "outbox"})


class SeenByModel(QObject):
    """`shown(SeenByView)`; `back_asked()`. `printing` asks for a printer the first time."""

    shown = Signal(object)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self.printing, self._view = desk, jobs, printing, SeenByView()
        self._found: SeenBy | None = None
        self.paper = OnePaper(jobs, printing, "inspect")
        self.paper.said.connect(self._say)

    @property
    def view(self) -> SeenByView:
        """What the page shows now."""
        return self._view

    def type(self, text: str) -> None:
        """Take what is typed; what was found about another person goes."""
        self._found = None
        self._show(SeenByView(text))

    def ask(self) -> None:
        """Look who saw the file; that it was asked is written down."""
        desk, typed = self._desk, self._view.typed
        if not self._view.busy:
            self._show(SeenByView(typed, busy=True))
            self._jobs.run(
                lambda: seen_by.seen_by(desk, typed), done=self._is_found, failed=self._is_refused, changes=_CHANGES
            )

    def print(self) -> None:
        """Print it for the person."""
        desk, found = self._desk, self._found
        if found is not None:
            self.paper.print(lambda: seen_by.paper(desk, found), found.subjects[0], 1)

    def _is_found(self, found: "SeenBy") -> None:
        self._found = found
        self._show(found_view(self._view.typed, found))

    def _is_refused(self, error: BaseException) -> None:
        self._show(replace(self._view, busy=False))
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._show(replace(self._view, wrong=sentence(error)))

    def _say(self, said: str) -> None:
        self._show(replace(self._view, said=said))

    def _show(self, view: SeenByView) -> None:
        self._view = view
        self.shown.emit(view)
