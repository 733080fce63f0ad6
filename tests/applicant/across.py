"""Both sides of the desk: the officer's window, and what the applicant sees."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.draft import Draft
from app.domain.person import Identity
from tests.find.whole_desk import WholeDesk
from tests.made_up import household
from ui.applicant.answer_button import AnswerButton
from ui.applicant.view import spoken
from ui.applicant.window import ApplicantWindow
from ui.intake.model import IntakeModel
from ui.intake.steps import Step
from ui.widgets.strip import Strip


class Across:
    """`desk` is the officer's side; the rest is what stands on the other one."""

    def __init__(self, desk: WholeDesk) -> None:
        self.desk = desk

    @property
    def windows(self) -> list[ApplicantWindow]:
        """The applicant's windows that are open."""
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, ApplicantWindow) and one.isVisible()]

    @property
    def window(self) -> ApplicantWindow:
        """The applicant's window."""
        (one,) = self.windows
        return one

    @property
    def kind(self) -> str:
        """Which page the applicant sees."""
        return self.window.page.view.kind

    @property
    def glass(self) -> str:
        """All the words that the applicant sees."""
        return spoken(self.window.page.view)

    @property
    def intake(self) -> IntakeModel:
        """The intake that is open."""
        assert self.desk.pages.intake is not None
        return self.desk.pages.intake

    @property
    def strips(self) -> list[str]:
        """The sentences in strips before the officer."""
        return [one.text for one in self.desk.window.findChildren(Strip) if one.isVisible()]

    def take_in(self, draft: Draft | None = None) -> "Across":
        """Open the intake on a draft, or on a new one."""
        self.desk.pages.take_in(draft)
        self.desk.wait()
        return self

    def edit(self, change: Callable[[Draft], Draft]) -> "Across":
        """Change the draft as the pages of the intake do."""
        self.intake.keeper.change(change)
        self.desk.wait()
        return self

    def read_card(self, identity: Identity) -> "Across":
        """Have the applicant's card on the page."""
        return self.edit(lambda draft: draft.with_member(replace(draft.applicant, identity=identity)))

    def go_to(self, step: Step) -> "Across":
        """Turn the intake to a step."""
        self.intake.stop()
        return self.take_in(replace(self.intake.draft, step=step.value))

    def touch(self, nth: int) -> "Across":
        """Press a button of the applicant's page."""
        button = self.window.page.findChildren(AnswerButton)[nth]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.wait()
        return self

    def close(self) -> None:
        """Take the applicant's window from the glass; it ends with the officer's."""
        for one in self.windows:
            one.hide()


def family() -> Draft:
    """Give the made-up household, as far as an intake knows it before the signatures."""
    return replace(household.draft(), form=None)
