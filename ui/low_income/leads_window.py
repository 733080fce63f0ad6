"""The page of the leads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.low_income.leads_model import LeadsModel, LeadsView
from ui.low_income.words import part, say
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList


class LeadsPage(QFrame):
    """Draws a LeadsView. `chosen(subject)`, `new_asked()`, `back_asked()`."""

    chosen = Signal(str)
    new_asked = Signal()
    back_asked = Signal()

    def __init__(self, model: LeadsModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, part("lead")
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

    def draw(self, view: LeadsView) -> None:
        """Show the rows, or the sentence for none."""
        self.head.draw(self._say["title"], say("lead.note", open=view.open) if view.open else "")
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
    """Give who, where, who saw it, when, how it stands, and room for the button, so that none moves for it."""
    return (
        Column(titles[0], least=120, most=280),
        Column(titles[1], least=120, most=360),
        Column(titles[2], least=96, most=200),
        Column(titles[3], least=104),
        Column(titles[4], least=112),
        Column(grows=True),
    )
