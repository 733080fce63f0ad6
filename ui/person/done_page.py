"""The page after a short matter: its paper on the desk, the number in large figures, what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.accepted.paper import ReceiptPaper, on_desk
from ui.person.done_model import DoneModel
from ui.person.done_view import DoneView
from ui.person.step_line import step_line
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.chip import Chip
from ui.widgets.column import flush, scrolling
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para


class DonePage(QFrame):
    """Draws a DoneView and forwards keys."""

    def __init__(self, model: DoneModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("person")["done"]
        view = model.view
        self.paper, self._chip = ReceiptPaper(), Chip(sign="printer")
        self.number, self._view = Label(view.number, "figure"), view
        self.bar = ActionBar()
        self.again = self.bar.left(KeyButton(self._say["again"], "Ctrl P", icon="printer"))
        self.again.setVisible(view.paper)
        self.open = self.bar.left(KeyButton(self._say["open"], "O"))
        self.open.setVisible(bool(view.case))
        self.home = self.bar.right(KeyButton(self._say["home"], "Esc"))
        self.next = self.bar.right(KeyButton(self._say["next"], "F2", kind="main"))
        self._build(view)
        self.setFocusProxy(self.next)
        self._connect()
        self.draw(view)

    def _build(self, view: DoneView) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        if view.paper:
            across.addWidget(on_desk(self.paper))
        across.addWidget(self._words(view), 1)
        column = flush(self)
        column.addLayout(across, 1)
        column.addWidget(self.bar)

    def _words(self, view: DoneView) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("bare", "true")
        inner.setMaximumWidth(1080)
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 24, 40, 16)
        column.setSpacing(0)
        title = QHBoxLayout()
        title.setSpacing(12)
        for widget in (Icon("circle-check", "accent", px=32), Label(view.title, "head", strong=True)):
            title.addWidget(widget)
        title.addStretch(1)
        title.addWidget(self._chip)
        column.addLayout(title)
        column.addSpacing(16)
        for fact in (Para(view.who, "body", "ink2", width=2000), self.number, Label(view.whole, "body", "ink3")):
            column.addWidget(fact)
        column.addSpacing(12)
        column.addWidget(Label(self._say["kept"], "body", "ink2"))
        column.addSpacing(24)
        column.addWidget(Label(self._say["then"], "note", "ink2", strong=True))
        column.addSpacing(8)
        column.addWidget(HairLine())
        for step in view.steps:
            column.addWidget(step_line(step))
            column.addWidget(HairLine())
        column.addStretch(1)
        return scrolling(inner)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.paper.drawn.connect(self.paper.draw)
        model.paper.printing.asked.connect(self._ask_printer)
        self.paper.wanted.connect(model.paper.want)
        self.again.clicked.connect(model.paper.print_again)
        self.open.clicked.connect(model.open_case)
        self.next.clicked.connect(model.next_asked)
        self.home.clicked.connect(model.home_asked)

    def draw(self, view: DoneView) -> None:
        """Show where the paper is."""
        self._chip.setVisible(bool(view.printed))
        self._chip.draw(view.printed, "soon" if view.print_failed else "plain", sign="printer")
        self.paper.ask()

    def _ask_printer(self, _paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, self._model.paper.choose_printer, self._model.paper.choose_none)

    def showEvent(self, event: QShowEvent) -> None:
        """F2 and Enter go to the next person."""
        super().showEvent(event)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
