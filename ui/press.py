"""Prints several papers one after the other, on one printer: each is made when its turn comes."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printed, Printing

Make = Callable[[], Paper]  # outside the UI thread, and not in the store


class Press(QObject):
    """`went(done, all)` after each paper, `stopped(error)` when one did not come out: `go_on` tries it again."""

    went = Signal(int, int)
    stopped = Signal(object)

    def __init__(self, jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._jobs, self._printing = jobs, printing
        self._waiting, self._all = deque[Make](), 0
        self._chosen: str | None = None
        self._paper: Paper | None = None
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    @property
    def busy(self) -> bool:
        """Whether papers are still to come out."""
        return bool(self._waiting)

    def print(self, papers: tuple[Make, ...]) -> None:
        """Print these papers."""
        self._waiting, self._all, self._chosen = deque(papers), len(papers), None
        self.go_on()

    def go_on(self) -> None:
        """Print the next paper; the one that did not come out is tried again."""
        if self._waiting:
            self._jobs.run(self._waiting[0], done=self._is_made, failed=self._is_not_made, lane=FREE)

    def give_up(self) -> None:
        """Print no more."""
        self._waiting.clear()
        self._paper = None

    def owns(self, paper: Paper) -> bool:
        """Tell whether a paper for which a printer is asked is one of these."""
        return paper is self._paper

    def choose(self, name: str) -> None:
        """Print on the printer that was chosen, and all that are still to come too."""
        self._chosen = name
        if self._paper:
            self._printing.choose(self._paper, name)

    def _is_made(self, paper: Paper) -> None:
        if not self._waiting:
            return  # given up meanwhile
        self._paper = paper
        if self._chosen is None:
            self._printing.print(paper)
        else:
            self._printing.choose(paper, self._chosen)

    def _is_printed(self, out: Printed) -> None:
        if out.paper is not self._paper:
            return
        self._paper = None
        self._waiting.popleft()
        self.went.emit(self._all - len(self._waiting), self._all)
        self.go_on()

    def _is_not_made(self, error: BaseException) -> None:
        self.stopped.emit(error)

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self._paper = None
            self.stopped.emit(error)
