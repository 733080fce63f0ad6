"""The question who confirms: two choices, each with what hangs on it, and neither of them taken beforehand."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.widgets.check import Check
from ui.widgets.key_cap import KeyCap
from ui.widgets.label import Label
from ui.widgets.para import Para

_KEYS: Final = {"county": "1", "township": "2"}
_INDENT: Final = 40


def _say(name: str) -> str:
    return resources.text("setup", f"confirmer.{name}")


class ConfirmerChoice(QWidget):
    """`chosen(confirmer)` with 1, 2, the space bar or the mouse; `entered()` with Enter, to go on."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wrong = Para("", "note", "danger")
        self._checks = {name: Check(_say(name), round_=True) for name in _KEYS}
        self._caps = {name: KeyCap(key) for name, key in _KEYS.items()}
        self.setFocusProxy(self._checks["county"])
        self.setAccessibleName(_say("question"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        question: QWidget = Label(_say("question"), "body", strong=True)
        column.addWidget(question)
        for name, check in self._checks.items():
            check.clicked.connect(partial(self._choose, name))
            check.installEventFilter(self)
            column.addLayout(self._row(name, check))
        column.addWidget(Para(_say("hint"), "note", "ink2"))
        column.addWidget(self._wrong)

    def draw(self, confirmer: str, wrong: str) -> None:
        """Show what was chosen, and what is wrong with it."""
        for name, check in self._checks.items():
            check.setChecked(name == confirmer)
        self._wrong.draw(wrong)
        self._wrong.setVisible(bool(wrong))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with 1 and 2; go on with Enter, since a choice itself takes only the space bar."""
        by_key = {key: name for name, key in _KEYS.items()}
        if event.text() in by_key:
            self._checks[by_key[event.text()]].setFocus()
            self.chosen.emit(by_key[event.text()])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the keys while they work: a digit that is typed into a field is a digit."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            for cap in self._caps.values():
                cap.setVisible(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _row(self, name: str, check: Check) -> QVBoxLayout:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        room = self._caps[name].sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._caps[name].setSizePolicy(room)
        self._caps[name].hide()
        choice.addWidget(self._caps[name])
        choice.addWidget(check)
        choice.addStretch(1)
        note = QHBoxLayout()
        note.addSpacing(_INDENT)
        note.addWidget(Para(_say(f"{name}_means"), "note", "ink2"), 1)
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addLayout(choice)
        row.addLayout(note)
        return row

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
