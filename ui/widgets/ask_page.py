"""A page on which one thing is typed and asked, and what is found stands below."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.action_bar import ActionBar
from ui.widgets.column import flush, inset
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead


class AskPage(QFrame):
    """Enter asks, Esc leaves; both are the page's own to connect. `say` has the texts title, hint and field."""

    def __init__(self, say: Mapping[str, Any], field: Field, *, back: str, verb: str) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.head, self.field, self.bar = PageHead(say["title"], say["hint"]), field, ActionBar()
        self.back = self.bar.left(KeyButton(back, "Esc"))
        self.verb = KeyButton(verb, "Enter", kind="main", bind=False)
        field.entered.connect(self.verb.click)

    def lay_out(self, *answer: QWidget, rows: QWidget, stretch: int = 0) -> None:
        """Put what is found below the field: sentences, then rows that take `stretch` of what is left of the page."""
        self.bar.right(self.verb)
        whole = flush(self)
        whole.addWidget(self.head)
        whole.addLayout(inset(self.field, *answer, gap=12, below=12))
        whole.addWidget(rows, stretch)
        whole.addStretch(1)
        whole.addWidget(self.bar)

    def draw_typed(self, typed: str, wrong: str) -> None:
        """Show what is typed, and what is wrong with it."""
        self.field.draw(FieldView(typed, "wrong" if wrong else "normal", sentence=wrong))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with what is asked."""
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
