"""The acceptance itself: once at a time, beside the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft
from app.errors import Refused, Unavailable
from app.services import intake
from ui.jobs import Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"drafts", "cases", "tasks", "outbox"})


class Accepting(QObject):
    """`done(Accepted)`, or `refused(sentence)`: nothing was accepted then and nothing is lost."""

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, problems: Problems) -> None:
        super().__init__()
        self._desk, self._jobs, self._problems = desk, jobs, problems
        self.busy = False

    def run(self, draft: Draft) -> None:
        """Accept a draft."""
        self.busy = True
        self._jobs.run(
            lambda: intake.accept(self._desk, draft), done=self.done.emit, failed=self._is_refused, changes=CHANGES
        )

    def _is_refused(self, error: BaseException) -> None:
        self.busy = False
        if not isinstance(error, Refused):
            self._problems.show(error)
        self.refused.emit(sentence(error) if isinstance(error, Refused | Unavailable) else "")
