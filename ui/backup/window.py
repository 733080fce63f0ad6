"""The page of backups: where they are kept, which there are, making one and trying one; draws a BackupView."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.backup.model import BackupModel
from ui.backup.view import BackupView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_SIDE = 344
_LEAST_ROWS = 2


class BackupPage(QFrame):
    """F10 makes one, F8 tries the chosen one, Ctrl O takes another folder, F6 stops, Esc leaves."""

    def __init__(self, model: BackupModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("backup")
        self.refused, self.warning = Strip(kind="danger"), Strip()
        self.place, self.none = Para("", "body", width=2000), Para("", "body", "ink2", width=2000)
        self.title = Label(self._say["list"], "title", strong=True)
        self.list = RowList(_columns(self._say["head"]), head=True, margin=24, keeps=True)
        self.list.setAccessibleName(self._say["list"])
        self.progress, self.said = Para("", "title", "accent", width=2000), Para("", "body", width=2000)
        self.side = Para("", "body", "ink2", width=_SIDE - 48)
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
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(_inset(self.refused, self.warning))
        column.addLayout(_inset(Label(self._say["place"], "title", strong=True), self.place))
        column.addLayout(_inset(self.progress, self.said))
        column.addLayout(_inset(self.title, self.none))
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        side = QFrame()
        side.setProperty("ground", "sunk")
        side.setFixedWidth(_SIDE)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(24, 24, 24, 24)
        beside.setSpacing(12)
        beside.addWidget(Label(self._say["title_side"], "title", strong=True))
        beside.addWidget(self.side)
        beside.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(column, 1)
        body.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(self._say["title"], self._say["note"]))
        whole.addLayout(body, 1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.list.current_changed.connect(model.choose)
        self.list.measured.connect(self._fit)
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
        for text, shown in ((self.place, view.place), (self.none, view.none), (self.progress, view.progress),
                            (self.said, "\n".join(view.said)), (self.side, "\n\n".join(view.side))):  # fmt: skip
            text.draw(shown)
            text.setVisible(bool(shown))
        self.list.setVisible(bool(view.rows))
        self.title.setVisible(bool(view.rows or view.none))
        self._fit()
        if is_first and self.folder.hasFocus():
            self.list.setFocus()
        self.halt.setVisible(view.can_stop)
        for button, why in ((self.trial, view.rehearse_why), (self.verb, view.make_why)):
            (button.off(why) if why else button.on())

    def _fit(self) -> None:
        """Let the list have a row for each backup; where room is short it scrolls."""
        rows = len(self.list.rows)
        self.list.setMinimumHeight(self.list.height_of(min(_LEAST_ROWS, rows)))
        self.list.setMaximumHeight(self.list.height_of(rows))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._say["choose"])
        if chosen:
            self.model.keep_at(Path(chosen))

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


def _inset(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(24, 8, 24, 8)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return column
