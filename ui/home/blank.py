"""What the middle of home shows when there is nothing to be done: a quiet word, or the first day's three things."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

import resources
from ui.home.view import HomeView
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


class HomeBlank(QFrame):
    """Draws the two empty states. `wanted(name)`: what may be made ready meanwhile."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._text = Label("", "head", strong=True), Para("", "body", "ink2", width=740)
        self._steps = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 28, 56, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addWidget(self._steps)
        self._blank_forms = KeyButton(_say("quiet.blank_forms"), kind="quiet", size="link", icon="printer")
        self._blank_forms.clicked.connect(lambda: self.wanted.emit("blank_forms"))
        column.addSpacing(4)
        column.addWidget(self._blank_forms, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._connected = Para("", "body", "ink2", width=640)
        self._tick = Icon("check", "accent", px=32)
        self._lay_out_steps()

    def _lay_out_steps(self) -> None:
        rows = QVBoxLayout(self._steps)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(HairLine())
        two, three = Label("2", "figure", "accent", strong=True), Label("3", "figure", "accent", strong=True)
        said = [Para(_say(f"new.{name}"), "body", "ink2", width=640) for name in ("first_text", "practise_text")]
        names = ("connected", "first", "practise")
        for sign, name, text in zip((self._tick, two, three), names, (self._connected, *said), strict=True):
            rows.addWidget(_step(sign, _say(f"new.{name}"), text))
            rows.addWidget(HairLine())

    def draw(self, view: HomeView, has: Callable[[str], bool]) -> None:
        """Show one of the two."""
        self._blank_forms.setVisible(has("blank_forms"))
        kind = "new" if view.kind == "new" else "quiet" if view.sees else "unseen"
        self._title.draw(_say(f"{kind}.title"))
        self._text.draw(_say(f"{kind}.text"))
        self._steps.setVisible(kind == "new")
        self._tick.draw("check" if view.computer else "wifi-off", "accent" if view.computer else "soon")
        self._connected.draw(view.computer or _say("new.not_yet"))


def _step(sign: QWidget, title: str, text: Para) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 12, 0, 12)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, 56)
    grid.setColumnStretch(1, 1)
    grid.addWidget(sign, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    grid.addWidget(Label(title, "title", strong=True), 0, 1)
    grid.addWidget(text, 1, 1)
    return box
