"""The page of the county's packs: what is in force, what changes, what was adopted before."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

import resources
from ui import files
from ui.rules.model import RulesModel
from ui.rules.view import RulesView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_PAST_ROWS = 4


class RulesPage(QFrame):
    """Draws a RulesView and forwards keys: Ctrl O opens a file, F8 what the county sent, F10 adopts, Esc goes back."""

    def __init__(self, model: RulesModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("rules")
        self.head, self.broken, self.refused = PageHead(self._say["title"]), Strip(), Strip()
        self.said = Para("", "body", width=2000)
        column = self._say["column"]
        self.changes = RowList(
            (
                Column(column["what"], grows=True),
                Column(column["since"], least=112),
                Column(column["before"], least=120, most=260, right=True),
                Column(column["after"], least=120, most=260, right=True),
            ),
            head=True,
            margin=24,
        )
        self.changes.setAccessibleName(self._say["changes"])
        self.past_title = Label(self._say["past"], "note", "ink2", strong=True)
        self.past = RowList((Column(grows=True),), margin=24)
        self.past.setAccessibleName(self._say["past"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.file = self.bar.left(KeyButton(self._say["open"], "Ctrl O", icon="folder"))
        self.offer = self.bar.left(KeyButton(self._say["look"], "F8"))
        self.risen = self.bar.right(KeyButton(self._say["raise"], "F7"))
        self.verb = self.bar.right(KeyButton(self._say["adopt"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for strip in (self.broken, self.refused):
            strip.setProperty("edge", "bottom")
        for widget in (self.head, self.broken, self.refused):
            whole.addWidget(widget)
        whole.addLayout(_inset(self.said))
        whole.addWidget(self.changes, 1000)
        whole.addStretch(1)
        whole.addLayout(_inset(self.past_title))
        whole.addWidget(self.past)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.past.chosen.connect(model.look_again)
        self.past.measured.connect(self._fit)
        self.back.clicked.connect(model.back_asked)
        self.file.clicked.connect(self._choose_file)
        self.offer.clicked.connect(model.look_at_offer)
        self.risen.clicked.connect(model.raise_asked)
        self.verb.clicked.connect(model.adopt)

    def draw(self, view: RulesView) -> None:
        """Show what is in force, and what a pack would change."""
        self.head.draw(self._say["title"], view.in_force)
        self.broken.draw(view.broken, "danger")
        self.refused.draw(view.refused, "danger", icon="ban")
        self.said.draw(view.said or view.offered)
        self.changes.draw(view.changes)
        self.changes.setVisible(bool(view.changes))
        self.past.draw(view.past)
        for widget in (self.past, self.past_title):
            widget.setVisible(bool(view.past))
        self._fit()
        self.offer.setVisible(bool(view.offered))
        (self.verb.off(view.why) if view.why else self.verb.on())

    def _fit(self) -> None:
        self.past.setFixedHeight(self.past.height_of(min(_PAST_ROWS, len(self.past.rows))))

    def _choose_file(self) -> None:
        chosen = files.open_file(self, self._say["file"], self._say["file_kinds"])
        if chosen:
            self.model.open_file(chosen)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with what is to be looked at next."""
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)


def _inset(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(24, 4, 24, 8)
    column.addWidget(widget)
    return column
