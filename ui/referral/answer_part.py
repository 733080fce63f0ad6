"""The part of a referral's page in which its answer is written down, with the letter."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from ui import files
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.person.choices import Choices
from ui.person.labelled import labelled
from ui.person.offer_field import LABEL, WIDE, put
from ui.referral.one_model import OneModel
from ui.referral.one_view import RESULTS, OneView
from ui.referral.view import answers
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton

_PLACE = QSize(208, 132)


class AnswerPart(QWidget):
    """`passed(widget)` when Enter leaves a place; `stops` are its places in order."""

    passed = Signal(object)

    def __init__(self, model: OneModel) -> None:
        super().__init__()
        say, words = resources.texts("referral")["label"], resources.texts("picture")["button"]
        self._model = model
        self.result = Choices(say["result"], answers("result", RESULTS))
        self.on, self.by, self.note = (Field(say[name], label_width=LABEL) for name in ("answered_on", "by", "note"))
        self.place = PicturePlace(_PLACE)
        self.place.setAccessibleName(say["letter"])
        self.shoot = KeyButton(words["shoot"], "F8", size="small", icon="camera")
        self.file = KeyButton(words["file"], "Ctrl O", size="small", icon="image")
        self.stops: list[QWidget] = [self.result, self.on, self.by, self.note]
        self._build(say)
        self._connect()

    def _build(self, say: dict[str, str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(labelled(say["result"], self.result))
        for field in (self.on, self.by, self.note):
            field.setMaximumWidth(WIDE)
            column.addWidget(field)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.shoot, self.file):
            buttons.addWidget(button)
        buttons.addStretch(1)
        letter = labelled(say["letter"], self.place)
        letter.addLayout(buttons)
        letter.addStretch(1000)
        column.addLayout(letter)

    def _connect(self) -> None:
        model, capture = self._model, self._model.capture
        self.result.chosen.connect(model.set_result)
        self.result.passed.connect(lambda: self.passed.emit(self.result))
        for field, take in ((self.on, model.set_answered_on), (self.by, model.set_by), (self.note, model.set_note)):
            field.edited.connect(take)
            field.entered.connect(lambda field=field: self.passed.emit(field))
            field.settled.connect(self._redraw)
        self.shoot.clicked.connect(capture.shoot)
        self.file.clicked.connect(self._choose_file)
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        capture.framed.connect(self._draw_frame)
        capture.shown.connect(self._redraw)

    def _redraw(self) -> None:
        self.draw(self._model.view)

    def draw(self, view: OneView) -> None:
        """Show what was answered."""
        self.result.draw((view.result,))
        state = "wrong" if view.answered_wrong else "normal"
        said = view.answered_said if view.answered_said != view.answered_on else ""
        put(self.on, FieldView(view.answered_on, state, said, view.answered_wrong))
        put(self.by, FieldView(view.by))
        put(self.note, FieldView(view.note))
        capture = self._model.capture.view
        self.shoot.setVisible(capture.has_camera)
        if view.reading:
            self.place.draw_empty(resources.text("person", "who.reading"))
        elif view.letter:
            self.place.draw_page(view.letter, None, ())
        elif not capture.live:
            self.place.draw_empty(capture.wrong or resources.text("referral", "letter_word"))

    def _draw_frame(self, frame: Frame) -> None:
        if self._model.view.letter or not self.isVisible():
            self._model.capture.drawn()
        else:
            self.place.draw_frame(frame, self._model.capture.view.word)

    def _choose_file(self) -> None:
        say = resources.texts("picture")["dialog"]
        chosen = files.open_file(self, say["file"], say["file_kinds"])
        if chosen:
            self._model.capture.open_file(chosen)
