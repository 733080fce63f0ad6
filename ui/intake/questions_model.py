"""Expenses, the five questions, difficulties: takes the answers."""

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft
from app.errors import Refused
from ui.intake import questions
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.questions import QuestionsView


class QuestionsModel(QObject):
    """`shown(QuestionsView)` when a text is no amount; changes of the draft are the keeper's to tell."""

    shown = Signal(object)

    def __init__(self, keeper: DraftKeeper) -> None:
        super().__init__()
        self._keeper, self._wrong = keeper, ""

    @property
    def view(self) -> QuestionsView:
        """What the page shows now."""
        return questions.view(self._keeper.draft, self._wrong)

    def set_expense(self, kind: str, written: str) -> None:
        """Take an amount as typed; what is none is said beside the field and not kept."""
        before, self._wrong = self._wrong, ""
        try:
            draft = questions.with_expense(self._keeper.draft, kind, written)
        except Refused:
            self._wrong = kind
            self.shown.emit(self.view)
            return
        self._put(draft)
        if before:
            self.shown.emit(self.view)

    def answer(self, code: str, *, yes: bool) -> None:
        """Take an answer."""
        self._put(questions.with_answer(self._keeper.draft, code, yes=yes))

    def set_note(self, code: str, note: str) -> None:
        """Take the line that goes with a yes."""
        self._put(questions.with_note(self._keeper.draft, code, note))

    def name_trouble(self, code: str, *, named: bool) -> None:
        """Take a difficulty, or take it back."""
        self._put(questions.with_trouble(self._keeper.draft, code, named=named))

    def _put(self, draft: Draft) -> None:
        self._keeper.change(lambda _: draft)
