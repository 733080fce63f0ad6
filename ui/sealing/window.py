"""The page of sealing: the papers at the left, the chosen one in the middle, passwords at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.sealing.model import SealingModel
from ui.sealing.view import SECRETS, SealingView
from ui.sign.paper import PaperView
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_LIST, _SIDE = 304, 344


class SealingPage(QFrame):
    """Draws a SealingView and forwards keys: F10 signs, F7 sets up, F6 hands over again, Ctrl P prints, Esc back."""

    def __init__(self, model: SealingModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("sealing")
        self.head, self.refused = PageHead(self._say["title"]), Strip()
        self.list = RowList((Column(grows=True), Column(least=72, most=120, right=True)), margin=20, keeps=True)
        self.list.setAccessibleName(self._say["list"])
        self.paper = PaperView()
        self.paper.setAccessibleName(self._say["title"])
        self.said = Para("", "body", "ink2", width=_SIDE - 48)
        self.secrets = {name: Field(self._say[name], placed="above") for name in SECRETS}
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.setup = self.bar.left(KeyButton(self._say["set_up"], "F7"))
        self.hand = self.bar.left(KeyButton(self._say["hand"], "F6"))
        self.out = self.bar.left(KeyButton(self._say["print"], "Ctrl P", icon="printer"))
        self.verb = self.bar.right(KeyButton(self._say["sign"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        self.refused.setProperty("edge", "bottom")
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._list_part())
        across.addWidget(self.paper, 1)
        across.addWidget(self._side_part())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.refused)
        whole.addLayout(across, 1)
        whole.addWidget(self.bar)

    def _list_part(self) -> QFrame:
        part = QFrame()
        set_states(part, ground="paper", edge="right")
        part.setFixedWidth(_LIST)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 8, 1, 8)
        column.addWidget(self.list)
        return part

    def _side_part(self) -> QFrame:
        part = QFrame()
        set_states(part, ground="paper", edge="left")
        part.setFixedWidth(_SIDE)
        column = QVBoxLayout(part)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.said)
        for field in self.secrets.values():
            field.set_secret(secret=True)
            field.entered.connect(lambda field=field: self._next(field))
            column.addWidget(field)
        column.addStretch(1)
        return part

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.drawn.connect(self.paper.show_picture)
        model.printing.asked.connect(self._ask_printer)
        self.paper.wanted.connect(model.want)
        self.list.current_changed.connect(model.choose)
        self.list.chosen.connect(lambda _key: self._first_secret())
        self.back.clicked.connect(lambda: model.back_asked.emit(model.case.id))
        self.setup.clicked.connect(model.setup_asked)
        self.hand.clicked.connect(model.hand_over)
        self.out.clicked.connect(model.print)
        self.verb.clicked.connect(self._act)

    def draw(self, view: SealingView) -> None:
        """Show the papers, the chosen one, and what is asked for it."""
        self.head.draw(self._say["title"], view.whose)
        self.refused.draw(view.refused, "danger", icon="ban")
        if view.rows:
            self.list.draw(view.rows)
        self.paper.draw(view.sheets, None)
        self.said.draw(view.said)
        for name, field in self.secrets.items():
            field.setVisible(name in view.secrets)
        self.hand.setVisible(view.can_hand)
        self.out.setVisible(view.can_print)
        self.verb.set_text(view.verb or self._say["sign"])
        (self.verb.off(view.why) if view.why else self.verb.on())

    def _asked(self) -> list[Field]:
        return [self.secrets[name] for name in self.model.view.secrets]

    def _first_secret(self) -> None:
        shown = self._asked()
        (shown[0] if shown else self.verb).setFocus()

    def _next(self, field: Field) -> None:
        after = self._asked()[self._asked().index(field) + 1 :]
        if after:
            after[0].setFocus()
        else:
            self._act()

    def _act(self) -> None:
        """Sign, and forget what was typed."""
        if not self.verb.isEnabled():
            return
        officer, seal, *_ = (*(one.text for one in self._asked()), "", "")
        for field in self._asked():
            field.draw(FieldView())
        self.model.act(officer, seal)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the papers."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
