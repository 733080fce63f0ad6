"""The line below the people where one more is typed in: name and number, or the card instead."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label


class AddingLine(QFrame):
    """`added(name, number)` at Enter after the number; `stopped()` at its button; Esc is the page's key."""

    added = Signal(str, str)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        say = resources.texts("intake")["adding"]
        self.name, self.number = Field(say["name"], label_width=0), Field(say["number"], label_width=0)
        self._done = KeyButton(say["done"], "Enter", bind=False)
        self._stop = KeyButton(say["stop"], "Esc", kind="quiet", bind=False)
        self._closing = False
        self._wrong = Label("", "note", "danger")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name, 2)
        row.addWidget(self.number, 3)
        row.addWidget(self._done)
        row.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._wrong)
        self.name.entered.connect(lambda: self.number.setFocus(Qt.FocusReason.TabFocusReason))
        self.number.entered.connect(self._add)
        self._done.clicked.connect(self._add)
        self._stop.clicked.connect(self.stopped)

    def _add(self) -> None:
        self.added.emit(self.name.text, self.number.text)

    def draw(self, *, shown: bool, wrong: str) -> None:
        """Open empty, or close; a sentence says what is wrong with the number."""
        if shown and self.isHidden():
            self.name.draw(FieldView())
            self.number.draw(FieldView())
            self.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not shown and self.isVisible():
            self._closing = True
            QTimer.singleShot(0, self._is_closed)
            self.hide()
        if shown:
            state = "wrong" if wrong else "normal"
            self.number.draw(FieldView(self.number.text, state))
            self._wrong.draw(wrong)
            self._wrong.setVisible(bool(wrong))
            self.setFixedHeight(self.sizeHint().height())

    def just_closed(self) -> bool:
        """Tell whether the line has just gone, so that the cursor returns to the tables."""
        return self._closing

    def _is_closed(self) -> None:
        self._closing = False
