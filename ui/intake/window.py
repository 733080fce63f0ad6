"""The intake as one page: the rail, the step in work, the bar below; it draws and forwards."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

import resources
from ui.intake.card_page import CardPage
from ui.intake.contact_page import ContactPage
from ui.intake.household_model import Removed
from ui.intake.household_page import HouseholdPage
from ui.intake.model import IntakeModel
from ui.intake.questions_page import QuestionsPage
from ui.intake.sign_step import SignStep
from ui.intake.step_page import StepPage
from ui.intake.steps import Step
from ui.intake.view import IntakeView
from ui.printer_choice import PrinterChoice
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import sequences
from ui.widgets.rail import Rail
from ui.widgets.toast import Toast


class IntakePage(QFrame):
    """Draws an IntakeView. Keys: PgDn on, Esc back, F9 sign, F10 accept; the steps have their own beside these."""

    def __init__(self, model: IntakeModel) -> None:
        super().__init__()
        self._say, self._model = resources.texts("intake"), model
        self.rail, self.bar, self._stack = Rail(self._say["rail"]["steps"]), ActionBar(), QStackedWidget()
        self.pages: dict[Step, StepPage] = {
            Step.CARD: CardPage(model.card),
            Step.CONTACT: ContactPage(model.contact),
            Step.HOUSEHOLD: HouseholdPage(model.household),
            Step.QUESTIONS: QuestionsPage(model.questions),
            Step.SIGN: SignStep(model.signing),
        }
        self._drawing: dict[Step, Callable[[], None]] = self._drawers()
        self._toast: Toast | None = None
        self._at: tuple[Step, str] | None = None
        self._hint = ""
        self._build()
        self._connect()

    def _drawers(self) -> dict[Step, Callable[[], None]]:
        """How each step is drawn; the reckoning is made anew with it."""
        model, pages = self._model, self.pages
        card, contact = pages[Step.CARD], pages[Step.CONTACT]
        household, questions = pages[Step.HOUSEHOLD], pages[Step.QUESTIONS]
        assert isinstance(card, CardPage)  # noqa: S101 - the table above says so, a type checker cannot know
        assert isinstance(contact, ContactPage)  # noqa: S101 - as above
        assert isinstance(household, HouseholdPage)  # noqa: S101 - as above
        assert isinstance(questions, QuestionsPage)  # noqa: S101 - as above
        return {
            Step.CARD: lambda: card.draw(model.card.view),
            Step.CONTACT: lambda: contact.draw(model.contact.view),
            Step.HOUSEHOLD: lambda: household.draw(model.household.view, model.assessment()),
            Step.QUESTIONS: lambda: questions.draw(model.questions.view, model.assessment()),
            Step.SIGN: lambda: None,
        }

    def _build(self) -> None:
        say = self._say["page"]
        self.setProperty("ground", "paper")
        for page in self.pages.values():
            self._stack.addWidget(page)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.bar)
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.later = self.bar.left(KeyButton(say["later"], kind="quiet"))
        self.paper = self.bar.right(KeyButton(say["paper"], "Ctrl P", icon="printer"))
        self.gap = self.bar.right(KeyButton(say["to_gap"], "F4"))
        self.on = self.bar.right(KeyButton(say["on"], "PgDn", kind="main", bind=False))
        self.accept = self.bar.right(KeyButton(say["accept"], "F10", kind="main", bind=False))

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.go_to.connect(self._focus_place)
        model.household.shown.connect(lambda _view: self._draw_step(Step.HOUSEHOLD))
        model.contact.shown.connect(lambda _view: self._draw_step(Step.CONTACT))
        model.questions.shown.connect(lambda _view: self._draw_step(Step.QUESTIONS))
        model.household.removed.connect(self._say_removed)
        self.back.clicked.connect(model.go_back)
        self.later.clicked.connect(model.leave)
        self.gap.clicked.connect(model.go_to_gap)
        self.on.clicked.connect(model.go_on)
        self.accept.clicked.connect(model.accept)
        self.paper.clicked.connect(model.print_page)
        if model.printing:
            model.printing.asked.connect(self._ask_printer)
        for page in self.pages.values():
            page.notice.answered.connect(model.answer_notice)
            page.notice.reason_given.connect(model.give_reason)
            page.finished.connect(self._focus_main)
            page.hinted.connect(self._draw_hint)
        for key, act in (("PgDn", model.go_on), ("F9", model.go_to_sign), ("F10", model.accept)):
            self._bind(key, act)

    def _bind(self, key: str, act: Callable[[], None]) -> None:
        """A key that works also while its button is off: then it goes where something is missing."""
        shortcut = QShortcut(self)
        shortcut.setKeys(sequences(key))
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        shortcut.setObjectName(key)

    # --- drawing
    def draw(self, view: IntakeView) -> None:
        """Show the step in work and what is missing."""
        at = (Step.CARD if view.card_of else view.step, view.card_of)
        moved, self._at = at != self._at, at
        page = self.pages[at[0]]
        self.rail.draw(view.at, view.done)
        if moved:
            self._stack.setCurrentWidget(page)
        self._draw_step(at[0])
        page.notice.draw(view.notice)
        self._draw_bar(view)
        if moved:
            self._arrive(page)

    def _arrive(self, page: StepPage) -> None:
        self._hint = ""
        self._watch_camera()
        for shortcut in self.findChildren(QShortcut, "F9"):
            shortcut.setEnabled(page is not self.pages[Step.SIGN])
        if self.isVisible() and not page.notice.text:
            page.focus_first()

    def _draw_step(self, step: Step) -> None:
        if self._at and self._at[0] is step:
            self._drawing[step]()

    def _draw_bar(self, view: IntakeView) -> None:
        last = view.step is Step.SIGN and not view.card_of
        self.on.setVisible(not last)
        self.accept.setVisible(last)
        self.paper.setVisible(last and self._model.printing is not None)
        self.gap.setVisible(last and bool(view.whole.text) and view.whole.step is not Step.SIGN)
        say = self._say["page"]
        if view.accepting:
            self.accept.off(say["accepting"])
        elif view.can_accept:
            self.accept.on()
        else:
            self.accept.off(view.whole.text if last else "")
        if view.can_go_on:
            self.on.on()
        else:
            self.on.off(view.here.text if not last else "")
        self.bar.note("" if last else self._hint or say["enter"])

    def _draw_hint(self, hint: str) -> None:
        self._hint = hint
        self._draw_bar(self._model.view)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        printing = self._model.printing
        if printing and self.isVisible():
            choice = PrinterChoice(self.window(), names)
            choice.chosen.connect(lambda name: printing.choose(paper, name))
            choice.ask()

    def _say_removed(self, removed: Removed) -> None:
        if self._toast is None:
            self._toast = Toast(self.window())
        self._toast.say(removed.said, (self._say["removed"]["undo"], "Ctrl Z", removed.undo))

    # --- the cursor
    def _focus_place(self, place: str) -> None:
        if self._at:
            self.pages[self._at[0]].focus_place(place)

    def _focus_main(self) -> None:
        """At the end of a page Enter presses the main button; while that is off, the cursor goes to what is missing."""
        button = self.accept if self.accept.isVisible() else self.on
        if button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.later.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, _event: object) -> None:
        """Whoever shows the page gives it the focus: it hands it to the step in work."""
        if self._at:
            QTimer.singleShot(0, self.pages[self._at[0]].focus_first)

    # --- the camera runs only while it is looked at
    def _watch_camera(self) -> None:
        if self.isVisible() and self._at and self._at[0] is Step.CARD:
            self._model.capture.start()
        else:
            self._model.capture.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the step where the draft stands."""
        super().showEvent(event)
        if self._at is None:
            self.draw(self._model.view)
        self._watch_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go."""
        super().hideEvent(event)
        self._model.capture.stop()
