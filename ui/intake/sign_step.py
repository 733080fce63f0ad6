"""The step of signatures: the page of ui/sign in the frame of the intake."""

from PySide6.QtCore import Qt

import resources
from ui.intake.signing_model import SigningModel
from ui.intake.step_page import StepPage
from ui.sign.window import SignPage


class SignStep(StepPage):
    """Holds the SignPage; its own head is hidden, as that page brings one."""

    def __init__(self, model: SigningModel) -> None:
        super().__init__(resources.texts("intake")["rail"]["steps"][5])
        self._model = model
        self.page = SignPage(model.sign)
        self.head.hide()
        self.scroller.hide()
        self.column.addWidget(self.page, 1)
        self.grow()
        model.opened.connect(self.focus_first)

    def focus_first(self) -> None:
        """The paper has the cursor: it scrolls, and F9 lights the field."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
