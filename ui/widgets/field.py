"""The field: one value with its label, and every state that a value can be in."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

import resources
from ui.theme import look, ready_for, restyled
from ui.widgets.field_ask import FieldAsk
from ui.widgets.field_frame import INSIDE, PLAIN, FieldFrame
from ui.widgets.label import Label
from ui.widgets.para import Para

STATES = ("normal", "remembered", "doubt", "wrong", "read", "locked")


@dataclass(frozen=True)
class FieldView:
    """What a field shows.

    `state`: normal · remembered (grey, from last time) · doubt (machine unsure: `doubt` = range of characters) ·
    wrong (`sentence` says what to do) · read (plain text until the cursor comes) · locked (plain text).
    `hint` stands right inside the frame; `question` and `answers` (verb, key) stand below a doubt.
    """

    text: str = ""
    state: str = "normal"
    hint: str = ""
    sentence: str = ""
    doubt: tuple[int, int] = (0, 0)
    question: str = ""
    answers: tuple[tuple[str, str], ...] = ()


class Field(QWidget):
    """A line of input; `placed` puts the label `left`, `above` or nowhere (`none`: then it is the accessible name).

    `edited(text)` at every change by the officer, `entered()` at Enter, `settled(text)` when the cursor leaves,
    `answered(n)` for an answer below a doubt.
    """

    edited = Signal(str)
    entered = Signal()
    settled = Signal(str)
    answered = Signal(int)

    def __init__(
        self, label: str, *, placed: str = "left", label_width: int = 64, icon: str = "", tall: bool = False
    ) -> None:
        super().__init__()
        self._label, self._view = label, FieldView()
        self._frame = FieldFrame(icon, tall=tall)
        self._sentence = Para("", "note", "danger", width=2000)
        self._ask: FieldAsk | None = None
        self._build(placed, label_width)
        edit = self._frame.edit
        edit.setAccessibleName(label)
        edit.textEdited.connect(self.edited)
        edit.returnPressed.connect(self.entered)
        edit.editingFinished.connect(lambda: self.settled.emit(edit.text()))
        self.setFocusProxy(edit)
        self.draw(FieldView())

    def _build(self, placed: str, label_width: int) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._below = below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._frame)
        self._under = QVBoxLayout()
        self._under.addWidget(self._sentence)
        below.addLayout(self._under)
        across = QBoxLayout.Direction.LeftToRight if placed == "left" else QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(across, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12 if placed == "left" else 8)
        self._name = Label(self._label, "body", "ink2")
        self._name.setBuddy(self._frame.edit)
        if placed != "none":
            whole.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self._name.setVisible(placed != "none")
        if placed == "left":
            self._name.setMinimumWidth(label_width)
            self._fit_name()
        whole.addLayout(below, 1)
        self._placed = placed

    @property
    def edit(self) -> QLineEdit:
        """The line edit itself, for completers, validators and the input method."""
        return self._frame.edit

    @property
    def text(self) -> str:
        """What stands in the field now."""
        return self._frame.edit.text()

    @property
    def view(self) -> FieldView:
        """What was drawn last."""
        return self._view

    def draw(self, view: FieldView) -> None:
        """Show a value in a state; the cursor stays where it is while the text is the same."""
        self._view = view
        edit = self._frame.edit
        if edit.text() != view.text:
            edit.setText(ready_for(view.text))
            if not edit.hasFocus():
                edit.setCursorPosition(0)  # a long text shows how it begins
        hint = view.hint or (resources.text("widgets", "field.remembered") if view.state == "remembered" else "")
        self._frame.draw(view.state, hint, view.doubt)
        self._sentence.draw(view.sentence, "danger" if view.state == "wrong" else "ink2")
        self._sentence.setVisible(bool(view.sentence))
        self._under.setContentsMargins(INSIDE if view.state in PLAIN else 0, 0, 0, 0)  # below the text, not the frame
        self._draw_ask(view)
        edit.setAccessibleDescription(self._spoken(view, hint))

    def _draw_ask(self, view: FieldView) -> None:
        """Show the question; most fields never have one, so it is made for the first."""
        if view.question and self._ask is None:
            self._ask = FieldAsk()
            self._ask.answered.connect(self.answered)
            self._below.addWidget(self._ask)
        if self._ask is not None:
            self._ask.draw(view.question, view.answers)

    def _spoken(self, view: FieldView, hint: str) -> str:
        if view.state in {"wrong", "doubt"}:
            return resources.text(
                "widgets", f"field.{view.state}", sentence=view.sentence, question=view.question or view.sentence
            )
        return view.sentence or hint

    def sizeHint(self) -> QSize:
        """Ask for the height that the sentence takes at this width; the height of a field is never another one."""
        wanted = super().sizeHint()
        return QSize(wanted.width(), max(wanted.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew where a sentence breaks elsewhere now."""
        super().resizeEvent(event)
        if self._view.sentence and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def set_secret(self, *, secret: bool) -> None:
        """Show dots instead of what is typed, and keep the input method away from it."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)

    def _fit_name(self) -> None:
        self._name.setFixedHeight(look().size("control"))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event) and self._placed == "left":
            self._fit_name()
        super().changeEvent(event)
