"""What to do when the password is forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet


class ForgottenHelp(Sheet):
    """A sheet with the ways that there are; it goes when it is closed. `recovery_asked()`: the county is here."""

    recovery_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=480)
        say = resources.texts("unlock")["forgotten"]
        self.body.addWidget(Label(say["title"], "title", strong=True))
        self.body.addWidget(Para(say["text"], "body", "ink2", width=432))
        self._close = KeyButton(say["close"], "Esc")
        self._close.clicked.connect(self.close_sheet)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        self._recover = KeyButton(say["recover"], "F7")
        self._recover.clicked.connect(self._ask)
        foot.addWidget(self._recover)
        foot.addStretch(1)
        foot.addWidget(self._close)
        self.body.addLayout(foot)
        self.closed.connect(self.deleteLater)

    def _ask(self) -> None:
        self.close_sheet()
        self.recovery_asked.emit()

    def show_help(self) -> None:
        """Open it."""
        self.open(self._close)
