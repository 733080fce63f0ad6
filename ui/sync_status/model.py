"""The queue as the officer sees it, kept fresh while its page is open."""

from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

import resources
from app import clock
from ui.jobs import FREE, Jobs
from ui.sync_status.facts import QueueFacts, QueueReads, Sender, SyncState, read
from ui.sync_status.line import Line
from ui.sync_status.view import SyncView, make_view

LOOK_MS = 1_000
CONCERNS = frozenset({"queue", "journal", "cases", "documents"})


class SyncModel(QObject):
    """Owns the view of the page; `case_asked(id)`, `stick_asked()` and `back_asked()` lead away from it.

    `line` is how the officer wants the line to be used; `report` writes a machine report to a file; `note` writes
    down, in the store's lane, that so many people were named.
    """

    shown = Signal(object)
    case_asked = Signal(str)
    back_asked = Signal()
    stick_asked = Signal()

    def __init__(
        self,
        store: QueueReads,
        sender: Sender,
        jobs: Jobs,
        line: Line,
        report: Callable[[Path], None],
        *,
        now: Callable[[], datetime],
        note: Callable[[int], None] = lambda _count: None,
    ) -> None:
        super().__init__()
        self._store, self._sender, self._jobs, self._now, self._note = store, sender, jobs, now, note
        self.line, self._report, self._said = line, report, ""
        self._facts: QueueFacts | None = None
        self._state, self._asked = SyncState(), False
        self._view = SyncView()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        jobs.changed.connect(self._changed)
        line.done.connect(self._tell)

    @property
    def view(self) -> SyncView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read the queue now, and keep looking how the sending stands."""
        self._timer.start()
        self.refresh()

    def stop(self) -> None:
        """Look no more; for when the page is left."""
        self._timer.stop()
        self._said = ""

    def refresh(self) -> None:
        """Read the queue; one reading at a time is enough."""
        if not self._asked:
            self._asked = True
            self._jobs.run(self._read, self._got, self._failed)

    def _read(self) -> Generator[None, None, QueueFacts]:
        facts = yield from read(self._store)
        self._note(facts.people)
        return facts

    def look(self) -> None:
        """See how the sending stands; the queue is read again when that has changed."""
        before, self._state = self._state, self._sender.state()
        self._show()
        if before.lasting != self._state.lasting:
            self.refresh()

    def send_now(self) -> None:
        """Try at once."""
        self._sender.send_now()
        self.look()

    @property
    def report_name(self) -> str:
        """How the file of a machine report is called, unless the officer wants it otherwise."""
        return resources.text("sync", "report.file", day=clock.local_date(self._now()).isoformat())

    def save_report(self, file: Path) -> None:
        """Write a machine report to a file; takes some seconds where the county does not answer."""
        done = resources.text("sync", "reported", file=file.name)
        self._jobs.run(lambda: self._report(file), lambda _written: self._tell(done), lane=FREE)

    def choose(self, key: str) -> None:
        """Open the case of a row; a row without one stays where it is."""
        kind, _, name = key.partition(":")
        if kind == "case":
            self.case_asked.emit(name)

    def back(self) -> None:
        """Leave the page."""
        self.back_asked.emit()

    def _tell(self, said: str) -> None:
        self._said = said
        self.look()

    def _changed(self, kinds: frozenset[str]) -> None:
        if self._timer.isActive() and kinds & CONCERNS:
            self.refresh()

    def _got(self, facts: QueueFacts) -> None:
        self._asked, self._facts, self._state = False, facts, self._sender.state()
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._asked = False
        self._jobs.problem(error)

    def _show(self) -> None:
        if self._facts is None:
            return
        view = make_view(self._facts, self._state, self._now(), self._said)
        if view != self._view:
            self._view = view
            self.shown.emit(view)
