"""The strip over a step: another case of the same person, or a refusal; with a line for a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.intake.view import Notice
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.strip import Strip


class ReasonLine(QWidget):
    """A line to write a reason in; `given(text)` at Enter or the button."""

    given = Signal(str)

    def __init__(self, label: str, verb: str) -> None:
        super().__init__()
        self.field = Field(label, label_width=0)
        self._button = KeyButton(verb, "Enter", bind=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        self.field.entered.connect(self._give)
        self._button.clicked.connect(self._give)
        self.setFocusProxy(self.field)

    def _give(self) -> None:
        self.given.emit(self.field.text)


class NoticeStrip(QWidget):
    """Hidden while there is nothing to say. `answered(n)`, `reason_given(text)`.

    A new sentence takes the focus to its last answer, so that Enter lets it be.
    """

    answered = Signal(int)
    reason_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        say = resources.texts("intake")["duplicate"]
        self._strip, self._reason = Strip(), ReasonLine(say["reason"], say["reason_done"])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 16)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._reason)
        self._strip.chosen.connect(self.answered)
        self._reason.given.connect(self.reason_given)
        self._shown: Notice | None = None
        self.hide()
        self._reason.hide()

    @property
    def text(self) -> str:
        """The sentence shown now; empty while hidden."""
        return self._strip.text if self._shown else ""

    def draw(self, notice: Notice | None) -> None:
        """Show a notice, or nothing."""
        before, self._shown = self._shown, notice
        self.setVisible(notice is not None)
        if notice is None or notice == before:
            return
        answers = () if notice.asks_reason else notice.answers
        self._strip.draw(notice.text, notice.kind, icon=notice.icon, buttons=answers)
        self._reason.setVisible(notice.asks_reason)
        if notice.asks_reason:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._strip.buttons and (before is None or before.text != notice.text):
            self._strip.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
