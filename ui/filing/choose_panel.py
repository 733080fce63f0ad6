"""What a page is, and whose: a key for each answer, the guess under Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ui.filing.view import FilingView, say
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_COLUMNS, _KEYS = 4, "1234567890"


class ChoosePanel(QFrame):
    """`chosen(nth)`, `dropped()`: the paper is not needed."""

    chosen = Signal(int)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setProperty("edge", "top")
        self._title, self._remark = Para("", "title", strong=True, width=2000), Para("", "note", "soon", width=2000)
        self.drop_button = KeyButton(say("choose.drop"), "Ctrl D", kind="quiet")
        self.drop_button.clicked.connect(self.dropped)
        self._grid, self.buttons = QGridLayout(), list[KeyButton]()
        self._grid.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.drop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._remark)
        column.addLayout(self._grid)
        self._words: tuple[str, ...] = ()

    def draw(self, view: FilingView) -> None:
        """Show the question in work."""
        asked = view.choose
        self.setVisible(asked is not None)
        if asked is None:
            self._words = ()
            return
        self._title.draw(asked.title)
        self._remark.draw(view.remark)
        self._remark.setVisible(bool(view.remark))
        words = tuple(word for _value, word in asked.options)
        if (asked.title, *words) != self._words:
            self._make(words)
            self._words = (asked.title, *words)
            self.buttons[asked.at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, words: tuple[str, ...]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for nth, word in enumerate(words):
            button = KeyButton(word, _KEYS[nth] if nth < len(_KEYS) else "")
            button.clicked.connect(lambda _=False, nth=nth: self.chosen.emit(nth))
            self._grid.addWidget(button, nth // _COLUMNS, nth % _COLUMNS)
            self.buttons.append(button)
