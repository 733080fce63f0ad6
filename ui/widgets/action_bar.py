"""The bar at the foot of a page: back at the left, the one main button at the right, why it is off left of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided


class ActionBar(QFrame):
    """64 px high, with large type too; buttons by `left` and `right`."""

    def __init__(self, note: str = "") -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setProperty("edge", "top")
        self.setFixedHeight(64)
        self._said, self._right = note, list[KeyButton]()
        self._note = Elided(note, "body", "ink2")
        self._note.setAlignment(self._note.alignment() | Qt.AlignmentFlag.AlignRight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._note, 1)

    def left(self, button: KeyButton) -> KeyButton:
        """Add a button at the left, after those already there; give it back."""
        self._row.insertWidget(self._row.indexOf(self._note), button)
        return button

    def right(self, button: KeyButton) -> KeyButton:
        """Add a button at the right, the main one last; while it is off, its reason stands left of it."""
        self._row.addWidget(button)
        self._right.append(button)
        button.why_changed.connect(self._refresh)
        self._refresh()
        return button

    def note(self, text: str) -> None:
        """Say something left of the buttons; a reason why one is off goes first."""
        self._said = text
        self._refresh()

    def _refresh(self) -> None:
        reasons = [button.why for button in self._right if button.why]
        self._note.draw(reasons[-1] if reasons else self._said)
