"""The parts of a page, each one key away, with how much there is in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.key_button import KeyButton


class Tabs(QFrame):
    """Parts by name; `chosen(name)`. The one that is shown has a frame."""

    chosen = Signal(str)

    def __init__(self, names: tuple[str, ...], keys: tuple[str, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 8)
        row.setSpacing(8)
        self.buttons = {name: KeyButton(name, key, size="small") for name, key in zip(names, keys, strict=True)}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            row.addWidget(button)
        row.addStretch(1)

    def draw(self, labels: dict[str, str], shown: str) -> None:
        """Show the words, and which part stands below."""
        for name, button in self.buttons.items():
            button.set_text(labels[name])
            button.set_kind("normal" if name == shown else "quiet")
