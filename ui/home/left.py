"""The left side of home: who comes, and the intake that was not finished."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.home.view import DraftCard
from ui.theme import look, restyled
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


class DraftSheet(QFrame):
    """The draft saved last, with the key that goes on with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sheet")
        self._text, self._more = Para("", "body", "ink2", width=200), Label("", "note", "ink2")
        self.go_on = KeyButton(_say("act.go_on"), "F6", size="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(4)
        column.addWidget(Label(_say("last_saved"), "note", "ink2", strong=True))
        column.addWidget(self._text)
        column.addWidget(self._more)
        column.addSpacing(4)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)

    def draw(self, card: DraftCard | None) -> None:
        """Show a draft; hidden while there is none."""
        self.setVisible(card is not None)
        if card:
            self._text.draw(f"**{card.name}**\n{card.note}")
            self._more.draw(card.more)
            self._more.setVisible(bool(card.more))


class HomeLeft(QFrame):
    """248 px wide, 288 with large type."""

    come = Signal()
    go_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self._come = KeyButton(_say("come.verb"), "F2", kind="main", size="first", icon="user-plus")
        self._come.clicked.connect(self.come)
        self._draft = DraftSheet()
        self._draft.go_on.clicked.connect(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._come)
        column.addStretch(1)
        column.addWidget(self._draft)
        self._fit()

    def draw(self, card: DraftCard | None) -> None:
        """Show the draft."""
        self._draft.draw(card)

    def focus_first(self) -> None:
        """Give the focus to who comes."""
        self._come.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.setFixedWidth(288 if look().large else 248)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()
