"""作废: why a form will not be used, in one line above the pad."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.domain.case_number import short
from ui.blank_forms.view import say
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states


class SpoilLine(QFrame):
    """Hidden while nothing is being spoilt; `given(reason)` at Enter. Esc of the page leaves it."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="soon")
        self._title, self._number = Label(""), ""
        self.reason = Field(say("spoil.reason"), placed="none")
        self.go = KeyButton(say("spoil.go"), "Enter", kind="danger", size="small", bind=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.reason, 1)
        row.addWidget(self.go)
        self.go.clicked.connect(lambda: self.given.emit(self.reason.text))
        self.reason.entered.connect(lambda: self.given.emit(self.reason.text))

    def draw(self, number: str) -> None:
        """Ask about a number; the usual reason stands there, ready to be typed over."""
        begins, self._number = number and number != self._number, number
        self.setVisible(bool(number))
        if begins:
            self._title.draw(say("spoil.title", number=short(number)))
            self.reason.draw(FieldView(say("spoil.usual")))
