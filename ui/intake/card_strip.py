"""The strip of the card page: a picture that is no good, another person's, or that could not be opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from ui.intake.card_view import Ask, CardView
from ui.intake.notice_strip import ReasonLine
from ui.widgets.strip import Strip


class CardStrip(QWidget):
    """`again()` another picture · `kept(reason)` keep this one · `dropped()` leave it."""

    again = Signal()
    kept = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        say = resources.texts("intake")["reason"]
        self.strip, self.reason = Strip(), ReasonLine(say["label"], say["done"])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.reason)
        self._ask: Ask | None = None
        self._wrong = ""
        self.strip.chosen.connect(self._choose)
        self.reason.given.connect(self.kept)
        self.reason.hide()
        self.hide()

    def draw(self, view: CardView) -> None:
        """Show what is asked about a picture; a new question takes the focus to its first answer."""
        before, self._ask = self._ask, view.ask
        if view.ask == before:
            return
        self.reason.hide()
        self._show()
        self.focus()

    def focus(self) -> None:
        """Put the cursor on the first answer, or into the line for the reason."""
        if not self.reason.isHidden():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._ask and self.strip.buttons:
            self.strip.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_wrong(self, sentence: str) -> None:
        """Show why a picture could not be used at all; a question goes first."""
        if sentence != self._wrong:
            self._wrong = sentence
            self._show()

    def _show(self) -> None:
        if self._ask:
            icon = {"other_person": "users"}.get(self._ask.why, "triangle-alert")
            self.strip.draw(self._ask.text, "soon", icon=icon, buttons=self._ask.answers)
        else:
            self.strip.draw(self._wrong, "danger", icon="ban")
        self.setVisible(bool(self._ask or self._wrong))

    def _choose(self, nth: int) -> None:
        if self._ask is None:
            return
        key = self._ask.answers[nth][1]
        if key == "F8":
            self.again.emit()
        elif key == "N":
            self.dropped.emit()
        elif self._ask.why == "bad":
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kept.emit("")
