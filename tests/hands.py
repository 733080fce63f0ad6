"""One page in a window of its own, and an officer's hands on its keys."""

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.jobs import Jobs

_NAMES = {"Enter": "Return", "Esc": "Escape", "PgUp": "PageUp", "PgDn": "PageDown", "Del": "Delete"}


class Hands:
    """A window with the page in it; whatever a key begins has come to its end when `press` returns."""

    def __init__(self, page: QWidget, jobs: Jobs, size: tuple[int, int]) -> None:
        self.jobs = jobs
        self.window = QMainWindow()
        self.window.setCentralWidget(page)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> Self:
        """Let everything that is under way come to its end."""
        for _ in range(3):
            QApplication.processEvents()
            self.jobs.wait(30)
        QApplication.processEvents()
        return self

    def press(self, *keys: str) -> Self:
        """Press keys by their names on whatever has the focus."""
        for key in keys:
            modifier = (
                Qt.KeyboardModifier.ControlModifier if key.startswith("Ctrl ") else Qt.KeyboardModifier.NoModifier
            )
            name = _NAMES.get(key, key.removeprefix("Ctrl "))
            QTest.keyClick(self.focus, getattr(Qt.Key, f"Key_{name}"), modifier)
            self.wait()
        return self

    def type(self, text: str) -> Self:
        """Type over what is marked: plain characters by keys, Chinese as an input method hands it over."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        return self.wait()

    @property
    def focus(self) -> QWidget:
        """What has the focus now."""
        return QApplication.focusWidget() or self.window

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.wait()
        self.window.deleteLater()
        QApplication.processEvents()
