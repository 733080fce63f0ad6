"""The page of an assessment: one line for each programme, the reasons of the current one, what can be referred."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.assessment.model import AssessModel
from ui.assessment.reasons import ReasonList
from ui.assessment.view import AssessView
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_PROGRAMMES = (Column(grows=True), Column(least=96), Column(least=128, most=220, right=True))
_MOST_REFERRALS = 4


class AssessPage(QFrame):
    """Draws an AssessView and forwards keys: Enter on a referral makes it, Ctrl P prints, Esc goes back."""

    def __init__(self, model: AssessModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("assessment")
        self.head = PageHead(self._say["title"])
        self.strip, self.unasked = Strip(), Strip()
        self.household = Para("", "body", "ink2", width=2000)
        self.programmes = RowList(_PROGRAMMES, margin=24, keeps=True)
        self.programmes.setAccessibleName(self._say["programmes"])
        self.reasons = ReasonList(self._say["source"].partition("\uff1a")[0])
        self.referrals = RowList((Column(grows=True),), margin=24)
        self.referrals.setAccessibleName(self._say["referrals"])
        self.others = Label("", "note", "ink2", strong=True)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.print = self.bar.left(KeyButton(self._say["print"], "Ctrl P", icon="printer"))
        self.rules = self.bar.left(KeyButton(self._say["rules"], "F7"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.strip, self.unasked):
            strip.setProperty("edge", "bottom")
        for widget in (self.head, self.strip, self.unasked):
            column.addWidget(widget)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(self._left(), 3)
        side = QFrame()
        set_states(side, ground="sunk", edge="left")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.addWidget(self.reasons)
        across.addWidget(side, 2)
        column.addLayout(across, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.programmes)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(0)
        about, title = QVBoxLayout(), QVBoxLayout()
        about.setContentsMargins(24, 10, 24, 8)
        about.addWidget(self.household)
        title.setContentsMargins(24, 12, 24, 8)
        title.addWidget(self.others)
        left.addLayout(about)
        left.addWidget(self.programmes, 1)
        left.addLayout(title)
        left.addWidget(self.referrals)
        return left

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.printing.asked.connect(self._ask_printer)
        self.programmes.current_changed.connect(self._draw_reasons)
        self.referrals.chosen.connect(model.refer)
        self.referrals.measured.connect(self._fit)
        self.back.clicked.connect(model.back_asked)
        self.print.clicked.connect(model.print_it)
        self.rules.clicked.connect(model.rules_asked)

    def draw(self, view: AssessView) -> None:
        """Show what the household comes to, or why it cannot be said."""
        self.head.draw(self._say["title"], view.note or ("" if view.refused else self._say["reading"]))
        self.strip.draw(view.refused or view.broken, "danger", icon="ban" if view.refused else "triangle-alert")
        self.unasked.draw(view.unasked, icon="circle-help")
        self.household.draw(view.household)
        self.programmes.draw(tuple(one.row for one in view.programmes))
        self._draw_reasons(self.programmes.current)
        self.referrals.draw(view.referrals)
        self.referrals.setVisible(bool(view.referrals))
        known = self._say["referrals" if view.referrals else "no_referrals"]
        self.others.draw(known if view.ready else "")
        self._fit()
        self.print.setVisible(view.ready)
        self.bar.note(view.said)

    def _draw_reasons(self, key: str) -> None:
        self.reasons.draw(self.model.view.of(key))

    def _fit(self) -> None:
        self.referrals.setFixedHeight(self.referrals.height_of(min(_MOST_REFERRALS, len(self.referrals.rows))))

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the programmes."""
        self.programmes.setFocus(Qt.FocusReason.OtherFocusReason)
