"""The page of one lead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from ui.low_income.lead_model import LeadModel, LeadView
from ui.low_income.words import part
from ui.person.form_sheet import FormSheet
from ui.person.offer_field import LABEL, WIDE, put
from ui.widgets.action_bar import ActionBar
from ui.widgets.chip import Chip
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.soon import once_it_stands


class LeadPage(QFrame):
    """Draws a LeadView and forwards keys; `back_asked()` for Esc, `case_asked(id)` for what it became."""

    back_asked = Signal()
    case_asked = Signal(str)

    def __init__(self, model: LeadModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, part("lead_one")
        self.sheet, self.chip = FormSheet(self._say["title"]), Chip()
        self.sheet.grow()
        self.reason = Field(self._say["reason"], label_width=LABEL)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.declined = self.bar.left(KeyButton(self._say["declined"], "F8"))
        self.no_need = self.bar.left(KeyButton(self._say["no_need"], "F7"))
        self.case = self.bar.right(KeyButton(self._say["case"], "F6"))
        self.apply = self.bar.right(KeyButton(self._say["apply"], "F10", kind="main"))
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        self.sheet.head.add(self.chip)
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(8)
        facts.setColumnMinimumWidth(0, LABEL)
        facts.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(self._model.view.facts):
            facts.addWidget(Label(label, "body", "ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(Para(text, width=2000), row, 1)
        self.sheet.body.addLayout(facts)
        self.sheet.body.addSpacing(20)
        self.reason.setMaximumWidth(WIDE)
        self.sheet.body.addWidget(self.reason)
        self.sheet.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        self.reason.edited.connect(model.set_reason)
        self.back.clicked.connect(self.back_asked)
        self.apply.clicked.connect(model.apply)
        self.no_need.clicked.connect(model.no_need)
        self.declined.clicked.connect(model.declined)
        self.case.clicked.connect(self._ask_case)

    def _ask_case(self) -> None:
        self.case_asked.emit(self._model.view.case)

    def draw(self, view: LeadView) -> None:
        """Show what is known, and what can be done with it."""
        self.sheet.head.draw(self._say["title"], "")
        self.chip.draw(view.state, "now" if view.is_open else "plain")
        self.sheet.refused(view.refused)
        put(self.reason, FieldView(view.reason, "normal" if view.is_open else "locked"))
        self.reason.setVisible(view.is_open or bool(view.reason))
        for button in (self.apply, self.no_need, self.declined):
            button.setVisible(view.is_open)
        self.case.setVisible(bool(view.case))
        self.bar.note(self._say["hint"] if view.is_open else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what is likely."""
        super().showEvent(event)
        once_it_stands(self, self.focus_first)

    def focus_first(self) -> None:
        """Put the cursor on the application, or on the way back."""
        first = self.apply if self.apply.isVisible() else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)
