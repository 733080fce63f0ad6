"""A page of what is open, that can show what is done too: a list, and a button that makes one more."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column, Row
from ui.widgets.row_list import RowList


class OpenList(QFrame):
    """`chosen(key)`, `new_asked()`, `turn_asked()`, `back_asked()`.

    `say` has the texts title, none, back, with_done, open_only and new.
    """

    chosen = Signal(str)
    new_asked = Signal()
    turn_asked = Signal()
    back_asked = Signal()

    def __init__(self, say: Mapping[str, Any], columns: tuple[Column, ...]) -> None:
        super().__init__()
        set_states(self, ground="paper")
        self._say = say
        self.head = PageHead(say["title"])
        self.list = RowList(columns, head=True, high=look().size("row"), margin=24)
        self.list.setAccessibleName(say["title"])
        self.none = Para(say["none"], "body", "ink2", width=2000)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.turn = self.bar.left(KeyButton(say["with_done"], "F7"))
        self.new = self.bar.right(KeyButton(say["new"], "Ins", kind="main"))
        self._build()
        self.list.chosen.connect(self.chosen)
        self.back.clicked.connect(self.back_asked)
        self.new.clicked.connect(self.new_asked)
        self.turn.clicked.connect(self.turn_asked)

    def _build(self) -> None:
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 8, 24, 0)
        inner.addWidget(self.none)
        column.addLayout(inner)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        column.addWidget(self.bar)

    def show_rows(self, rows: tuple[Row, ...], note: str, *, with_done: bool) -> None:
        """Show the rows, or the sentence for none; `note` stands beside the title.

        The cursor follows to the rows unless it is elsewhere: what is drawn behind another page takes no key.
        """
        follows = self.window().focusWidget() in (self, self.list, self.new, self.turn)
        self.head.draw(self._say["title"], note)
        self.list.draw(rows)
        self.none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if follows:
            (self.list if rows else self.new).setFocus(Qt.FocusReason.OtherFocusReason)
        self.turn.set_text(self._say["open_only" if with_done else "with_done"])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin on the first row, or on the button that makes one."""
        super().focusInEvent(event)
        (self.new if self.list.isHidden() else self.list).setFocus(Qt.FocusReason.OtherFocusReason)
