"""A receipt's code as it is typed, and what the journal says to it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services import receipt_check
from ui.jobs import Jobs
from ui.problems import sentence
from ui.receipt_check.view import CheckView, found_view

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.receipt_check import Checked


class CheckModel(QObject):
    """`shown(CheckView)`; `case_asked(id)`; `back_asked()`."""

    shown = Signal(object)
    case_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._view = desk, jobs, CheckView()

    @property
    def view(self) -> CheckView:
        """What the page shows now."""
        return self._view

    def type(self, text: str) -> None:
        """Take what is typed; a finding about another code goes."""
        self._show(CheckView(text))

    def check(self) -> None:
        """Hold the code against the journal."""
        desk, typed = self._desk, self._view.typed
        if not self._view.busy:
            self._show(CheckView(typed, busy=True))
            self._jobs.run(lambda: receipt_check.check(desk, typed), done=self._is_checked, failed=self._is_refused)

    def _is_checked(self, found: "Checked") -> None:
        self._show(found_view(self._view.typed, found))

    def _is_refused(self, error: BaseException) -> None:
        self._show(replace(self._view, busy=False))
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._show(replace(self._view, wrong=sentence(error)))

    def _show(self, view: CheckView) -> None:
        self._view = view
        self.shown.emit(view)
