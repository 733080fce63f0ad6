"""What is asked beside the page of somebody who presses a thumb."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import files
from ui.sign.thumb import ThumbModel, ThumbView
from ui.sign.view import say
from ui.widgets.check import Check
from ui.widgets.chip import Chip
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para


class ThumbPanel(QFrame):
    """Draws a ThumbView; `left()` when nobody presses after all, `asked(widget)` what is to be seen now."""

    left = Signal()
    asked = Signal(QWidget)

    def __init__(self, model: ThumbModel) -> None:
        super().__init__()
        self._model, self._name = model, ""
        self._title = Para("", "title", strong=True, width=320)
        self._hint = Para(say("thumb.hint"), ink="ink2", width=320)
        self.read_aloud = Check(say("thumb.read_aloud"))
        self.first, self.second = (Field(say(f"thumb.{name}"), label_width=112) for name in ("first", "second"))
        self.shoot = KeyButton(say("thumb.shoot"), "F8", size="small", icon="camera")
        self.file = KeyButton(say("thumb.file"), "Ctrl O", size="small", icon="image")
        self._chip = Chip()
        self._remark, self._wrong = Para("", "note", "soon", width=320), Para("", "note", "danger", width=320)
        self.turn = KeyButton(say("thumb.written"), "F6", kind="quiet", size="small")
        self.leave = KeyButton(say("thumb.leave"), "F7", kind="quiet")
        self.done = KeyButton(say("thumb.done"), "Enter", kind="main", bind=False)
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        pictures, foot = QHBoxLayout(), QHBoxLayout()
        for row in (pictures, foot):
            row.setSpacing(8)
        for part in (self.shoot, self.file, self._chip):
            pictures.addWidget(part)
        pictures.addStretch(1)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.done)
        for widget in (self._title, self._hint):
            column.addWidget(widget)
        column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        for asked in (self.read_aloud, self.first, self.second):
            column.addWidget(asked)
        column.addLayout(pictures)
        column.addWidget(self._remark)
        column.addWidget(self._wrong)
        column.addLayout(foot)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.capture.shown.connect(self._redraw)
        self.read_aloud.clicked.connect(lambda checked: model.say(read_aloud=bool(checked)))
        self.first.edited.connect(lambda text: model.say(first=text))
        self.second.edited.connect(lambda text: model.say(second=text))
        for field in (self.first, self.second):
            field.entered.connect(self._on)
        self.shoot.clicked.connect(model.capture.shoot)
        self.file.clicked.connect(self._choose_file)
        self.done.clicked.connect(model.confirm)
        self.leave.clicked.connect(self.left)
        self.turn.clicked.connect(model.turn)

    def _redraw(self) -> None:
        self.draw(self._model.view)

    def draw(self, view: ThumbView) -> None:
        """Show what was said; the cursor comes to the first thing that is asked."""
        begins, self._name = bool(view.name) and view.name != self._name, view.name
        self.setVisible(bool(view.name))
        self._title.draw(say("thumb.title" if view.thumb else "thumb.title_written", name=view.name))
        self._hint.draw(say("thumb.hint" if view.thumb else "thumb.hint_written"))
        self.turn.set_text(say("thumb.written" if view.thumb else "thumb.pressed"))
        for asked in (self.read_aloud, self.first, self.second):
            asked.setVisible(view.thumb)
        self.read_aloud.setChecked(view.read_aloud)
        self.first.draw(FieldView(view.first))
        self.second.draw(FieldView(view.second))
        state = "busy" if view.busy else "taken" if view.picture else "none"
        self._chip.draw(say(f"thumb.{state}"), "plain", sign="check" if state == "taken" else "")
        self.shoot.setVisible(self._model.capture.view.has_camera)
        wrong = view.wrong or (self._model.capture.view.wrong if view.name else "")
        for para, text in ((self._remark, view.remark), (self._wrong, wrong)):
            para.draw(text)
            para.setVisible(bool(text))
        if begins:
            first = self.read_aloud if view.thumb else self.done
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif wrong or view.picture:
            self.asked.emit(self.done)

    def _on(self) -> None:
        """Enter goes to what is still empty, and then hands on the thumbprint."""
        asked = (self.first, self.second) if self._model.view.thumb else ()
        empty = next((one for one in asked if not one.text.strip()), None)
        if empty is not None and not empty.edit.hasFocus():
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
            self.asked.emit(empty)
        else:
            self._model.confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the check box goes on too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on()
            return
        super().keyPressEvent(event)

    def _choose_file(self) -> None:
        kinds = resources.text("picture", "dialog.file_kinds")
        chosen = files.open_file(self, say("thumb.choose_file"), kinds)
        if chosen:
            self._model.capture.open_file(chosen)
