"""The window program of one installation: which page is shown when, and what lives how long."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app import clock, settings
from app.starts import Starts
from ui.clipboard import ClipboardGuard
from ui.garbage import delete_now
from ui.gate import Gate, Installer
from ui.idle import Idle
from ui.jobs import FREE, Jobs
from ui.problems import Problems
from ui.setup.model import SetupModel
from ui.setup.window import SetupPage
from ui.shell.model import ShellModel
from ui.shell.view import DeskState
from ui.shell.window import ShellWindow
from ui.theme import Look, Theme
from ui.unlock.model import UnlockModel
from ui.unlock.window import UnlockPage

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.desk_pages import DeskPages

UNLOCK: Final = "unlock"
SETUP: Final = "setup"
TIDY_MS: Final = 1_000  # behind the lock, once it is drawn
WELL_MS: Final = 500  # a page that stands so long has been drawn


class Program(QObject):
    """Builds everything that lives as long as the program; `desk` what lives once somebody has unlocked."""

    def __init__(self, application: QApplication, data: Path, *, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()
        self.data, self._now = data, now
        remembered = settings.load(data)
        self.theme = Theme(application, dark=remembered.dark, large=remembered.large)
        self.problems = Problems()
        self.jobs = Jobs(self.problems.show)
        self.starts = Starts.of()
        self.gate = Gate(data, starts=self.starts)
        self.shell = ShellModel(self._state, self.jobs, self.theme, now=now)
        self.window = ShellWindow(self.shell)
        self.unlock = UnlockModel(self.gate, self.jobs, self.theme, now=now)
        self.setup = SetupModel(Installer(data), self.jobs)
        self.desk: DeskPages | None = None
        self.idle = Idle(self.window, remembered.idle_minutes)
        self.clipboard = ClipboardGuard(self)
        self._build()

    def _build(self) -> None:
        self.window.add_page(UNLOCK, UnlockPage(self.unlock), bare=True)
        self.problems.quiet.connect(self.window.say_quietly)
        self.problems.refused.connect(self.window.show_refusal)
        self.problems.broken.connect(self.window.show_bug)
        self.theme.changed.connect(self._remember_look)
        self.unlock.opened.connect(self._opened)
        self.unlock.recovered.connect(self.window.say)
        self.setup.done.connect(self._ask_password)
        self.shell.lock_asked.connect(self.lock)
        self.shell.sync_asked.connect(self._show_sync)
        self.idle.passed.connect(self.lock)

    def start(self) -> None:
        """Show the first page: the set-up where there is no installation yet, else who may unlock."""
        from app.services import session  # noqa: PLC0415 - after the first window is built

        if session.is_set_up(self.data):
            self._ask_password()
        else:
            from ui.setup.given import given  # noqa: PLC0415 - needed once in an installation's life

            self.setup.begin(given())
            self.window.add_page(SETUP, SetupPage(self.setup), bare=True)
            self.window.show_page(SETUP)
        self.jobs.run(_load_ahead, done=_nothing, lane=FREE)
        QTimer.singleShot(WELL_MS, self, self.starts.shown)

    def lock(self) -> None:
        """Hide everything and ask for a password; the store stays open and sending goes on."""
        if self.window.page not in {UNLOCK, SETUP}:
            self.shell.stop()
            self.window.shield.lift()
            self.clipboard.clear()
            if self.desk:
                self.desk.go_behind_lock()
            self._ask_password()
            QTimer.singleShot(TIDY_MS, self.jobs, self.jobs.tidy)

    def close(self) -> None:
        """End: what waits for the store is still written, nothing stays on the clipboard."""
        self.clipboard.clear()
        self.idle.stop()
        if self.desk:
            self.desk.close()
        self.jobs.close()
        if self.desk:
            self.desk.syncing.hang_up()
        self.gate.close()
        self.window.close()
        delete_now(self.window)

    def _show_sync(self) -> None:
        if self.desk:
            self.desk.show_sync()

    def _ask_password(self) -> None:
        self.window.show_page(UNLOCK)
        self.unlock.start()

    def _opened(self, desk: "Desk") -> None:
        if self.desk is None:
            from ui.desk_pages import DeskPages  # noqa: PLC0415 - see `_load_ahead`
            from ui.frame import Frame  # noqa: PLC0415 - as above

            frame = Frame(self.window, self.shell, self.jobs, self.problems, self.clipboard)
            self.desk = DeskPages(frame, desk)
            self.gate.waiting = self.desk.waiting
        self.desk.welcome(desk)
        self.shell.start()
        self.idle.start()
        QTimer.singleShot(WELL_MS, self, lambda: self._is_well(desk))

    def _is_well(self, desk: "Desk") -> None:
        """Somebody is at the desk: this version works here, and nobody goes back to the one of before."""
        self.starts.well()
        self.jobs.run(desk.store.stay, done=_nothing)

    def _state(self) -> DeskState:
        """Give what the bars show. In the store's lane."""
        return self.desk.state() if self.desk else DeskState("", "")

    def _remember_look(self, look: Look) -> None:
        changes = {"dark": look.dark, "large": look.large}
        self.jobs.run(lambda: settings.remember(self.data, **changes), done=lambda _kept: None)


def _load_ahead() -> None:
    """Load what the desk needs while the officer types a password: the first window must not wait for it."""
    import app.store.store  # noqa: F401, PLC0415 - as it says
    import ui.desk_pages  # noqa: F401, PLC0415 - as it says


def _nothing(_result: object) -> None:
    """Nobody waits for what was loaded ahead."""
