"""What to do when the password is forgotten."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.pc_keys.act import Act
from ui.pc_keys.sheet import ActSheet
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet


class ForgottenHelp(Sheet):
    """A sheet with the ways that there are; it goes when it is closed. `recovering`: what the county's way asks."""

    def __init__(self, window: QWidget, recovering: Callable[[], Act]) -> None:
        super().__init__(window, width=480)
        self._under, self._recovering = window, recovering
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
        """The county is here with its key."""
        self.close_sheet()
        ActSheet(self._under, self._recovering(), reads="key").show_sheet()

    def show_help(self) -> None:
        """Open it."""
        self.open(self._close)
