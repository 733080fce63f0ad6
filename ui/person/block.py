"""The block “who is it”: the place for the card at the left, name, number and how to reach the person beside it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from app.domain.id_number import masked
from app.domain.visit import Agent
from ui import clipboard, files
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.person.model import WhoModel
from ui.person.offer_field import OfferField, put
from ui.person.who import FIELDS, WhoView
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton

_PLACE = QSize(208, 132)
_NARROW, _SHORT_NAME = 112, 10


class WhoBlock(QWidget):
    """Draws a WhoView. `passed(field)` when Enter leaves one; `stops` are its fields in order."""

    passed = Signal(object)

    def __init__(self, model: WhoModel) -> None:
        super().__init__()
        self._model, self._say = model, resources.texts("person")["who"]
        self.place = PicturePlace(_PLACE)
        self.place.setAccessibleName(self._say["place"])
        self.fields = {name: Field(self._say[name], label_width=24 if name == "group" else 72) for name in FIELDS}
        self.agent_name = Field(self._say["agent"], label_width=72)
        self.agent_relation = OfferField(self._say["relation"], 72)
        self.agent_relation.offer(tuple(self._say["relations"]))
        self.stops: list[QWidget] = [*self.fields.values(), self.agent_name, self.agent_relation]
        words = resources.texts("picture")["button"]
        self.shoot = KeyButton(words["shoot"], "F8", size="small", icon="camera")
        self.file = KeyButton(words["file"], "Ctrl O", size="small", icon="image")
        self.paste = KeyButton(words["paste"], "Ctrl V", kind="quiet", size="small")
        self._build()
        self._connect()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        places = {
            "name": (0, 0, 1),
            "id_number": (0, 1, 2),
            "phone": (1, 0, 1),
            "village": (1, 1, 1),
            "group": (1, 2, 1),
        }
        for name, (row, column, wide) in places.items():
            grid.addWidget(self.fields[name], row, column, 1, wide, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.agent_name, 2, 0)
        grid.addWidget(self.agent_relation, 2, 1, 1, 2)
        for column, stretch in enumerate((6, 5, 2)):
            grid.setColumnStretch(column, stretch)
        self.fields["group"].setMinimumWidth(_NARROW)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(grid)
        right.addLayout(self._buttons())
        right.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(24)
        across.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.shoot, self.file, self.paste):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        capture = self._model.capture
        capture.framed.connect(self._draw_frame)
        capture.shown.connect(self._redraw_place)
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        self.shoot.clicked.connect(self._model.shoot)
        self.file.clicked.connect(self._choose_file)
        self.paste.clicked.connect(lambda: capture.take_mime(clipboard.pasted()))
        for name, field in self.fields.items():
            field.edited.connect(lambda text, name=name: self._model.write(name, text))
            field.entered.connect(lambda name=name: self._pass(name))
            field.settled.connect(lambda _text: self.draw(self._model.view))
        self.fields["id_number"].edit.installEventFilter(self)
        for name, field in (("name", self.agent_name), ("relation", self.agent_relation)):
            field.edited.connect(lambda text, name=name: self._model.write_agent(name, text))
            field.entered.connect(lambda field=field: self.passed.emit(field))

    # --- what is shown
    def draw(self, view: WhoView) -> None:
        """Show who it is."""
        for name, field in self.fields.items():
            put(field, self._field(name, view))
        self.fields["name"].setToolTip(view.visitor.name)
        agent = view.agent or Agent("")
        for field, text in ((self.agent_name, agent.name), (self.agent_relation, agent.relation)):
            field.setVisible(view.agent is not None)
            put(field, FieldView(text))
        self._draw_place(view)

    def _field(self, name: str, view: WhoView) -> FieldView:
        text: str = getattr(view.visitor, name)
        if name in view.doubts:
            return FieldView(text, "doubt", sentence=self._say["doubt"], doubt=(0, len(text)))
        if name == "id_number":
            wrong = view.wrong
            whole = wrong or self.fields[name].edit.hasFocus()
            return FieldView(text if whole else masked(text), "wrong" if wrong else "normal", sentence=wrong)
        if name == "name" and len(text) > _SHORT_NAME:  # a name is never cut: it stands below once more
            return FieldView(text, sentence=text)
        if name in view.remembered and name != "group":  # a group's number leaves no room for a word
            return FieldView(text, "remembered", hint=self._say["remembered"])
        return FieldView(text)

    def _redraw_place(self) -> None:
        self._draw_place(self._model.view)

    def _draw_place(self, view: WhoView) -> None:
        capture = self._model.capture.view
        self.shoot.setVisible(capture.has_camera)
        if view.busy:
            self.place.draw_empty(self._say["reading"])
        elif view.picture:
            self.place.draw_page(view.picture, None, ())
        elif not capture.live or view.refused or capture.wrong:
            self.place.draw_empty(view.refused or capture.wrong or capture.word)

    def _draw_frame(self, frame: Frame) -> None:
        view = self._model.view
        if view.picture or view.busy:
            self._model.capture.drawn()
        else:
            self.place.draw_frame(frame, self._model.capture.view.word)

    # --- what is done
    def focus_first(self) -> QWidget:
        """Give where the cursor belongs: what is in doubt, wrong or empty, else the last field."""
        view = self._model.view
        open_ones = [name for name in ("name", "id_number") if name in view.doubts or not getattr(view.visitor, name)]
        return self.fields[open_ones[0] if open_ones else "phone"]

    def _pass(self, name: str) -> None:
        self._model.settle(name)
        self.passed.emit(self.fields[name])

    def _choose_file(self) -> None:
        say = resources.texts("picture")["dialog"]
        chosen = files.open_file(self, say["file"], say["file_kinds"])
        if chosen:
            self._model.capture.open_file(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the whole number under the cursor."""
        edit = self.fields["id_number"].edit
        if watched is edit and event.type() == QEvent.Type.FocusIn and edit.text() != self._model.visitor.id_number:
            edit.setText(self._model.visitor.id_number)
        return super().eventFilter(watched, event)
