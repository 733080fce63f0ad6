"""What the bars say, kept fresh."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Jobs
from ui.shell.view import DeskState, ShellView, make_view
from ui.theme import Theme

REFRESH_MS = 30_000


class ShellModel(QObject):
    """Owns the view of the bars. `source` is asked in lane STORE for the state of the desk.

    `lock_asked()`: the officer goes away; `sync_asked()`: the page of the queue is wanted;
    `colleague_asked()`: somebody else shall be able to open the program; `applicant_asked()`: the applicant's screen
    is wanted, or not any more; `read_asked()`: what stands on it is to be read aloud; `whole_asked()`: the numbers of
    the page in work are wanted whole, or masked again.
    """

    shown = Signal(object)
    lock_asked = Signal()
    sync_asked = Signal()
    colleague_asked = Signal()
    applicant_asked = Signal()
    read_asked = Signal()
    whole_asked = Signal()

    def __init__(
        self, source: Callable[[], DeskState], jobs: Jobs, theme: Theme, *, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._source, self._jobs, self._theme, self._now = source, jobs, theme, now
        self._state, self._saving = DeskState("", ""), False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        jobs.changed.connect(self.refresh)
        theme.changed.connect(self._show)

    @property
    def view(self) -> ShellView:
        """What the bars show now."""
        look = self._theme.look
        return make_view(self._state, self._now(), saving=self._saving, dark=look.dark, large=look.large)

    def start(self) -> None:
        """Show the state now and keep it fresh."""
        self._timer.start(REFRESH_MS)
        self.refresh()

    def stop(self) -> None:
        """Ask no more; for a locked window."""
        self._timer.stop()

    def refresh(self) -> None:
        """Ask for the state of the desk and show it."""
        self._jobs.run(self._source, self._got)

    def _got(self, state: DeskState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        self.shown.emit(self.view)

    def set_saving(self, saving: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        """Say whether something typed is on its way to the disk."""
        if saving != self._saving:
            self._saving = saving
            self._show()

    def lock(self) -> None:
        """Ask for the lock."""
        self.lock_asked.emit()

    def open_sync(self) -> None:
        """Ask for the page of the queue."""
        self.sync_asked.emit()

    def add_colleague(self) -> None:
        """Ask for the sheet on which a colleague is added."""
        self.colleague_asked.emit()

    def open_applicant(self) -> None:
        """Ask for the applicant's screen, or for its end."""
        self.applicant_asked.emit()

    def read_aloud(self) -> None:
        """Ask for the voice, or for its silence."""
        self.read_asked.emit()

    def show_whole(self) -> None:
        """Ask for the numbers whole, or for their masks."""
        self.whole_asked.emit()

    def set_large(self, *, large: bool) -> None:
        """Change to large or to normal type."""
        self._theme.set_large(large=large)

    def toggle_dark(self) -> None:
        """Change between the dark and the light colours."""
        self._theme.set_dark(dark=not self._theme.look.dark)
