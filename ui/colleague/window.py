"""The sheet on which a colleague is added."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

import resources
from ui.colleague.model import ColleagueModel
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet

_FIELDS = ("name", "password", "again", "own")


class ColleagueSheet(Sheet):
    """Four fields and one verb; it goes when it is closed."""

    def __init__(self, window: QWidget, model: ColleagueModel) -> None:
        super().__init__(window, width=480)
        self._model, self._say = model, resources.texts("colleague")
        self.fields = {name: self._field(name) for name in _FIELDS}
        self._wrong = Para("", "note", "danger", width=432)
        self._add = KeyButton(self._say["add"], "Enter", kind="main", bind=False)
        self._build()
        self._add.clicked.connect(self._send)
        model.refused.connect(self._refused)
        model.busy.connect(self._draw_busy)
        model.added.connect(self.close_sheet)
        self.closed.connect(self.deleteLater)

    def show_sheet(self) -> None:
        """Open it, the cursor in the first field."""
        self.open(self.fields["name"])

    @property
    def trouble(self) -> str:
        """What is said below the fields; empty while it is none of theirs."""
        return self._wrong.text

    def _field(self, name: str) -> Field:
        field = Field(self._say["field"][name], label_width=128)
        if name != "name":
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        field.edited.connect(lambda text: field.draw(FieldView(text)))
        field.entered.connect(lambda: self._next(name))
        return field

    def _build(self) -> None:
        self.body.addWidget(Label(self._say["title"], "title", strong=True))
        self.body.addWidget(Para(self._say["text"], "body", "ink2", width=432))
        for name in _FIELDS:
            self.body.addWidget(self.fields[name])
        self.body.addWidget(self._wrong)
        leave = KeyButton(self._say["leave"], "Esc")
        leave.clicked.connect(self.close_sheet)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self._add)
        self.body.addLayout(foot)

    def _next(self, name: str) -> None:
        """Enter goes to the next field, and from the last one on."""
        following = _FIELDS[_FIELDS.index(name) + 1 :]
        if following:
            self.fields[following[0]].setFocus()
        else:
            self._send()

    def _send(self) -> None:
        text = {name: field.text for name, field in self.fields.items()}
        self._wrong.draw("")
        self._model.add(text["own"], text["name"], text["password"], text["again"])

    def _refused(self, name: str, sentence: str) -> None:
        if name in self.fields:
            field = self.fields[name]
            field.draw(FieldView(field.text, "wrong", sentence=sentence))
            field.setFocus()
        else:
            self._wrong.draw(sentence)
        self._place()

    def _draw_busy(self, busy: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        self._add.off(self._say["busy"]) if busy else self._add.on()
