"""The whole window at a made-up township's desk, and an officer's fingers on its keys."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.desk import Desk
from app.store.values import VisitRow
from tests.store.township import MORNING
from ui.desk_pages import DeskPages, Frame
from ui.jobs import Jobs
from ui.problems import Problems
from ui.shell.model import ShellModel
from ui.shell.view import DeskState
from ui.shell.window import ShellWindow
from ui.theme import Theme

_NAMES = {"Enter": "Return", "Esc": "Escape", "PgDn": "PageDown", "PgUp": "PageUp"}


class AtTheDesk:
    """Everything that is there after unlocking, on a real store; no county can be reached."""

    def __init__(self, desk: Desk, jobs: Jobs, problems: Problems, theme: Theme) -> None:
        self.desk, self.jobs = desk, jobs
        self.shell = ShellModel(self._state, jobs, theme, now=lambda: MORNING)
        self.window = ShellWindow(self.shell)
        self.window.resize(1366, 768)
        self.pages = DeskPages(Frame(self.window, self.shell, jobs, problems), desk)
        self.pages.syncing.stop()
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.pages.show_home()
        self.wait()

    def _state(self) -> DeskState:
        return self.pages.state()

    @property
    def page(self) -> str:
        """The name of the page shown now."""
        return self.window.page

    def shown(self, kind: type) -> Any:
        """Give the page of a class that is on the glass."""
        found: list[Any] = self.window.findChildren(kind)
        return next(one for one in found if one.isVisible())

    def visits(self) -> tuple[VisitRow, ...]:
        """Give the lines of today."""
        return self.desk.store.visits(self.desk.today())

    def press(self, *keys: str) -> "AtTheDesk":
        """Press keys by the names on their caps."""
        for name in keys:
            *held, key = name.split(" ")
            modifier = Qt.KeyboardModifier.ControlModifier if held else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.focus, getattr(Qt.Key, f"Key_{_NAMES.get(key, key)}"), modifier)
            self.wait()
        return self

    def say(self, text: str) -> "AtTheDesk":
        """Type as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)
        return self.wait()

    def wait(self) -> "AtTheDesk":
        """Let everything that is under way come to its end."""
        for _ in range(3):
            QApplication.processEvents()
            self.jobs.wait(30)
        return self

    @property
    def focus(self) -> QWidget:
        """What has the focus now."""
        return QApplication.focusWidget() or self.window

    def shot(self, path: Path) -> None:
        """Save what is on the glass."""
        self.wait()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Leave everything."""
        self.shell.stop()
        self.pages.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
