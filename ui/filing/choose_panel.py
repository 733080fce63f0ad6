"""What a page is, and whose: a key for each answer, the guess under Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ui.filing.choose import WHOSE
from ui.filing.view import FilingView, say
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_KEYS = "1234567890"
_COLUMNS = 4
_ROOM = 8  # characters of a person's name; in half as many columns, where the answers are few, twice as many
_FEW = 6


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
            self._make(words, are_people=asked.stage == WHOSE)
            self._words = (asked.title, *words)
            self.buttons[asked.at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, words: tuple[str, ...], *, are_people: bool) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        is_wide = are_people and len(words) <= _FEW and any(len(word) > _ROOM for word in words)
        columns, room = (_COLUMNS // 2, 2 * _ROOM) if is_wide else (_COLUMNS, _ROOM)
        for nth, word in enumerate(words):
            button = KeyButton(_cut(word, room) if are_people else word, _KEYS[nth] if nth < len(_KEYS) else "")
            button.setAccessibleName(word)
            button.setToolTip(word if button.verb != word else "")
            button.clicked.connect(lambda _=False, nth=nth: self.chosen.emit(nth))
            self._grid.addWidget(button, nth // columns, nth % columns)
            self.buttons.append(button)


def _cut(name: str, room: int) -> str:
    """Give a name that is too long without its middle: many begin alike, and some end alike."""
    return name if len(name) <= room else f"{name[: room // 2 - 1]}…{name[-(room // 2) :]}"
