"""The pages of the steps, each made when it is first wanted, or before that while nobody waits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.intake.card_page import CardPage
from ui.intake.contact_page import ContactPage
from ui.intake.household_page import HouseholdPage
from ui.intake.model import IntakeModel
from ui.intake.questions_page import QuestionsPage
from ui.intake.side import Side
from ui.intake.side_page import SidePage
from ui.intake.sign_step import SignStep
from ui.intake.step_page import StepPage
from ui.intake.steps import Step

Place = Step | Side
_APART_MS = 60  # between two pages that are made ahead, so that no key waits for more than one


class StepPages(QObject):
    """The pages by their step. `added` takes each new one: all at once would hold the window up."""

    def __init__(self, model: IntakeModel, added: Callable[[StepPage], None], parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._added = model, added
        self._pages: dict[Place, StepPage] = {}
        self._drawing: dict[Place, Callable[[], None]] = {}
        self._timer = QTimer(self, interval=_APART_MS)
        self._timer.timeout.connect(self._make_next)

    def __getitem__(self, step: Place) -> StepPage:
        if step not in self._pages:
            page, self._drawing[step] = self._made(step)
            self._added(page)
            self._pages[step] = page
        return self._pages[step]

    def draw(self, step: Place) -> None:
        """Draw a step's page as its model stands."""
        self[step]
        self._drawing[step]()

    def make_ahead(self, wanted: bool) -> None:  # noqa: FBT001 - one word says it
        """Begin to make the pages that will be wanted, or stop it."""
        self._timer.start() if wanted else self._timer.stop()

    def _make_next(self) -> None:
        step = next((step for step in Step if step not in self._pages), None)
        if step is None:
            self._timer.stop()
        else:
            self[step]

    def _made(self, step: Place) -> tuple[StepPage, Callable[[], None]]:
        """Make a step's page, and say how it is drawn; the reckoning is made anew with it."""
        model = self._model
        match step:
            case Side():
                return self._side(step)
            case Step.CARD:
                return self._card()
            case Step.CONTACT:
                contact = ContactPage(model.contact)
                return contact, lambda: contact.draw(model.contact.view)
            case Step.HOUSEHOLD:
                household = HouseholdPage(model.household)
                household.panel.asked.connect(model.assess)
                return household, lambda: household.draw(model.household.view, model.assessment())
            case Step.QUESTIONS:
                questions = QuestionsPage(model.questions)
                questions.panel.asked.connect(model.assess)
                return questions, lambda: questions.draw(model.questions.view, model.assessment())
            case Step.SIGN:
                sign = SignStep(model.signing)
                sign.days.clicked.connect(lambda: model.beside.open(Side.DAY))
                sign.mandate.clicked.connect(lambda: model.papers.print_mandate(model.draft))
                return sign, lambda: sign.draw(model.draft, model.beside.today, prints=model.papers.can_print)

    def _card(self) -> tuple[StepPage, Callable[[], None]]:
        model = self._model
        card = CardPage(model.card)
        card.agent.clicked.connect(lambda: model.beside.open(Side.AGENT))
        card.last.clicked.connect(lambda: model.beside.open(Side.LAST))
        return card, lambda: card.draw(model.card.view, returns=model.beside.last.known)

    def _side(self, side: Side) -> tuple[StepPage, Callable[[], None]]:
        beside = self._model.beside
        page = SidePage(beside.sides[side], self._model.capture)
        page.ended.connect(lambda: beside.open(Side.ENDING))
        return page, lambda: page.draw(beside.sides[side].view)
