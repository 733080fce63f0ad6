"""The step of signatures: the page of ui/sign in the frame of the intake."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from app.domain.draft import Draft
from ui.intake.agent_model import agent_text
from ui.intake.day_model import days_text
from ui.intake.signing_model import SigningModel
from ui.intake.step_page import StepPage
from ui.sign.window import SignPage
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided, Label


class SignStep(StepPage):
    """Holds the SignPage; its own head is hidden, as that page brings one."""

    def __init__(self, model: SigningModel) -> None:
        super().__init__(resources.texts("intake")["rail"]["steps"][5])
        self._model = model
        self.page = SignPage(model.sign, model.thumb)
        self.days = KeyButton(resources.text("intake_side", "day.open"), "Ctrl D", kind="quiet", size="small")
        self.mandate = KeyButton(resources.text("intake_side", "paper.print_mandate"), "Ctrl M", size="small")
        self._said, self._agent = Elided("", "note", "ink2"), Label("", "note", "soon")
        self.head.hide()
        self.notice.setContentsMargins(0, 12, 0, 0)  # no head holds it away from the top
        self.scroller.hide()
        self.column.addWidget(self._line())
        self.column.addWidget(self.page, 1)
        self.grow()
        model.opened.connect(self.focus_first)

    def _line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(24, 4, 24, 0)
        row.setSpacing(12)
        row.addWidget(self._said, 1)
        row.addWidget(self._agent)
        row.addWidget(self.mandate)
        row.addWidget(self.days)
        return line

    def draw(self, draft: Draft, today: date, *, prints: bool) -> None:
        """Show the three days, and whether who acts for the applicant may sign."""
        self._said.draw(days_text(draft, today))
        agent = draft.agent
        name = "agent.can_sign" if agent and agent.may_sign else "agent.cannot_sign"
        self._agent.draw(resources.text("intake_side", name, who=agent_text(agent)) if agent else "")
        self._agent.setVisible(agent is not None)
        self.mandate.setVisible(prints and agent is not None and not agent.may_sign)

    def focus_first(self) -> None:
        """The paper has the cursor: it scrolls, and F9 lights the field."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
