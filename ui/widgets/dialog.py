"""A question before what cannot be undone: left not to do it (has the focus), right the verb."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet


class Dialog(Sheet):
    """At most 480 px wide; `agreed()` when the officer presses the verb, `closed()` in any case.

    Without a verb it only says something, and `stay` goes on.
    """

    agreed = Signal()

    def __init__(
        self,
        window: QWidget,
        question: str,
        text: str,
        *,
        stay: str,
        verb: tuple[str, str] = ("", ""),
        danger: bool = True,
    ) -> None:
        super().__init__(window, width=480)
        self.body.addWidget(Para(question, "title", strong=True, width=432))
        self.body.addWidget(Para(text, "body", "ink2", width=432))
        self._stay = KeyButton(stay, "Esc")
        self._verb = KeyButton(verb[0], verb[1], kind="danger" if danger else "normal")
        self._stay.clicked.connect(self.close_sheet)
        self._verb.clicked.connect(self._agree)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self._stay)
        row.addWidget(self._verb)
        self._verb.setVisible(bool(verb[0]))
        self.body.addLayout(row)
        self.panel.setAccessibleName(question)
        self.closed.connect(self.deleteLater)

    def ask(self) -> None:
        """Show the question; the focus is on not doing it."""
        self.open(self._stay)

    def _agree(self) -> None:
        self.agreed.emit()
        self.close_sheet()
