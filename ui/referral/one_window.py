"""The page of one referral: what was asked, what is to be written down now, what happened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

import resources
from ui.person.choices import Choices
from ui.person.form_sheet import FormSheet
from ui.person.labelled import labelled
from ui.person.line_list import LineList
from ui.person.offer_field import LABEL, WIDE, put
from ui.referral.answer_part import AnswerPart
from ui.referral.one_model import OneModel
from ui.referral.one_view import ANSWER, TELL, WAYS, OneView
from ui.referral.view import answers
from ui.widgets.action_bar import ActionBar
from ui.widgets.chip import Chip
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.soon import once_it_stands


class OnePage(QFrame):
    """Draws a OneView and forwards keys; `back_asked()` for Esc."""

    back_asked = Signal()

    def __init__(self, model: OneModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("referral")
        self.sheet, self.chip = FormSheet(self._say["one"]["title"]), Chip()
        self.answer, self.tell = AnswerPart(model), QWidget()
        self.way = Choices(self._say["label"]["way"], answers("way", WAYS))
        self.tell_note = Field(self._say["label"]["tell_note"], label_width=LABEL)
        self._facts, self.past = QGridLayout(), LineList()
        self.bar = ActionBar()
        button = self._say["button"]
        self.back = self.bar.left(KeyButton(button["back"], "Esc"))
        self.again = self.bar.left(KeyButton(button["again"], "Ctrl P", icon="printer"))
        self.turn = self.bar.left(KeyButton(button["answer"], "F7"))
        self.do = self.bar.right(KeyButton(button["answer"], "F10", kind="main"))
        self._build()
        self._connect()
        self._drawn: tuple[tuple[str, str], ...] = ()
        self._part = ""
        self.setFocusProxy(self.sheet)
        self.draw(model.view)

    def _build(self) -> None:
        self.sheet.head.add(self.chip)
        self._build_tell()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnMinimumWidth(0, LABEL)
        self._facts.setColumnStretch(1, 1)
        body = self.sheet.body
        body.addLayout(self._facts)
        body.addSpacing(20)
        for part in (self.answer, self.tell):
            body.addWidget(part)
        body.addStretch(1)
        self.sheet.add_side(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)

    def _build_tell(self) -> None:
        column = QVBoxLayout(self.tell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(labelled(self._say["label"]["way"], self.way))
        self.tell_note.setMaximumWidth(WIDE)
        column.addWidget(self.tell_note)

    def _side(self) -> QFrame:
        side = QFrame()
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Label(self._say["one"]["past"], "title", strong=True))
        column.addWidget(self.past)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        self.sheet.finished.connect(lambda: self.do.setFocus(Qt.FocusReason.TabFocusReason))
        self.answer.passed.connect(self.sheet.go_on_from)
        self.way.chosen.connect(model.set_way)
        self.way.passed.connect(lambda: self.sheet.go_on_from(self.way))
        self.tell_note.edited.connect(model.set_tell_note)
        self.tell_note.entered.connect(lambda: self.sheet.go_on_from(self.tell_note))
        self.back.clicked.connect(self.back_asked)
        self.again.clicked.connect(model.print_again)
        self.turn.clicked.connect(model.turn)
        self.do.clicked.connect(model.do)

    def draw(self, view: OneView) -> None:
        """Show the referral, and the part in which something is written down."""
        title = self._say["one"]["title"]
        self.sheet.head.draw(title, "　".join(filter(None, (view.name, view.number, view.late))))
        self.chip.draw(view.state, "now" if view.part else "plain")
        self.sheet.refused(view.refused)
        self._draw_facts(view)
        self.past.draw(view.past)
        self.answer.setVisible(view.part == ANSWER)
        self.tell.setVisible(view.part == TELL)
        self.answer.draw(view)
        self.way.draw((view.way,))
        put(self.tell_note, FieldView(view.tell_note))
        self._draw_bar(view)
        if view.part != self._part:
            self._part = view.part
            self.sheet.stops = self.answer.stops if view.part == ANSWER else [self.way, self.tell_note]
            once_it_stands(self, self.focus_first)

    def _draw_bar(self, view: OneView) -> None:
        button = self._say["button"]
        self.do.setVisible(bool(view.part))
        self.do.set_text(button["answer" if view.part == ANSWER else "tell"])
        self.turn.setVisible(view.can_turn)
        self.turn.set_text(button["tell" if view.part == ANSWER else "another"])
        self.bar.note(resources.text("person", "page.next") if view.part else self._say["one"]["closed"])

    def _draw_facts(self, view: OneView) -> None:
        if view.facts == self._drawn:
            return
        self._drawn = view.facts
        while self._facts.count():
            if widget := self._facts.takeAt(0).widget():
                widget.deleteLater()
        for row, (label, text) in enumerate(view.facts):
            self._facts.addWidget(Label(label, "body", "ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Para(text, width=2000), row, 1)

    def focus_first(self) -> None:
        """Put the cursor where something is to be written down, else on the way back."""
        if self._part:
            self.sheet.focus_first()
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The camera runs while the page is looked at."""
        super().showEvent(event)
        self._model.capture.start()
        once_it_stands(self, self.focus_first)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go."""
        super().hideEvent(event)
        self._model.capture.stop()
