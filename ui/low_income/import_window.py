"""The page of an import: what would change, part by part, before anything does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import files
from ui.low_income.import_model import ImportModel
from ui.low_income.import_view import TABS, ImportView
from ui.low_income.words import part
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import flush
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_WHO = (Column(least=72), Column(least=72, most=240), Column(least=64, most=144), Column(grows=True))
_WRONG = (Column(least=72), Column(grows=True))


class ImportPage(QFrame):
    """Draws an ImportView and forwards keys. `file_given(str)`: another list is to be looked at."""

    file_given = Signal(str)

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setAcceptDrops(True)
        self._model, self._say, self._list_say = model, part("import"), part("list")
        self.head, self.strip = PageHead(self._say["title"]), Strip()
        self.tabs = {
            name: KeyButton(part("tab")[name], str(nth), kind="choice", size="small")
            for nth, name in enumerate(TABS, 1)
        }  # fmt: skip - one line
        self.hint, self.empty = Para("", "body", "ink2", width=2000), Para("", "body", "ink2", width=2000)
        self.list = RowList(_WHO, high=look().size("row"), margin=24)
        self.list.setAccessibleName(self._say["title"])
        self._tab, self._waits = "", True
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.other = self.bar.left(KeyButton(self._say["other_file"], "Ctrl O"))
        self.every = self.bar.left(KeyButton(self._say["all_leave"], "F7"))
        self.do = self.bar.right(KeyButton(self._say["do"], "F10", kind="main"))
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        self.list.hide()
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        for button in self.tabs.values():
            tabs.addWidget(button)
        tabs.addStretch(1)
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 8)
        above.setSpacing(8)
        above.addWidget(self.strip)
        above.addLayout(tabs)
        above.addWidget(self.hint)
        above.addWidget(self.empty)
        column = flush(self)
        column.addWidget(self.head)
        column.addLayout(above)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        for name, button in self.tabs.items():
            button.clicked.connect(lambda _=False, name=name: model.turn(name))
        self.list.chosen.connect(model.choose)
        self.back.clicked.connect(model.leave)
        self.other.clicked.connect(self._choose)
        self.every.clicked.connect(model.choose_all)
        self.do.clicked.connect(model.write)

    def draw(self, view: ImportView) -> None:
        """Show how far it is, or what would change."""
        is_shown, counts = view.state == "shown", dict(view.counts)
        self.head.draw(self._say["title"], view.note)
        self.strip.draw(view.refused, "danger", icon="ban")
        for name, button in self.tabs.items():
            button.setVisible(is_shown)
            button.set_text(f"{part('tab')[name]} {counts.get(name, 0)}")
            set_states(button, shown="hover" if name == view.tab else "")
        self.hint.draw(view.hint if is_shown else "")
        self.hint.setVisible(is_shown and bool(view.hint))
        self._draw_words(view, is_shown=is_shown)
        self._draw_rows(view)
        self.list.setVisible(is_shown and bool(view.rows))
        self._draw_bar(view, is_shown=is_shown)
        self._follow(is_shown=is_shown)

    def _draw_rows(self, view: ImportView) -> None:
        if view.tab != self._tab:
            self._tab = view.tab
            self.list.draw(())
            self.list.set_columns(_WRONG if view.tab == "wrong" else _WHO)
        self.list.draw(view.rows)

    def _follow(self, *, is_shown: bool) -> None:
        """When the list is read, the cursor goes to what is to be looked at, unless it was moved."""
        if self._waits and is_shown and self.list.isVisible():
            self._waits = False
            if self.back.hasFocus():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_words(self, view: ImportView, *, is_shown: bool) -> None:
        """Where there are no rows, say so; while something is under way, say how far it is."""
        under_way = {"refused": self._say["drop"]}.get(view.state, view.said)
        said = view.empty if is_shown else under_way
        self.empty.draw_any(said)

    def _draw_bar(self, view: ImportView, *, is_shown: bool) -> None:
        under_way = view.state in ("reading", "writing")
        self.back.set_text(self._say["stop" if under_way else "back"])
        self.other.setVisible(view.state in ("shown", "refused"))
        self.every.setVisible(is_shown and view.can_leave)
        self.every.set_text(self._say["none_leave" if view.all_leave else "all_leave"])
        self.do.setVisible(is_shown)
        self.bar.note(view.said if is_shown else "")
        if view.can_write:
            self.do.on()
        else:
            self.do.off()

    def _choose(self) -> None:
        chosen = files.open_file(self, self._list_say["choose"], self._list_say["file_kinds"])
        if chosen:
            self.file_given.emit(str(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, unless one is being written."""
        if files.dragged(event.mimeData()) and self.other.isVisible():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        event.acceptProposedAction()
        file = files.dragged(event.mimeData())
        if file:
            self.file_given.emit(str(file))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the rows, or with the way back."""
        super().focusInEvent(event)
        (self.list if self.list.isVisible() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was being read is of no use any more."""
        super().hideEvent(event)
        self._model.stop()
