"""The question below a doubtful field and its answers, each one key away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.mark import Mark


class FieldAsk(QWidget):
    """What a Field shows below a doubt; hidden while there is no question. `answered(n)` counts from 0."""

    answered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[tuple[str, str], ...] = ()
        self._buttons: list[KeyButton] = []
        self._question = Label("", "body", "soon")
        above, self._row = QHBoxLayout(), QHBoxLayout()
        for row in (above, self._row):
            row.setSpacing(8)
        above.addWidget(Mark("soon"))
        above.addWidget(self._question, 1)
        self._row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.setSpacing(8)
        whole.addLayout(above)
        whole.addLayout(self._row)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """The answers shown now."""
        return tuple(self._buttons)

    def draw(self, question: str, answers: tuple[tuple[str, str], ...]) -> None:
        """Show a question and its answers as (verb, key)."""
        self.setVisible(bool(question))
        self._question.draw(question)
        if answers == self._wanted:
            return
        self._wanted = answers
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        # Enter takes the answer that has the focus: bound to the window, it would take one from afar.
        self._buttons = [KeyButton(verb, key, size="small", bind=key != "Enter") for verb, key in answers]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, number=number: self.answered.emit(number))
            self._row.insertWidget(number, button)
