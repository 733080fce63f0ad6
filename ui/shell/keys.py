"""F1: the keys that work now, gathered from what is on the glass."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

import resources
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import KeyCap
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

_PER_COLUMN = 8


def keys_now(page: QWidget) -> list[tuple[str, str]]:
    """Give (key, verb) of every button of `page` that can be pressed now by a key, in the order of the page.

    A page may add keys that belong to no button by a method `keys()`.
    """
    buttons = [one for one in page.findChildren(KeyButton) if one.key and one.isVisible() and one.isEnabled()]
    more = getattr(page, "keys", None)
    found = [(button.key, button.verb) for button in buttons]
    return list(dict.fromkeys([*found, *(more() if callable(more) else ())]))


class KeysHelp(Sheet):
    """The overlay; it is made anew at each F1."""

    def __init__(self, window: QWidget, page: Sequence[tuple[str, str]], always: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, width=640)
        say = resources.texts("shell")["keys"]
        self.body.addWidget(Label(say["title"], "title", strong=True))
        self.body.addWidget(HairLine())
        self.body.addLayout(_grid(page))
        if not page:
            self.body.addWidget(Label(say["none"], "body", "ink2"))
        self.body.addWidget(HairLine())
        self.body.addLayout(_grid(always))
        self._close = KeyButton(say["close"], "Esc")
        self._close.clicked.connect(self.close_sheet)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addStretch(1)
        foot.addWidget(self._close)
        self.body.addLayout(foot)
        self.closed.connect(self.deleteLater)

    def show_keys(self) -> None:
        """Open it."""
        self.open(self._close)


def _grid(keys: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    rows = max(1, min(_PER_COLUMN, (len(keys) + 1) // 2))
    for number, (key, verb) in enumerate(keys):
        row, column = number % rows, number // rows * 2
        grid.addWidget(KeyCap(key), row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Label(verb), row, column + 1)
        grid.setColumnStretch(column + 1, 1)
    return grid
