"""The page of updates; draws an UpdateView."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

import resources
from ui import files
from ui.updates.model import UpdatesModel
from ui.updates.view import UpdateView
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import MARGIN, SIDE, flush, inset, side_column
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.strip import Strip


class UpdatesPage(QFrame):
    """F8 looks now, Ctrl O looks on a stick, F10 installs now, F6 stops, Esc leaves."""

    def __init__(self, model: UpdatesModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("updates")
        self.trouble, self.warning = Strip(kind="danger"), Strip()
        self.version, self.state = Para("", "body", "ink2", width=2000), Para("", "title", width=2000)
        self.progress = Para("", "title", "accent", width=2000)
        self.offer_title = Label(self._say["offer_title"], "title", strong=True)
        self.offer, self.notes = Para("", "body", width=2000), Para("", "body", "ink2", width=2000)
        self.taken = Para("", "body", width=2000)
        self.side = Para("", "body", "ink2", width=SIDE - 2 * MARGIN)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.stick = self.bar.left(KeyButton(self._say["stick"], "Ctrl O", icon="usb"))
        self.halt = self.bar.left(KeyButton(self._say["stop"], "F6"))
        self.look = self.bar.right(KeyButton(self._say["look"], "F8"))
        self.verb = self.bar.right(KeyButton(self._say["install"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        column = flush()
        column.addLayout(inset(self.trouble, self.warning))
        column.addLayout(inset(self.state, self.version, self.progress))
        column.addLayout(inset(self.offer_title, self.offer, self.notes))
        column.addLayout(inset(self.taken))
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(column, 1)
        body.addWidget(side_column(Label(self._say["title_side"], "title", strong=True), self.side))
        whole = flush(self)
        whole.addWidget(PageHead(self._say["title"], self._say["note"]))
        whole.addLayout(body, 1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.back.clicked.connect(model.back_asked)
        self.stick.clicked.connect(self._choose_folder)
        self.halt.clicked.connect(model.halt)
        self.look.clicked.connect(model.look)
        self.verb.clicked.connect(model.install)

    def draw(self, view: UpdateView) -> None:
        """Show a view."""
        self.trouble.draw(view.trouble, "danger", icon="ban")
        self.warning.draw(view.warning, "soon")
        self.state.draw(view.state)
        self.version.draw(view.version)
        self.progress.draw_any(view.progress)
        self.offer.draw_any(view.offer)
        self.notes.draw_any(view.notes)
        self.taken.draw_any(view.taken)
        self.offer_title.setVisible(bool(view.offer))
        self.side.draw_any("\n\n".join(view.side))
        self.halt.setVisible(view.can_stop)
        (self.look.off(self._say["why"]["busy"]) if view.can_stop else self.look.on())
        (self.verb.off(view.install_why) if view.install_why else self.verb.on())

    def _choose_folder(self) -> None:
        chosen = files.folder(self, self._say["stick"])
        if chosen:
            self.model.look_in(chosen)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with what can be done: installing where there is something, else looking."""
        (self.look if self.model.view.install_why else self.verb).setFocus(Qt.FocusReason.OtherFocusReason)
