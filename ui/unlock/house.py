"""The coloured side of the unlock and set-up pages: mark, name, office, day."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.widgets.icon import Icon
from ui.widgets.label import Label
from ui.widgets.para import Para


class House(QFrame):
    """496 px wide, the only large area in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "accent")
        self.setFixedWidth(496)
        name = Label(resources.text("shell", "name"), "head", "on_accent", strong=True)
        name.setProperty("type", "house")
        self._office = Para("", "title", "on_accent", strong=True, width=384)
        self._day = Label("", "body", "on_accent")
        self._training = Para("", "body", "on_accent", width=384)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 64, 56, 40)
        column.setSpacing(0)
        mark = Icon("mark-flush", "on_accent", px=88)
        column.addWidget(mark)
        column.addSpacing(24)
        column.addWidget(name)
        column.addSpacing(8)
        column.addWidget(Label(resources.text("shell", "motto"), "title", "on_accent"))
        column.addStretch(1)
        column.addWidget(self._office)
        column.addSpacing(4)
        column.addWidget(self._day)
        column.addWidget(self._training)

    def draw(self, office: str, day: str, *, training: bool) -> None:
        """Show the office, the day, and whether this is for practice only."""
        self._office.draw(office)
        self._day.draw(day)
        self._training.draw(resources.text("shell", "training_tip") if training else "")
        self._training.setVisible(training)
