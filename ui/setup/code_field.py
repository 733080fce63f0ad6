"""The enrol code: eight groups of five, typed in one go, pasted, or scanned by a reader that types."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

import resources
from ui.widgets.field import Field, FieldView
from ui.widgets.label import Label
from ui.widgets.para import Para

GROUPS, GROUP, PER_ROW = 8, 5, 4
_FORGIVEN = str.maketrans("OIL", "011", " -\t\r\n")


def plain(written: str) -> str:
    """Give what was typed as it is in a code: capitals, without spaces and hyphens, O, I and L forgiven."""
    return written.upper().translate(_FORGIVEN)


class CodeField(QWidget):
    """`edited(code)` at every change, with what is typed so far, without gaps; `entered()` at Enter."""

    edited = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups = [Field(self._name(number), placed="none") for number in range(GROUPS)]
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, group in enumerate(self._groups):
            grid.addWidget(group, number // PER_ROW, number % PER_ROW)
            group.edited.connect(lambda text, number=number: self._typed(number, text))
            group.entered.connect(self.entered)
            group.edit.installEventFilter(self)
            group.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.edit.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self._sentence = Para("", "note", "danger", width=2000)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(resources.text("setup", "code"), "body", "ink2"))
        column.addLayout(grid)
        column.addWidget(self._sentence)
        self.setFocusProxy(self._groups[0])

    def _name(self, number: int) -> str:
        return resources.text("setup", "code_group", number=number + 1, total=GROUPS)

    @property
    def text(self) -> str:
        """What is typed so far."""
        return "".join(group.text for group in self._groups)

    def draw(self, code: str, sentence: str) -> None:
        """Show a code, and what is wrong with it."""
        if code != self.text:
            self._fill(0, code)
        for group in self._groups:
            group.draw(FieldView(group.text, "wrong" if sentence else "normal"))
        self._sentence.draw(sentence)
        self._sentence.setVisible(bool(sentence))

    def _typed(self, number: int, text: str) -> None:
        """Spread what does not fit over the groups behind, and go to where the next character belongs."""
        written = plain(text)
        at = self._fill(number, written) if len(written) >= GROUP else self._put(number, written)
        self._groups[at].setFocus()
        self.edited.emit(self.text)

    def _put(self, number: int, text: str) -> int:
        group = self._groups[number]
        where = group.edit.cursorPosition()
        group.draw(FieldView(text))
        group.edit.setCursorPosition(min(where, len(text)))
        return number

    def _fill(self, number: int, text: str) -> int:
        """Put characters into the groups from `number` on; give the group in which the next one belongs."""
        at = number
        while at < GROUPS:
            piece, text = text[:GROUP], text[GROUP:]
            self._groups[at].draw(FieldView(piece))
            if not text:
                break
            at += 1
        full = at < GROUPS and len(self._groups[at].text) == GROUP
        return min(at + 1 if full else at, GROUPS - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Backspace in an empty group go to the end of the one before."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
        ):
            number = next((n for n, group in enumerate(self._groups) if group.edit is watched), 0)
            if number and not self._groups[number].text:
                self._groups[number - 1].setFocus()
                self._groups[number - 1].edit.end(False)
                return True
        return super().eventFilter(watched, event)
