"""The page of a receipt's check: a code is typed, sentences answer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

import resources
from ui.receipt_check.model import CheckModel
from ui.receipt_check.view import CheckView
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_FIELD = 480


class CheckPage(QFrame):
    """Enter checks, Enter on the case opens it, Esc leaves."""

    def __init__(self, model: CheckModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("inspect")
        say = self._say["receipt"]
        self.head = PageHead(say["title"], say["hint"])
        self.code = Field(say["field"])
        self.code.setMaximumWidth(_FIELD)
        self.bad, self.soon = Strip(kind="danger"), Strip()
        self.said = Para("", "title", width=2000)
        self.cases = RowList((Column(least=240, most=320), Column(grows=True)), margin=24)
        self.cases.setAccessibleName(self._say["column"]["about"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.verb = self.bar.right(KeyButton(self._say["button"]["check"], "Enter", kind="main", bind=False))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(_inset(self.code, self.bad, self.soon, self.said))
        whole.addWidget(self.cases)
        whole.addStretch(1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.code.edited.connect(model.type)
        self.code.entered.connect(self.verb.click)
        self.verb.clicked.connect(model.check)
        self.back.clicked.connect(model.back_asked)
        self.cases.chosen.connect(model.case_asked)
        self.cases.measured.connect(self._fit)

    def draw(self, view: CheckView) -> None:
        """Show what was found."""
        self.code.draw(FieldView(view.typed, "wrong" if view.wrong else "normal", sentence=view.wrong))
        self.bad.draw(view.bad, "danger", icon="ban")
        self.soon.draw(view.soon, "soon")
        self.said.draw(view.said)
        self.said.setVisible(bool(view.said))
        self.cases.draw(view.rows)
        self.cases.setVisible(bool(view.rows))
        self._fit()
        self.bar.note(self._say["reading"] if view.busy else "")

    def _fit(self) -> None:
        self.cases.setFixedHeight(self.cases.height_of(len(self.cases.rows)))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the code."""
        self.code.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _inset(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(24, 8, 24, 12)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    return column
