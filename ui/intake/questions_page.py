"""The step of expenses, questions and difficulties."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from app.domain.draft import Question, Trouble
from app.domain.income import ExpenseKind
from ui.intake.assess_panel import AssessPanel
from ui.intake.assessment import AssessmentView
from ui.intake.questions import ASKED, QuestionsView, QuestionView
from ui.intake.questions_model import QuestionsModel
from ui.intake.step_page import StepPage
from ui.widgets.check import Check, YesNo
from ui.widgets.field import Field, FieldView
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import ENTER
from ui.widgets.label import Label

_QUESTION_WIDE = 176
_ANSWERS = {Qt.Key.Key_1: False, Qt.Key.Key_2: True}


class QuestionRow(QWidget):
    """One question: 1 says no, 2 says yes, Enter goes on; a yes opens a line for its note."""

    answered = Signal(str, bool)
    noted = Signal(str, str)
    passed = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        say = resources.texts("intake")
        self.choice = YesNo(say["question"][code])
        self.note = Field(say["question_note"][code], label_width=0)
        name = Label(say["question"][code])
        name.setMinimumWidth(_QUESTION_WIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStrut(40)
        row.addWidget(name)
        row.addWidget(self.choice)
        row.addWidget(self.note, 1)
        self.choice.answered.connect(lambda yes: self.answered.emit(code, yes))
        self.note.edited.connect(lambda text: self.noted.emit(code, text))
        self.note.entered.connect(self.passed)
        self.setFocusProxy(self.choice)

    def draw(self, view: QuestionView) -> None:
        """Show the answer and its note."""
        self.choice.draw(view.value)
        self.note.setVisible(view.value is True)
        if not self.note.edit.hasFocus():
            self.note.draw(FieldView(view.note))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by number; go on with Enter."""
        key = Qt.Key(event.key())
        if key in _ANSWERS:
            self.answered.emit(self._code, _ANSWERS[key])
        elif key not in ENTER:
            super().keyPressEvent(event)
            return
        if _ANSWERS.get(key):
            self.note.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()


class TroublesRow(QWidget):
    """The main difficulties, several of them: a number names one or takes it back, Enter goes on."""

    named = Signal(str, bool)
    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = resources.texts("codes")["trouble"]
        self.checks = {one.value: Check(f"{nth} {words[one.value]}") for nth, one in enumerate(Trouble, 1)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addStrut(40)
        for code, check in self.checks.items():
            check.clicked.connect(lambda named, code=code: self.named.emit(code, named))
            row.addWidget(check)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.checks.values())))

    def draw(self, named: tuple[str, ...]) -> None:
        """Show which were named."""
        for code, check in self.checks.items():
            check.setChecked(code in named)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Name by number; go on with Enter."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.checks):
            list(self.checks.values())[place].click()
        elif event.key() in ENTER:
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class QuestionsPage(StepPage):
    """Draws a QuestionsView and forwards answers."""

    def __init__(self, model: QuestionsModel) -> None:
        self._say = resources.texts("intake")["questions"]
        super().__init__(self._say["title"])
        self._model = model
        words = resources.texts("codes")["expense"]
        self.expenses = {one.value: Field(words[one.value], placed="above") for one in ExpenseKind}
        self.rows = {question.value: QuestionRow(question.value) for question in ASKED}
        self.troubles, self.panel = TroublesRow(), AssessPanel()
        self.stops = [*self.expenses.values(), *self.rows.values(), self.troubles]
        self._build()
        self._connect()

    def _build(self) -> None:
        money = QHBoxLayout()
        money.setSpacing(16)
        for field in self.expenses.values():
            money.addWidget(field, 1)
        self._part("expenses", "expenses_note")
        self.body.addLayout(money)
        self._part("property", "property_note")
        for code, row in self.rows.items():
            if code == Question.NEAR_RELATIVE:
                self._part("kin", "property_note")
            self.body.addWidget(row)
        self._part("troubles", "troubles_note")
        self.body.addWidget(self.troubles)
        self.body.addStretch(1)
        self.add_side(self.panel)

    def _part(self, title: str, note: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStrut(32)
        row.addWidget(Label(self._say[title], strong=True))
        row.addWidget(Label(self._say[note], "note", "ink2"))
        row.addStretch(1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 8, 0, 4)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(HairLine())
        self.body.addLayout(whole)

    def _connect(self) -> None:
        model = self._model
        for kind, field in self.expenses.items():
            field.edited.connect(lambda text, kind=kind: model.set_expense(kind, text))
            field.entered.connect(lambda field=field: self.go_on_from(field))
        for row in self.rows.values():
            row.answered.connect(lambda code, yes: model.answer(code, yes=yes))
            row.noted.connect(model.set_note)
            row.passed.connect(lambda row=row: self.go_on_from(row))
        self.troubles.named.connect(lambda code, named: model.name_trouble(code, named=named))
        self.troubles.passed.connect(lambda: self.go_on_from(self.troubles))

    def draw(self, view: QuestionsView, reckoned: AssessmentView) -> None:
        """Show the answers and the reckoning."""
        self.head.draw(
            self._say["title"], resources.text("intake", "page.who" if view.who else "page.who_unknown", name=view.who)
        )
        for kind, _label, text in view.expenses:
            field, wrong = self.expenses[kind], kind == view.wrong
            shown = field.text if field.edit.hasFocus() else text
            sentence = self._say["money_form"] if wrong else ""
            field.draw(FieldView(shown, "wrong" if wrong else "normal", self._say["yuan"], sentence))
        for question in view.questions:
            self.rows[question.code].draw(question)
        self.troubles.draw(view.troubles)
        self.panel.draw(reckoned)

    def focus_place(self, place: str) -> None:
        """Put the cursor on a question by its place."""
        row = self.rows.get(place.rsplit(".", maxsplit=1)[-1])
        (row or self.stops[0]).setFocus(Qt.FocusReason.OtherFocusReason)
