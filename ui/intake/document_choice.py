"""The button with which another document is taken than the card: a number chooses it."""

from PySide6.QtCore import Qt

import resources
from ui.intake import document
from ui.intake.card_model import CardModel
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.key_button import KeyButton


class DocumentChoice(KeyButton):
    """Offers the kinds of documents below itself."""

    def __init__(self, model: CardModel) -> None:
        super().__init__(resources.text("intake_side", "document.change"), "Ctrl B", icon="id-card")
        self._model = model
        self._popup: ChoicePopup | None = None
        self.clicked.connect(self._offer)

    def _offer(self) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.chosen.connect(lambda nth: self._model.choose(document.OFFERED[nth].value))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._popup.open([document.word(kind) for kind in document.OFFERED])
