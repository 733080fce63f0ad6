"""What is asked about a signed page: the day, and for somebody who does not write, who was there."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.filing.ask import Ask
from ui.filing.ink_strip import InkStrip
from ui.filing.view import FilingView, say
from ui.widgets.check import Check
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para


class AskPanel(QFrame):
    """Draws an Ask. `edited(edit)` with a function of the Ask, `done()` at the last Enter, `dropped()`."""

    edited = Signal(object)
    done = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setProperty("edge", "top")
        self._title, self._where = Para("", "title", strong=True, width=2000), Para("", ink="ink2", width=2000)
        self.day = Field(say("ask.day"), label_width=72)
        self.first, self.second = Field(say("ask.first"), label_width=56), Field(say("ask.second"), label_width=88)
        self.read_aloud = Check(say("ask.read_aloud"))
        self.thumb = KeyButton(say("ask.thumb"), "F7")
        self.drop = KeyButton(say("ask.drop"), "Ctrl D", kind="quiet")
        self._day_hint = Label(say("ask.day_hint"), "note", "ink3")
        self._hint, self._wrong = Label(say("ask.hint"), "note", "ink3"), Para("", "body", "danger", width=2000)
        self._remark, self._was_asking = Para("", "note", "soon", width=2000), False
        self.ink = InkStrip()
        self._build()
        self._connect()

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(16)
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._where)
        title.addLayout(words, 1)
        for button in (self.thumb, self.drop):
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        first = QHBoxLayout()
        first.setSpacing(24)
        self.day.setMaximumWidth(300)
        first.addWidget(self.day)
        first.addWidget(self._day_hint)
        first.addWidget(self.read_aloud)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(24)
        second.addWidget(self.first)
        second.addWidget(self.second)
        second.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(title)
        column.addWidget(self.ink)
        for line in (first, second):
            column.addLayout(line)
        column.addWidget(self._remark)
        column.addWidget(self._wrong)

    def _connect(self) -> None:
        self.day.edited.connect(self._says(lambda ask, text: replace(ask, day=text)))
        self.first.edited.connect(self._says(lambda ask, text: replace(ask, first=text)))
        self.second.edited.connect(self._says(lambda ask, text: replace(ask, second=text)))
        self.read_aloud.clicked.connect(
            lambda checked: self.edited.emit(lambda ask: replace(ask, read_aloud=bool(checked)))
        )
        self.thumb.clicked.connect(self._turn)
        self.drop.clicked.connect(self.dropped)
        for field in (self.day, self.first, self.second):
            field.entered.connect(self._on)

    def _says(self, write: Callable[[Ask, str], Ask]) -> Callable[[str], None]:
        return lambda text: self.edited.emit(lambda ask: write(ask, text))

    def _turn(self) -> None:
        """Somebody who does not write, or one who does after all; the cursor goes where the next answer is."""
        self.edited.emit(lambda ask: replace(ask, thumb=not ask.thumb))
        (self.read_aloud if self.read_aloud.isVisible() else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on(self) -> None:
        """Enter goes to what is still empty, and then files the page."""
        empty = [one for one in (self.first, self.second) if one.isVisible() and not one.text.strip()]
        if empty and not empty[0].edit.hasFocus():
            empty[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.emit()

    def draw(self, view: FilingView) -> None:
        """Show what is asked; the cursor comes to the day, ready to be typed over."""
        told = view.ask
        asks, self._was_asking = told is not None and not self._was_asking, told is not None
        self.setVisible(told is not None)
        if told is None:
            return
        self._title.draw(view.asks_about)
        self._where.draw(view.asks_where)
        self.ink.draw(view.signatures, view.proposal)
        self.day.draw(FieldView(told.day))
        self.first.draw(FieldView(told.first))
        self.second.draw(FieldView(told.second))
        self.read_aloud.setChecked(told.read_aloud)
        self.thumb.set_text(say("ask.written" if told.thumb else "ask.thumb"))
        for widget in (self.read_aloud, self.first, self.second, self._hint):
            widget.setVisible(told.thumb)
        self._day_hint.setVisible(not told.thumb)
        self._remark.draw(view.remark)
        self._remark.setVisible(bool(view.remark))
        self._wrong.draw(view.wrong)
        self._wrong.setVisible(bool(view.wrong))
        if asks:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self.day.edit.selectAll()
