"""The left side of home: who comes, and the intake that was not finished."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.home.view import DraftCard
from ui.theme import look, restyled
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para

_LOW = 640  # px of height below which the draft is told in fewer lines


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


class DraftSheet(QFrame):
    """The draft saved last, with the key that goes on with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "sheet")
        self._card: DraftCard | None = None
        self._is_low = False
        self._text, self._more = Para("", "body", "ink2", width=200), Label("", "note", "ink2")
        self.go_on = KeyButton(_say("act.go_on"), "F6", size="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(2)
        self._title = Label(_say("last_saved"), "note", "ink2", strong=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._more)
        column.addSpacing(4)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)

    def draw(self, card: DraftCard | None) -> None:
        """Show a draft; hidden while there is none."""
        self._card = card
        self.setVisible(card is not None)
        if card:
            is_tight = look().large or self._is_low
            self._text.draw(f"**{card.name}**" if is_tight else f"**{card.name}**\n{card.note}")
            self._more.draw(card.more)
            self._more.setVisible(bool(card.more) and not is_tight)  # the list below tells it as well
            self._title.setVisible(not is_tight)  # the button says what it is

    def fit(self, *, low: bool) -> None:
        """Show less where the window is low."""
        if low != self._is_low:
            self._is_low = low
            self.draw(self._card)

    def changeEvent(self, event: QEvent) -> None:
        """Show as much as there is room for under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self.draw(self._card)


# What is offered at the left, by its name in the desk: key, icon. The first is the main one.
WAYS: Final = {
    "visit": ("F2", "user-plus"),
    "urgent": ("F3", "siren"),
    "file": ("F4", "scan-line"),
    "find": ("Ctrl K", "search"),
    "rounds": ("O", "footprints"),
    "inspect": ("F7", "history"),
    "stick": ("F8", "usb"),
    "backup": ("F9", "hard-drive"),
    "pc_keys": ("F10", "lock"),
}
# What is offered only to somebody for whom that other way does not lead anywhere: an inspector, who looks after the
# machines.
INSTEAD: Final = {"inspect": "visit", "stick": "find", "backup": "find", "pc_keys": "find"}


class HomeLeft(QFrame):
    """248 px wide, 288 with large type. `come(name)`: one of `WAYS`."""

    come = Signal(str)
    go_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self._ways = {name: _way(name, first=name == "visit") for name in WAYS}
        self._draft = DraftSheet()
        self._draft.go_on.clicked.connect(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 8)
        column.setSpacing(8)
        for name, button in self._ways.items():
            button.clicked.connect(lambda _=False, name=name: self.come.emit(name))
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._draft)
        self._fit()

    def draw(self, card: DraftCard | None, has: Callable[[str], bool]) -> None:
        """Show the draft, and the ways that lead somewhere."""
        self._draft.draw(card)
        for name, button in self._ways.items():
            button.setVisible(has(name) and not (name in INSTEAD and has(INSTEAD[name])))

    def focus_first(self) -> None:
        """Give the focus to who comes, or to whatever is offered first."""
        first = self._first()
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_first_focus(self) -> bool:
        """Tell whether the focus is on what is offered first."""
        first = self._first()
        return first is not None and first.hasFocus()

    def _first(self) -> KeyButton | None:
        return next((one for one in self._ways.values() if not one.isHidden()), None)

    def _fit(self) -> None:
        self.setFixedWidth(288 if look().large else 248)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the draft as there is room for."""
        super().resizeEvent(event)
        self._draft.fit(low=self.height() < _LOW)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()


def _way(name: str, *, first: bool) -> KeyButton:
    key, icon = WAYS[name]
    kind, size = ("main", "first") if first else ("normal", "action")
    # Ctrl K is the top bar's: a key of two buttons at once would be nobody's.
    return KeyButton(_say(f"come.{name}"), key, kind=kind, size=size, icon=icon, bind=name != "find")
