"""A line whose usual words are a number key away."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.field import Field


class ChoiceField(Field):
    """Offers `words` when the cursor comes; other words may be written where it is `free`."""

    def __init__(self, label: str, words: tuple[str, ...], *, label_width: int, free: bool = True) -> None:
        super().__init__(label, label_width=label_width)
        self._words, self._popup = words, None
        self.edit.setReadOnly(not free)
        self.edit.installEventFilter(self)

    _popup: ChoicePopup | None

    def set_words(self, words: tuple[str, ...]) -> None:
        """Offer other words from now on."""
        self._words = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the choices when the cursor comes; where nothing is written, Enter only goes on."""
        if event.type() == QEvent.Type.FocusIn:
            self._offer()
        if self.edit.isReadOnly() and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = self._popup is not None and self._popup.isVisible()
            if not shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        if not self._words:
            return
        if self._popup is None:
            self._popup = ChoicePopup(self.edit)
            self._popup.chosen.connect(self._take)
        at = self._words.index(self.text) if self.text in self._words else -1
        self._popup.open(self._words, at)

    def _take(self, nth: int) -> None:
        self.edit.setText(self._words[nth])
        self.edited.emit(self._words[nth])
        self.entered.emit()
