"""The page of backups: where they are kept, which there are, making one and trying one; draws a BackupView."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

import resources
from ui import files
from ui.backup.model import BackupModel
from ui.backup.view import BackupView
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import MARGIN, SIDE, flush, inset, side_column
from ui.widgets.fitted_list import FittedList
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.strip import Strip


class BackupPage(QFrame):
    """F10 makes one, F8 tries the chosen one, Ctrl O takes another folder, F6 stops, Esc leaves."""

    def __init__(self, model: BackupModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("backup")
        self.refused, self.warning = Strip(kind="danger"), Strip()
        self.place, self.none = Para("", "body", width=2000), Para("", "body", "ink2", width=2000)
        self.title = Label(self._say["list"], "title", strong=True)
        self.list = FittedList(_columns(self._say["head"]))
        self.list.setAccessibleName(self._say["list"])
        self.progress, self.said = Para("", "title", "accent", width=2000), Para("", "body", width=2000)
        self.side = Para("", "body", "ink2", width=SIDE - 2 * MARGIN)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.folder = self.bar.left(KeyButton(self._say["choose"], "Ctrl O", icon="folder"))
        self.halt = self.bar.left(KeyButton(self._say["stop"], "F6"))
        self.trial = self.bar.right(KeyButton(self._say["rehearse"], "F8"))
        self.verb = self.bar.right(KeyButton(self._say["make"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        column = flush()
        column.addLayout(inset(self.refused, self.warning))
        column.addLayout(inset(Label(self._say["place"], "title", strong=True), self.place))
        column.addLayout(inset(self.progress, self.said))
        column.addLayout(inset(self.title, self.none))
        column.addWidget(self.list, 1000)
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
        self.list.current_changed.connect(model.choose)
        self.back.clicked.connect(model.back_asked)
        self.folder.clicked.connect(self._choose_folder)
        self.halt.clicked.connect(model.halt)
        self.trial.clicked.connect(model.rehearse)
        self.verb.clicked.connect(model.make)

    def draw(self, view: BackupView) -> None:
        """Show a view; the first backup that comes takes the keys from the choice of a folder."""
        is_first = bool(view.rows) and not self.list.rows
        self.refused.draw(view.refused, "danger", icon="ban")
        self.warning.draw(view.warning, "soon")
        self.list.draw(view.rows)
        self.place.draw_any(view.place)
        self.none.draw_any(view.none)
        self.progress.draw_any(view.progress)
        self.said.draw_any("\n".join(view.said))
        self.side.draw_any("\n\n".join(view.side))
        self.list.setVisible(bool(view.rows))
        self.title.setVisible(bool(view.rows or view.none))
        if is_first and self.folder.hasFocus():
            self.list.setFocus()
        self.halt.setVisible(view.can_stop)
        for button, why in ((self.trial, view.rehearse_why), (self.verb, view.make_why)):
            (button.off(why) if why else button.on())

    def _choose_folder(self) -> None:
        chosen = files.folder(self, self._say["choose"])
        if chosen:
            self.model.keep_at(chosen)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the backups, or with the choice of a folder."""
        (self.list if self.model.view.rows else self.folder).setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look as long as the page is seen."""
        super().showEvent(event)
        self.model.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more; a backup under way goes on."""
        super().hideEvent(event)
        self.model.stop()


def _columns(head: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(head["made_at"], least=160, most=220),
        Column(head["size"], least=96, most=140),
        Column(head["whose"], least=112, most=160),
        Column(head["file"], grows=True),
    )
