"""The strip inside a page: amber = look once, red = refused; it ends in the next possible buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.domain.masking import is_masked
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.para import Para
from ui.widgets.veil import veiled


class Strip(QFrame):
    """A sentence of a kind (`soon danger`) with an icon and buttons; `chosen(int)` tells which button was pressed."""

    chosen = Signal(int)

    def __init__(self, text: str = "", kind: str = "soon", *, icon: str = "triangle-alert") -> None:
        super().__init__()
        self.setProperty("ground", kind)
        self.setMinimumHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = Icon(icon, kind)
        self._text = Para(width=2000)
        self._text.middle = True
        self._whole = ""
        self._buttons: list[KeyButton] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.draw(text, kind, icon=icon)

    def draw(
        self, text: str, kind: str = "soon", *, icon: str = "triangle-alert", buttons: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show a sentence (`**strong**` parts) and buttons as (verb, key); hidden while the text is empty."""
        set_states(self, ground=kind)
        self._icon.draw(icon, kind)
        self._text.draw(text)
        self._whole = text
        self.unveil()
        self._set_buttons(tuple(buttons))
        self.setVisible(bool(text))

    @property
    def hides(self) -> bool:
        """Whether a number in it is masked while the veil lies."""
        return is_masked(self._whole)

    def unveil(self) -> None:
        """Say the sentence as the veil lies now; the paragraph in it does so itself."""
        self.setAccessibleName(veiled(self._whole).replace("**", ""))

    def _set_buttons(self, wanted: tuple[tuple[str, str], ...]) -> None:
        if wanted == tuple((button.verb, button.key) for button in self._buttons):
            return
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [KeyButton(verb, key, size="small") for verb, key in wanted]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self._row.addWidget(button)

    @property
    def text(self) -> str:
        """The sentence shown now."""
        return self._text.text

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """The buttons shown now."""
        return tuple(self._buttons)
