"""A field with words to choose from by number, or one's own."""

from PySide6.QtCore import QEvent, QObject

from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.field import Field, FieldView

LABEL, WIDE = 112, 672


class OfferField(Field):
    """`offer(words)` sets what is offered when the cursor comes; a number takes a word and goes on."""

    def __init__(self, label: str, label_width: int = LABEL) -> None:
        super().__init__(label, label_width=label_width)
        self._words: tuple[str, ...] = ()
        self._popup: ChoicePopup | None = None
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._close)

    def offer(self, words: tuple[str, ...]) -> None:
        """Offer these words from now on, nine at most."""
        self._words = words[:9]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the words when the cursor comes."""
        if event.type() == QEvent.Type.FocusIn and self._words and not self.edit.isReadOnly():
            self._open()
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self.edit)
            self._popup.chosen.connect(self._take)
        self._popup.open(self._words, self._words.index(self.text) if self.text in self._words else -1)

    def _close(self) -> None:
        """Own words are typed, also through an input method: Enter takes them, and none of the offered ones."""
        if self._popup is not None:
            self._popup.close_quietly()

    def _take(self, nth: int) -> None:
        self.edit.setText(self._words[nth])
        self.edited.emit(self._words[nth])
        self.entered.emit()


def put(field: Field, view: FieldView) -> None:
    """Show a value; what is being typed is the officer's and is not written over."""
    typing = field.edit.hasFocus() and field.edit.isModified()
    text = field.text if typing else view.text
    field.draw(FieldView(text, view.state, view.hint, view.sentence, view.doubt, view.question, view.answers))
    if not field.edit.hasFocus():
        field.edit.setCursorPosition(0)  # a long value shows its beginning
