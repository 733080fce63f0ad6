"""One line of a side page: a text, a choice, or something to tick with a text beside it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.intake.choice_field import ChoiceField
from ui.intake.side import SideField
from ui.theme import look
from ui.widgets.check import Check
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import ENTER

_TICK = 200


class SideRow(QWidget):
    """`written(name, text)`, `ticked(name, on)`, `picked(n)` for a number key on a tick, `passed()` at Enter."""

    written = Signal(str, str)
    ticked = Signal(str, bool)
    picked = Signal(int)
    passed = Signal()

    def __init__(self, view: SideField, label_width: int) -> None:
        super().__init__()
        self._view = view
        self.check = Check(view.label) if view.ticked is not None else None
        self.field = _field(view, label_width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        if self.check:
            self.check.setMinimumWidth(_TICK)
            self.check.clicked.connect(lambda on: self.ticked.emit(view.name, on))
            self.check.installEventFilter(self)
            row.addWidget(self.check)
            row.addStrut(look().size("control"))
        row.addWidget(self.field, 1)
        self.field.edited.connect(lambda text: self.written.emit(view.name, text))
        self.field.entered.connect(self.passed)
        self.setFocusProxy(self.check or self.field)

    @property
    def is_blank(self) -> bool:
        """Whether the officer has something to do here: nothing is written yet, or there is something to tick."""
        return self.check is not None or not self._view.text

    def draw(self, view: SideField) -> None:
        """Show the line; what is being typed is not written over."""
        self._view = view
        text = self.field.text if self.field.edit.hasFocus() else view.text
        self.field.draw(FieldView(text, "wrong" if view.wrong else "normal", view.hint, view.wrong))
        if isinstance(self.field, ChoiceField):
            self.field.set_words(view.words)
        if self.check:
            self.check.setChecked(bool(view.ticked))
            self.field.setVisible(bool(view.ticked))

    def toggle(self) -> None:
        """Tick the line, or take the tick back."""
        if self.check:
            self.check.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a tick numbers tick, Enter goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.text() and event.text() in "123456789":
                self.picked.emit(int(event.text()) - 1)
                return True
            if event.key() in ENTER:
                self.passed.emit()
                return True
        return super().eventFilter(watched, event)


def _field(view: SideField, label_width: int) -> Field:
    if view.words:
        return ChoiceField(view.label, view.words, label_width=label_width)
    placed = "none" if view.ticked is not None else "left"
    field = Field(view.label, placed=placed, label_width=label_width)
    if view.secret:
        field.set_secret(secret=True)
    return field
