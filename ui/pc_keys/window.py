"""The page of the keys: who can open this PC, and below it how the county could."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

import resources
from ui.pc_keys.act import Act
from ui.pc_keys.model import PcKeysModel
from ui.pc_keys.sheet import ActSheet
from ui.pc_keys.view import PcKeysView
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_MARGIN, _TEXT_WIDE = 24, 900


class PcKeysPage(QFrame):
    """Draws a PcKeysView and forwards: F6 one's own password, F7 a colleague's, F8 a UKey, F9 removes, F10 adds."""

    def __init__(self, model: PcKeysModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("pc_keys")
        self._head, self.strip = PageHead(self._say["title"]), Strip()
        self.strip.setProperty("edge", "bottom")
        self.rows = RowList(self._columns(), head=True, margin=_MARGIN, keeps=True)
        self.rows.setAccessibleName(self._say["title"])
        self._recovery = Para("", "body", "ink2", width=_TEXT_WIDE)
        self._data_key = Para("", "body", "ink2", width=_TEXT_WIDE)
        self.bar = ActionBar()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _columns(self) -> tuple[Column, ...]:
        say = self._say["column"]
        return (
            Column(say["name"], grows=True),
            Column(say["role"], least=112, most=200),
            Column(say["how"], least=200, most=420),
            Column(say["since"], least=144, most=220),
        )

    def _make_buttons(self) -> None:
        say = self._say["button"]
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.print = self.bar.left(KeyButton(say["print"], "Ctrl P", icon="printer"))
        self.own = KeyButton(say["own"], "F6", size="small")
        self.token = KeyButton(say["token"], "F8", size="small")
        for button in (self.own, self.token):
            self._head.add(button)
        self.remove = self.bar.right(KeyButton(say["remove"], "F9", kind="danger"))
        self.give = self.bar.right(KeyButton(say["give"], "F7"))
        self.add = self.bar.right(KeyButton(say["add"], "F10", kind="main"))

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (self._head, self.strip):
            whole.addWidget(widget)
        whole.addWidget(self.rows, 1)
        whole.addWidget(HairLine())
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        column.setSpacing(6)
        column.addWidget(Label(self._say["county_title"], "note", "ink2", strong=True))
        column.addWidget(self._recovery)
        column.addWidget(self._data_key)
        whole.addWidget(below)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.paper.said.connect(self.bar.note)
        model.printing.asked.connect(self._ask_printer)
        self.rows.current_changed.connect(model.choose)
        self.back.clicked.connect(model.back_asked)
        self.print.clicked.connect(model.print_sheet)
        self.own.clicked.connect(lambda: self._open(model.change_own()))
        self.token.clicked.connect(lambda: self._open(model.change_token()))
        self.give.clicked.connect(lambda: self._open(model.give_password()))
        self.remove.clicked.connect(lambda: self._open(model.remove()))
        self.add.clicked.connect(model.add_colleague)

    def draw(self, view: PcKeysView) -> None:
        """Show who can open, and what can be done about the one who is chosen."""
        self._head.draw(self._say["title"], view.note)
        self.strip.draw(view.warned)
        self.token.set_text(self._say["button"]["no_token" if view.has_token else "token"])
        self.rows.draw(view.rows)
        self._recovery.draw(view.recovery)
        self._data_key.draw(view.data_key)
        for button, why in ((self.remove, view.why_remove), (self.give, view.why_give), (self.print, view.why_sheet)):
            button.off(why) if why else button.on()

    def _open(self, act: Act | None) -> None:
        if act is not None:
            ActSheet(self.window(), act).show_sheet()

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        if paper is self.model.paper.paper:
            ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
