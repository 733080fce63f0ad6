"""The page of sticks: which are there, what would be written, what came back; draws a StickView and forwards."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import files
from ui.stick.model import StickModel
from ui.stick.view import StickView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_LEAST_ROWS = 2
_SIDE = 344


class StickPage(QFrame):
    """F10 writes, F8 reads the answers, F7 keeps the second copy there, Ctrl O takes a folder, F6 stops, Esc leaves."""

    def __init__(self, model: StickModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("stick")
        self.refused = Strip(kind="danger")
        self.list = RowList(_columns(self._say["head"]), head=True, margin=24, keeps=True)
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
        column = _column(0, 0)
        column.addLayout(_inset(self.refused))
        column.addLayout(_inset(Label(self._say["sticks"], "title", strong=True), self.none))
        column.addWidget(self.list, 1000)
        column.addLayout(_inset(Label(self._say["wait_title"], "title", strong=True), self.wait, self.plan))
        column.addLayout(_inset(self.progress, self.said))
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(column, 1)
        body.addWidget(_side(Label(self._say["second_title"], "title", strong=True), self.second, self.keep))
        whole = _column(0, 0, self)
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
        self.read.clicked.connect(model.read)
        self.verb.clicked.connect(model.write)
        self.keep.clicked.connect(model.keep_second)

    def draw(self, view: StickView) -> None:
        """Show a view; the first stick that comes takes the keys from the choice of a folder."""
        is_first = bool(view.places) and not self.list.rows
        self.refused.draw(view.refused, "danger", icon="ban")
        self.list.draw(view.places)
        for text, shown in ((self.none, view.none), (self.wait, view.wait), (self.plan, view.plan),
                            (self.progress, view.progress), (self.said, "\n".join(view.said)),
                            (self.second, view.second)):  # fmt: skip
            text.draw(shown)
            text.setVisible(bool(shown))
        self.list.setVisible(bool(view.places))
        self._fit()
        if is_first and self.folder.hasFocus():
            self.list.setFocus()
        self.halt.setVisible(bool(view.progress) and view.busy)
        self.keep.setVisible(bool(view.second_verb))
        if view.second_verb:
            self.keep.set_text(view.second_verb)
        for button, why in ((self.read, view.read_why), (self.verb, view.write_why)):
            (button.off(why) if why else button.on())

    def _fit(self) -> None:
        """Let the list have a row for each stick; where room is short it scrolls."""
        rows = len(self.list.rows)
        self.list.setMinimumHeight(self.list.height_of(min(_LEAST_ROWS, rows)))
        self.list.setMaximumHeight(self.list.height_of(rows))

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


def _column(margin: int, spacing: int, parent: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout(parent) if parent else QVBoxLayout()
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return column


def _inset(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(24, 8, 24, 8)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _side(*widgets: QWidget) -> QFrame:
    """Give the column at the right, which stands beside the work."""
    side = QFrame()
    side.setProperty("ground", "sunk")
    side.setFixedWidth(_SIDE)
    column = _column(24, 12, side)
    for widget in widgets:
        button = isinstance(widget, KeyButton)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if button else Qt.AlignmentFlag(0))
    column.addStretch(1)
    return side
