"""The page of the PC's check-up; draws a CheckupView."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFrame

import resources
from ui import files
from ui.checkup.model import CheckupModel, CheckupView
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import flush, inset
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

FILE = "yimen-checkup.json"


class CheckupPage(QFrame):
    """F5 looks again, F8 saves a report, Esc leaves."""

    def __init__(self, model: CheckupModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("checkup")
        self.refused = Strip(kind="danger")
        self.summary, self.said = Para("", "title", width=2000), Para("", "body", width=2000)
        self.list = RowList(_columns(self._say["head"]))
        self.list.setAccessibleName(self._say["title"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.report = self.bar.right(KeyButton(self._say["save"], "F8"))
        self.again = self.bar.right(KeyButton(self._say["again"], "F5", kind="main"))
        column = flush(self)
        column.addWidget(PageHead(self._say["title"], self._say["note"]))
        column.addLayout(inset(self.refused, self.summary, self.said))
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        model.shown.connect(self.draw)
        self.back.clicked.connect(model.back_asked)
        self.again.clicked.connect(model.look)
        self.report.clicked.connect(self._save)
        self.draw(model.view)

    def draw(self, view: CheckupView) -> None:
        """Show a view."""
        self.refused.draw(view.refused, "danger", icon="ban")
        self.summary.draw_any(view.summary)
        self.said.draw_any(view.said)
        self.list.draw(view.rows)
        for button in (self.again, self.report):
            (button.off(self._say["busy"]) if view.busy else button.on())

    def _save(self) -> None:
        file = files.save_as(self, self._say["save"], FILE, self._say["kinds"])
        if file:
            self.model.save(file)

    def showEvent(self, event: QShowEvent) -> None:
        """Look as soon as the page is seen."""
        super().showEvent(event)
        self.model.look()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with what was found."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(head: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(head["state"], least=80, most=112),
        Column(head["name"], least=112, most=160),
        Column(head["text"], grows=True),
    )
