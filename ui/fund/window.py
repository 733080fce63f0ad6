"""The page of a fund: what is left, in large figures, and its ledger month by month."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import resources
from ui.fund.model import FundModel
from ui.fund.sheets import ask_correction, ask_count, ask_opening, ask_top_up
from ui.fund.view import FundView, can_be_corrected
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_MARGIN = 24


class FundPage(QFrame):
    """Draws a FundView and forwards keys."""

    def __init__(self, model: FundModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("fund")
        self._has_just_come = False
        self._head = PageHead(self._say["title"])
        self.strip, self.balance, self._came = Strip(), Label("", "figure", strong=True), Label("", "body", "ink2")
        self._month, self._sums = Label("", "title", strong=True), Para("", "body", "ink2", width=2000)
        self.rows = RowList(self._columns(), head=True, margin=_MARGIN)
        self.rows.setAccessibleName(self._say["title"])
        self._none = Label(self._say["none"], "body", "ink3")
        self._ledger = QStackedWidget()
        self.bar = ActionBar()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _columns(self) -> tuple[Column, ...]:
        say = self._say["column"]
        return (
            Column(say["day"], least=80),
            Column(say["kind"], least=96),
            Column(say["note"], grows=True),
            Column(say["by"], least=80, most=160),
            *(Column(say[name], least=104, right=True) for name in ("came", "went", "left")),
        )

    def _make_buttons(self) -> None:
        say = self._say["button"]
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.print = self.bar.left(KeyButton(self._say["print"]["verb"], "Ctrl P", icon="printer"))
        self.correct = self.bar.right(KeyButton(say["correct"], "F8"))
        self.count = self.bar.right(KeyButton(say["count"], "F9"))
        self.top_up = self.bar.right(KeyButton(say["top_up"], "F10", kind="main"))
        self.begin = self.bar.right(KeyButton(say["begin"], "F10", kind="main"))
        self.other = KeyButton(say["other"], "F6", size="small")
        self.another = KeyButton(say["another"], "F7", size="small")
        self.earlier, self.later = (KeyButton(say[name], key, size="small") for name, key in _TURNS)
        for button in (self.other, self.another):
            self._head.add(button)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addWidget(self.strip)
        self._ledger.setProperty("ground", "paper")
        self._ledger.addWidget(self._empty())
        self._ledger.addWidget(self._whole_ledger())
        whole.addWidget(self._ledger, 1)
        whole.addWidget(self.bar)

    def _empty(self) -> QWidget:
        page = QFrame()
        page.setProperty("ground", "paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, 20, _MARGIN, 0)
        column.setSpacing(8)
        column.addWidget(Label(self._say["empty"]["title"], "head", strong=True))
        column.addWidget(Para(self._say["empty"]["text"], "body", "ink2", width=740))
        column.addStretch(1)
        return page

    def _whole_ledger(self) -> QWidget:
        page = QFrame()
        page.setProperty("ground", "paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(_MARGIN, 4, _MARGIN, 12)
        top.setSpacing(16)
        for label in (self.balance, self._came):
            top.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        top.addStretch(1)
        turn = QHBoxLayout()
        turn.setContentsMargins(_MARGIN, 0, _MARGIN, 8)
        turn.setSpacing(12)
        turn.addWidget(self._month)
        turn.addWidget(self._sums, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.earlier, self.later):
            turn.addWidget(button)
        self._none.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        column.addLayout(top)
        column.addLayout(turn)
        column.addWidget(self._none)
        column.addWidget(self.rows, 1000)
        column.addStretch()  # takes the room while there is no list
        return page

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.printing.asked.connect(self._ask_printer)
        self.back.clicked.connect(model.back_asked)
        self.print.clicked.connect(model.print_month)
        self.other.clicked.connect(model.show_next)
        self.earlier.clicked.connect(lambda: model.turn(-1))
        self.later.clicked.connect(lambda: model.turn(1))
        self.rows.chosen.connect(model.open)
        self.rows.current_changed.connect(self._draw_correct)
        self.top_up.clicked.connect(lambda: ask_top_up(self.window(), model))
        self.count.clicked.connect(lambda: ask_count(self.window(), model))
        self.correct.clicked.connect(lambda: ask_correction(self.window(), model, self.rows.current))
        for button in (self.begin, self.another):
            button.clicked.connect(lambda: ask_opening(self.window(), model))

    def draw(self, view: FundView) -> None:
        """Show a month of a fund, or that there is none yet."""
        is_there, was_first = view.is_read and not view.is_none, self.begin.hasFocus()
        self._head.draw(self._say["title"], view.whose)
        self.strip.draw(view.trouble, "danger" if view.wrong else "soon")
        self._ledger.setCurrentIndex(0 if view.is_none else 1)
        self.balance.draw(view.balance, "danger" if view.wrong else "ink")
        self._came.draw(view.came)
        self._month.draw(view.month)
        self._sums.draw(view.sums)
        self.rows.draw(view.rows)
        self.rows.setVisible(bool(view.rows))
        self._none.setVisible(is_there and not view.rows)
        for button in (self.print, self.correct, self.count, self.top_up, self.another, self.earlier, self.later):
            button.setVisible(is_there)
        self.begin.setVisible(view.is_none)
        self._draw_right(view, is_there=is_there)
        self.other.setVisible(view.several)
        (self.later.off if view.is_latest else self.later.on)()
        (self.earlier.off if view.is_first else self.earlier.on)()
        self.bar.note(view.said)
        self._draw_correct()
        if is_there and was_first:
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow(view)

    def _draw_right(self, view: FundView, *, is_there: bool) -> None:
        """Leave one verb to who may not write the ledger, and say at it why it is off."""
        for button in (self.top_up, self.begin):
            button.off(view.why_not) if view.why_not else button.on()
        for button in (self.count, self.correct, self.another):
            button.setVisible(is_there and not view.why_not)

    def _draw_correct(self, _key: str = "") -> None:
        can_be = can_be_corrected(self.model.line(self.rows.current)) and self.rows.isVisibleTo(self)
        (self.correct.on if can_be else self.correct.off)()

    def _follow(self, view: FundView) -> None:
        """Where the ledger came after the page, the cursor goes to it, unless the officer has moved it."""
        if self._has_just_come and view.is_read and self.back.hasFocus():
            self._has_just_come = False
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the ledger, else with what is to be done first; with the way back while nothing is read."""
        view = self.model.view
        self._has_just_come = not view.is_read
        first = self.rows if view.rows else self.begin if view.is_none else self.top_up if view.is_read else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)


_TURNS = (("earlier", "PgUp"), ("later", "PgDn"))
