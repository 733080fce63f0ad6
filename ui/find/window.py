"""The palette: one field over the page, and below it whoever answers to what is typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.find.model import FindModel
from ui.find.view import FindView
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

_WIDE, _ROWS = 1040, 10
_BESIDE = 264  # px of the window that are not the list's
_COLUMNS = (
    Column(least=96, most=264),
    Column(least=64, most=264),
    Column(grows=True, least=112),
    Column(least=80, most=128),
    Column(least=112, most=160),
    Column(least=96, most=160, right=True),
)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class FindSheet(Sheet):
    """Typing stays in the field; arrows move in the list, Enter opens, Esc closes."""

    def __init__(self, window: QWidget, model: FindModel) -> None:
        super().__init__(window, width=min(_WIDE, window.width() - 96))
        self._model, self._say = model, resources.texts("find")
        self.field = Field(self._say["field"], placed="above", icon="search", tall=True)
        self.list = RowList(_COLUMNS, margin=16, keeps=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self._say["list"])
        self._note, self._more = Para("", "title"), Para("", "body", "ink2")
        self._count = Elided("", "note", "ink2")
        say = self._say["button"]
        self.come, self._close = KeyButton(say["come"], "F2"), KeyButton(say["close"], "Esc")
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        self.panel.setAccessibleName(self._say["title"])
        self.setProperty("about", "list:find")
        self._blank = QWidget()
        about = QVBoxLayout(self._blank)
        about.setContentsMargins(0, 24, 0, 0)
        about.setSpacing(8)
        about.addWidget(self._note)
        about.addWidget(self._more)
        about.addStretch(1)
        room = self._window.height() - _BESIDE
        high = self.list.height_of(min(_ROWS, room // self.list.row_high))
        self._blank.setFixedHeight(high)
        self.list.setFixedHeight(high)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list)
        self.body.addWidget(self._blank)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 0, 0)
        foot.setSpacing(12)
        foot.addWidget(self._count, 1)
        foot.addWidget(self.come)
        foot.addWidget(self._close)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.opened.connect(self.close_sheet)
        model.come_asked.connect(self.close_sheet)
        self.field.edited.connect(self._typed)
        self.field.entered.connect(lambda: model.enter(self.list.current))
        self.list.chosen.connect(model.choose)
        self.come.clicked.connect(model.come_asked)
        self._close.clicked.connect(self.close_sheet)
        self.closed.connect(self.deleteLater)

    def show_find(self) -> None:
        """Open it, the cursor in the field."""
        self.open(self.field.edit)

    def draw(self, view: FindView) -> None:
        """Show the hits, or what to do."""
        has_hits = view.state == "hits"
        self.list.setVisible(has_hits)
        self._blank.setVisible(not has_hits)
        if has_hits:
            self.list.draw(view.rows)
            self.list.select(0)
            self.list.scrollToTop()
        self._note.draw("" if has_hits else view.note)
        self._more.draw("" if has_hits else view.more)
        self._count.draw(view.note if has_hits else "")

    def _typed(self, text: str) -> None:
        self.field.draw(FieldView(text))
        self._model.type(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list; the rest is the sheet's."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        last = len(self.list.rows) - 1
        self.list.select(max(0, min(self.list.currentIndex().row() + step, last)))
        event.accept()
