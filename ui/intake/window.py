"""The intake as one page: the rail, the step in work, the bar below; it draws and forwards."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

import resources
from ui.intake.household_model import Removed
from ui.intake.intake_bar import IntakeBar
from ui.intake.model import IntakeModel
from ui.intake.side import Side
from ui.intake.sign_step import SignStep
from ui.intake.step_page import StepPage
from ui.intake.step_pages import Place, StepPages
from ui.intake.steps import Step
from ui.intake.view import IntakeView
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.key_cap import sequences
from ui.widgets.rail import Rail
from ui.widgets.soon import once_it_stands
from ui.widgets.toast import Toast


class IntakePage(QFrame):
    """Draws an IntakeView. Keys: PgDn on, Esc back, F9 sign, F10 accept; the steps have their own beside these."""

    def __init__(self, model: IntakeModel) -> None:
        super().__init__()
        self._say, self._model = resources.texts("intake"), model
        self.rail, self._stack = Rail(self._say["rail"]["steps"]), QStackedWidget()
        self.bar = IntakeBar(prints=model.printing is not None)
        self._pages = StepPages(model, self._add, self)
        self._toast: Toast | None = None
        self._at: tuple[Place, str] | None = None
        self._hint = ""
        self._build()
        self._connect()

    def page_of(self, place: Place) -> StepPage:
        """Give the page of a step, or of what lies over it."""
        return self._pages[place]

    def _add(self, page: StepPage) -> None:
        page.notice.answered.connect(self._model.strips.answer)
        page.notice.reason_given.connect(self._model.strips.give_reason)
        page.finished.connect(self._focus_main)
        page.hinted.connect(self._draw_hint)
        self._stack.addWidget(page)

    def _build(self) -> None:
        self.setProperty("ground", "paper")
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.go_to.connect(self._focus_place)
        model.household.removed.connect(self._say_removed)
        self.bar.back.clicked.connect(model.go_back)
        self.bar.later.clicked.connect(model.leave)
        self.bar.register.clicked.connect(model.beside.course.register)
        self.bar.lacks.clicked.connect(lambda: model.beside.open(Side.LACKS))
        self.bar.gap.clicked.connect(model.go_to_gap)
        self.bar.on.clicked.connect(model.go_on)
        self.bar.accept.clicked.connect(model.accept)
        self.bar.paper.clicked.connect(lambda: model.papers.print_form(model.draft, model.signing.sign.own_form()))
        if model.printing:
            model.printing.asked.connect(self._ask_printer)
        for key, act in (
            ("Esc", model.go_back),
            ("PgDn", model.go_on),
            ("F9", model.go_to_sign),
            ("F10", model.accept),
        ):
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
        at = (view.side or (Step.CARD if view.card_of else view.step), view.card_of)
        moved, self._at = at != self._at, at
        page = self.page_of(at[0])
        self.rail.draw(view.at, view.done)
        if moved:
            self._stack.setCurrentWidget(page)
        self._draw_step(at[0])
        said = page.notice.text
        page.notice.draw(view.notice)
        self.bar.draw(view, self._hint)
        if moved:
            self._arrive(page)
        elif said and not page.notice.text:
            once_it_stands(self, self._focus_step)  # once the page has moved up: what is offered hangs below its cell

    def _arrive(self, page: StepPage) -> None:
        self._hint = ""
        self._watch_camera()
        for shortcut in self.findChildren(QShortcut, "F9"):
            shortcut.setEnabled(not isinstance(page, SignStep))
        if self.isVisible() and not page.notice.text:
            page.focus_first()

    def _draw_step(self, place: Place) -> None:
        if self._at and self._at[0] is place:
            self._pages.draw(place)

    def _draw_hint(self, hint: str) -> None:
        self._hint = hint
        self.bar.draw(self._model.view, self._hint)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        printing = self._model.printing
        if printing:
            ask_printer(self, names, lambda name: printing.choose(paper, name))

    def _say_removed(self, removed: Removed) -> None:
        if self._toast is None:
            self._toast = Toast(self.window())
        self._toast.say(removed.said, (self._say["removed"]["undo"], "Ctrl Z", removed.undo))

    # --- the cursor
    def _focus_place(self, place: str) -> None:
        if self._at:
            self.page_of(self._at[0]).focus_place(place)

    def _focus_main(self) -> None:
        """At the end of a page Enter presses the main button; while that is off, the cursor goes to what is missing."""
        if self.bar.main.isEnabled():
            self.bar.main.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._model.go_on()

    def focusInEvent(self, _event: object) -> None:
        """Whoever shows the page gives it the focus: it hands it to the step in work."""
        once_it_stands(self, self._focus_step)

    def _focus_step(self) -> None:
        """The page may have been turned since it was asked for: a page that lies behind takes no key."""
        if self._at:
            self.page_of(self._at[0]).focus_first()

    # --- the camera runs only while it is looked at
    def _watch_camera(self) -> None:
        if self.isVisible() and self._at and self._at[0] in (Step.CARD, Side.AGENT):
            self._model.capture.start()
        else:
            self._model.capture.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the step where the draft stands."""
        super().showEvent(event)
        if self._at is None:
            self.draw(self._model.view)
        self._pages.make_ahead(True)
        self._watch_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go."""
        super().hideEvent(event)
        self._pages.make_ahead(False)
        self._model.capture.stop()
