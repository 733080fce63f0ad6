"""The page of who saw a file: whose it is, and a line for each look."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

import resources
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.seen_by.model import SeenByModel
from ui.seen_by.view import SeenByView
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList

_FIELD, _LABEL = 560, 144


class SeenByPage(QFrame):
    """Enter asks, Ctrl P prints for the person, Esc leaves."""

    def __init__(self, model: SeenByModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("inspect")
        say, column = self._say["seen_by"], self._say["column"]
        self.head = PageHead(say["title"], say["hint"])
        self.who = Field(say["field"], label_width=_LABEL)
        self.who.setMaximumWidth(_FIELD)
        self.whose, self.none = Para("", "title", width=2000), Para("", "body", "ink2", width=2000)
        self.covers = Para("", "body", "ink2", width=2000)
        self.rows = RowList(
            (
                Column(column["when"], least=160),
                Column(column["who"], least=112, most=240),
                Column(self._say["paper"]["column"][3], grows=True),
                Column(column["about"], least=240, most=400),
            ),
            head=True,
            margin=24,
        )
        self.rows.setAccessibleName(say["title"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.print = self.bar.right(KeyButton(self._say["button"]["print"], "Ctrl P", icon="printer"))
        self.verb = self.bar.right(KeyButton(self._say["button"]["ask"], "Enter", kind="main", bind=False))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(_inset(self.who, self.whose, self.none, self.covers))
        whole.addWidget(self.rows, 1000)
        whole.addStretch(1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.who.edited.connect(model.type)
        self.who.entered.connect(self.verb.click)
        self.verb.clicked.connect(model.ask)
        self.print.clicked.connect(model.print)
        self.back.clicked.connect(model.back_asked)
        model.printing.asked.connect(self._ask_printer)

    def draw(self, view: SeenByView) -> None:
        """Show who looked."""
        self.who.draw(FieldView(view.typed, "wrong" if view.wrong else "normal", sentence=view.wrong))
        for para, text in ((self.whose, view.whose), (self.none, view.none), (self.covers, view.covers)):
            para.draw(text)
            para.setVisible(bool(text))
        self.rows.draw(view.rows)
        self.rows.setVisible(bool(view.rows))
        self.print.setVisible(view.can_print)
        self.bar.note(self._say["reading"] if view.busy else view.said)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with whose file it is."""
        self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _inset(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(24, 8, 24, 12)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    return column
