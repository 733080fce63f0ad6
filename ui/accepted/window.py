"""The page after acceptance: the receipt on the desk, the number, what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.accepted.model import AcceptedModel
from ui.accepted.paper import ReceiptPaper, on_desk
from ui.accepted.view import AcceptedView, NextStep
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


class AcceptedPage(QFrame):
    """Draws an AcceptedView and forwards keys."""

    def __init__(self, model: AcceptedModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("accepted")
        self.paper, self._chip = ReceiptPaper(), Chip(sign="printer")
        self._who, self._short, self._number = Label("", ink="ink2"), Label("", "figure"), Label("", ink="ink3")
        self._steps = QVBoxLayout()
        self._shown: tuple[NextStep, ...] = ()
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(on_desk(self.paper))
        across.addWidget(self._words(), 1)
        self.bar = ActionBar()
        say = self._say["button"]
        self.again = self.bar.left(KeyButton(say["again"], "Ctrl P", icon="printer"))
        self.open = self.bar.left(KeyButton(say["open"], "O"))
        self.next = self.bar.right(KeyButton(say["next"], "F2"))
        self.home = self.bar.right(KeyButton(say["home"], "Enter", kind="main"))
        column = flush(self)
        column.addLayout(across, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.home)

    def _words(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("bare", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 24, 40, 16)
        column.setSpacing(0)
        title = _line(12, Icon("circle-check", "accent", px=32), Label(self._say["title"], "head", strong=True))
        title.addWidget(self._chip)
        column.addLayout(title)
        column.addSpacing(16)
        for fact in (self._who, self._short, self._number):
            column.addWidget(fact)
        column.addSpacing(12)
        column.addLayout(_line(8, Icon("check", "accent", small=True), Label(self._say["done"])))
        column.addSpacing(24)
        column.addWidget(Label(self._say["next"], "note", "ink2", strong=True))
        column.addSpacing(8)
        column.addWidget(HairLine())
        column.addLayout(self._steps)
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

    def draw(self, view: AcceptedView) -> None:
        """Show number, receipt and what comes next."""
        self._who.draw(view.who)
        self._short.draw(view.short)
        self._number.draw(view.number)
        self._chip.draw(view.printed, "soon" if view.print_failed else "plain", sign="printer")
        self.paper.ask()
        if view.steps == self._shown:
            return
        self._shown = view.steps
        for step in view.steps:
            self._steps.addWidget(step_line(step))
            self._steps.addWidget(HairLine())

    def _ask_printer(self, _paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, self._model.paper.choose_printer, self._model.paper.choose_none)

    def showEvent(self, event: QShowEvent) -> None:
        """Enter goes home."""
        super().showEvent(event)
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(gap: int, *widgets: QWidget) -> QHBoxLayout:
    """Give widgets in a row, from the left."""
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
