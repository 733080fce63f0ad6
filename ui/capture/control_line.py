"""One control of a camera: what it is set to, less, more, and by itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label

if TYPE_CHECKING:
    from app.capture.controls import Control

NAMES = ("exposure", "focus", "brightness")
_NAME, _VALUE = 56, 64


class ControlLine(QWidget):
    """Draws a Control; `stepped(name, steps)`, with None for leaving it to the camera."""

    stepped = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        called = _say(f"control.{name}")
        label, self._value = Label(called, "body", "ink2"), Label("", "body")
        label.setFixedWidth(_NAME)
        self._value.setFixedWidth(_VALUE)
        self.less, self.more, self.auto = (KeyButton(_say(word), size="small") for word in ("less", "more", "auto"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (label, self._value, self.less, self.more, self.auto):
            row.addWidget(widget)
        row.addStretch(1)
        for button, word in ((self.less, "less"), (self.more, "more"), (self.auto, "auto")):
            button.setAccessibleName(_say("spoken", control=called, word=_say(word)))
        self.less.clicked.connect(lambda: self.stepped.emit(self._name, -1))
        self.more.clicked.connect(lambda: self.stepped.emit(self._name, 1))
        self.auto.clicked.connect(lambda: self.stepped.emit(self._name, None))

    def draw(self, control: "Control") -> None:
        """Show how it stands."""
        self._value.draw(_say("auto") if control.auto else f"{control.value:g}")
        self.auto.setVisible(control.auto is not None)
        self.auto.setEnabled(not control.auto)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("picture", f"camera.{name}", **facts)
