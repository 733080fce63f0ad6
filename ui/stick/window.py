"""The page of sticks: which are there, what would be written, what came back; draws a StickView and forwards."""

from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

import resources
from ui import files
from ui.stick.model import StickModel
from ui.stick.view import StickView
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import flush, inset, side_column
from ui.widgets.fitted_list import FittedList
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.strip import Strip


class StickPage(QFrame):
    """F10 writes, F8 reads the answers, F7 keeps the second copy there, Ctrl O takes a folder, F6 stops, Esc leaves."""

    def __init__(self, model: StickModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("stick")
        self.refused = Strip(kind="danger")
        self.list = FittedList(_columns(self._say["head"]))
        self.list.setAccessibleName(self._say["sticks"])
        self.none = Para("", "body", "ink2", width=2000)
        self.wait, self.plan = Para("", "body", width=2000), Para("", "body", "ink2", width=2000)
        self.progress, self.said = Para("", "title", "accent", width=2000), Para("", "body", width=2000)
        self.second = Para("", "body", "ink2", width=2000)
        self.keep = KeyButton("", "F7", size="small")
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.folder = self.bar.left(KeyButton(self._say["choose"], "Ctrl O", icon="folder"))
        self.halt = self.bar.left(KeyButton(self._say["stop"], "F6"))
        self.read = self.bar.right(KeyButton(self._say["read_verb"], "F8"))
        self.verb = self.bar.right(KeyButton(self._say["write_verb"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        column = flush()
        column.addLayout(inset(self.refused))
        column.addLayout(inset(Label(self._say["sticks"], "title", strong=True), self.none))
        column.addWidget(self.list, 1000)
        column.addLayout(inset(Label(self._say["wait_title"], "title", strong=True), self.wait, self.plan))
        column.addLayout(inset(self.progress, self.said))
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(column, 1)
        body.addWidget(side_column(Label(self._say["second_title"], "title", strong=True), self.second, self.keep))
        whole = flush(self)
        whole.addWidget(PageHead(self._say["title"], self._say["note"]))
        whole.addLayout(body, 1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.list.current_changed.connect(model.choose)
        self.back.clicked.connect(model.back_asked)
        self.folder.clicked.connect(self._choose_folder)
        self.halt.clicked.connect(model.halt)
        self.read.clicked.connect(model.read)
        self.verb.clicked.connect(model.write)
        self.keep.clicked.connect(model.keep_second)

    def draw(self, view: StickView) -> None:
        """Show a view; the first stick that comes takes the keys from the choice of a folder."""
        is_first = bool(view.places) and not self.list.rows
        self.refused.draw(view.refused, "danger", icon="ban")
        self.list.draw(view.places)
        self.none.draw_any(view.none)
        self.wait.draw_any(view.wait)
        self.plan.draw_any(view.plan)
        self.progress.draw_any(view.progress)
        self.said.draw_any("\n".join(view.said))
        self.second.draw_any(view.second)
        self.list.setVisible(bool(view.places))
        if is_first and self.folder.hasFocus():
            self.list.setFocus()
        self.halt.setVisible(bool(view.progress) and view.busy)
        self.keep.setVisible(bool(view.second_verb))
        if view.second_verb:
            self.keep.set_text(view.second_verb)
        for button, why in ((self.read, view.read_why), (self.verb, view.write_why)):
            (button.off(why) if why else button.on())

    def _choose_folder(self) -> None:
        chosen = files.folder(self, self._say["choose"])
        if chosen:
            self.model.open_folder(chosen)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the sticks, or with the choice of a folder."""
        (self.list if self.model.view.places else self.folder).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Look as long as the page is seen."""
        super().showEvent(event)
        self.model.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more; a writing goes on."""
        super().hideEvent(event)
        self.model.stop()


def _columns(head: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(head["name"], least=144, most=260),
        Column(head["free"], least=184, most=260),
        Column(head["there"], least=160, most=280),
        Column(head["folder"], grows=True),
    )
