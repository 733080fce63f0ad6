"""The page of the open referrals."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.referral.list_model import ListModel, ListView
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList


class ListPage(QFrame):
    """Draws a ListView. `chosen(subject)`, `new_asked()`, `back_asked()`."""

    chosen = Signal(str)
    new_asked = Signal()
    back_asked = Signal()

    def __init__(self, model: ListModel) -> None:
        super().__init__()
        set_states(self, ground="paper")
        self._model, self._say = model, resources.texts("referral")["list"]
        self.head = PageHead(self._say["title"])
        self.list = RowList(_columns(self._say["columns"]), head=True, high=look().size("row"), margin=24)
        self.list.setAccessibleName(self._say["title"])
        self.none = Para(self._say["none"], "body", "ink2", width=2000)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.turn = self.bar.left(KeyButton(self._say["with_done"], "F7"))
        self.new = self.bar.right(KeyButton(self._say["new"], "Ins", kind="main"))
        self._build()
        self._connect()
        self.draw(model.view)

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

    def _connect(self) -> None:
        self._model.shown.connect(self.draw)
        self.list.chosen.connect(self.chosen)
        self.back.clicked.connect(self.back_asked)
        self.new.clicked.connect(self.new_asked)
        self.turn.clicked.connect(self._model.turn)

    def draw(self, view: ListView) -> None:
        """Show the rows, or the sentence for none."""
        note = resources.text("referral", "list.note", waiting=view.waiting) if view.waiting else ""
        self.head.draw(self._say["title"], note)
        self.list.draw(view.rows)
        self.none.setVisible(not view.rows)
        self.list.setVisible(bool(view.rows))
        (self.list if view.rows else self.new).setFocus(Qt.FocusReason.OtherFocusReason)
        self.turn.set_text(self._say["open_only" if view.with_done else "with_done"])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin on the first row, or on the button that makes one."""
        super().focusInEvent(event)
        (self.new if self.list.isHidden() else self.list).setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(titles: list[str]) -> tuple[Column, ...]:
    """Give who, from where, what, of whom, how long, until when, and room for the button, so that none moves for it."""
    return (
        Column(titles[0], least=120, most=280),
        Column(titles[1], least=80, most=144),
        Column(titles[2], least=72),
        Column(titles[3], least=160, most=256),
        Column(titles[4], least=80),
        Column(titles[5], least=112),
        Column(grows=True),
    )
