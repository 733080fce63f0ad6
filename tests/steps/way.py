"""A case's way through the window, step by step, with keys; the days go by as the test says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from app.domain.case import Case
from app.rules.agenda import todos
from app.services import intake
from tests.desk.counter import Counter
from tests.find.whole_desk import application, member
from tests.intake.at_the_window import front
from ui.case.window import CasePage
from ui.steps.page import StepFormPage
from ui.steps.specs import step_of

WINDOW, LEADER = 1, 2
_KEYS = "1234567890"
NOTHING: Mapping[str, str] = {}


class Way:
    """One case on its way. `today` is the day at the window; who sits there is changed by `let`."""

    def __init__(self, at: Counter, case_id: str = "", on: str = "2026-10-12") -> None:
        self.at = at
        self.on(on)
        self.id = case_id or self._accepted()
        at.settle()

    def _accepted(self) -> str:
        couple = (member("王明德", "1950-03-08", 11), member("刘玉珍", "1953-06-02", 22, "10"))
        draft = application(self.at.desk, *couple, signed=2)
        return intake.accept(self.at.desk, replace(draft, form_content=intake.content_digest(draft))).case.id

    @property
    def case(self) -> Case:
        """The case as it stands in the journal."""
        found = self.at.desk.store.case(self.id)
        assert found is not None
        return found

    @property
    def todo(self) -> list[str]:
        """What is to be done, in words of the program."""
        return [one.what for one in todos(self.case)]

    # --- days and people
    def on(self, day: str) -> "Way":
        """Let it be the morning of a day."""
        moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=2)
        self.at.pages.welcome(replace(self.at.desk, now=lambda: moment))
        self.at.settle()
        self.day = day
        return self

    def let(self, officer: int) -> "Way":
        """Let another officer come to the desk, on the same day."""
        self.at.press("Ctrl L").unlock(officer).in_front()
        return self.on(self.day)

    # --- steps
    def take(self, todo: str, answers: Mapping[str, str] = NOTHING, /, *, photo: bool = False) -> "Way":
        """Do what the case's page says is to be done, with Enter on its row."""
        rows = [one.what for one in todos(self.case) if one.since_on <= self.day]
        self.at.pages.go("case", self.id)
        self.at.settle()
        page: CasePage = self.at.shown(CasePage)
        page.todo.list.setFocus()
        page.todo.list.select(rows.index(todo))
        self.at.press("Enter")
        return self._answer(step_of(todo), photo, answers)

    def choose(self, step: str, answers: Mapping[str, str] = NOTHING, /, *, photo: bool = False) -> "Way":
        """Do another step, from the list of all of them."""
        self.at.pages.go("step", self.case, step)
        self.at.settle()
        return self._answer(step, photo, answers)

    def _answer(self, step: str, photo: bool, answers: Mapping[str, str]) -> "Way":  # noqa: FBT001 - whether one is taken
        page: StepFormPage = self.at.shown(StepFormPage)
        assert page.verb.isVisible(), step
        for name, answer in answers.items():
            if name in page.fields:
                self._type(page, name, answer)
            else:
                self._mark(page, name, answer)
        if photo:
            self.at.lay(front())
        self.at.press("F10")
        return self

    def _type(self, page: StepFormPage, name: str, answer: str) -> None:
        field = page.fields[name]
        assert field.isVisible(), name
        field.edit.setFocus()
        self.at.press("Ctrl A", "Delete")
        self.at.type(answer)

    def _mark(self, page: StepFormPage, name: str, answer: str) -> None:
        choices = page.choices[name]
        codes = choices._codes  # noqa: SLF001 - the digit of an answer is its place
        choices.checks[0].setFocus()
        for code in answer.split(","):
            self.at.press(_KEYS[codes.index(code)])

    def refused(self) -> str:
        """What stands in the way on the step's page."""
        page: StepFormPage = self.at.shown(StepFormPage)
        return page.sheet.strip.text
