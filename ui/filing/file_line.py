"""A line about files that are brought: how far it is, an end to it, and the password of a PDF that wants one."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.capture.model import CaptureModel, CaptureView
from ui.filing.view import say
from ui.intake.notice_strip import ReasonLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided


class FileLine(QFrame):
    """Hidden while no file is in work."""

    def __init__(self, capture: CaptureModel) -> None:
        super().__init__()
        self.setProperty("ground", "sunk")
        self._capture = capture
        self._said = Elided("", "body", "ink2")
        self.stop = KeyButton(say("page.stop"), "", kind="quiet", size="small")
        self.password = ReasonLine(say("page.password"), say("page.unlock"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._said, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.password)
        self.stop.clicked.connect(capture.cancel)
        self.password.given.connect(self._unlock)
        self.hide()

    def draw(self, view: CaptureView) -> None:
        """Show what is in work."""
        files = view.files
        self.setVisible(bool(view.progress or files.locked))
        locked = say("page.locked_again" if files.was_wrong else "page.locked", name=files.locked)
        self._said.draw(locked if files.locked else view.progress)
        self.stop.setVisible(files.is_busy)
        self.password.setVisible(bool(files.locked))

    def _unlock(self, password: str) -> None:
        self._capture.unlock(password)
