"""The sheet on which one thing is done to a key."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

import resources
from ui import files
from ui.pc_keys.act import Act
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet

_OPEN = frozenset({"name", "sheet"})  # what is no secret
_LONGEST = 2**20
_SHEET = "YIMEN-RECOVERY/"  # how each part of a recovery sheet begins
_WIDE, _READS_WIDE = 520, 600  # with a third button


class ActSheet(Sheet):
    """What is asked, one verb, and a way out; it goes when it is closed. `reads` names a field that a file can fill."""

    def __init__(self, window: QWidget, act: Act, *, reads: str = "") -> None:
        wide = _READS_WIDE if reads else _WIDE
        super().__init__(window, width=wide)
        self.act, self._say = act, resources.texts("pc_keys")
        act.setParent(self)
        words = self._say[act.name]
        self.fields = {name: self._field(name) for name in act.asks}
        self._wrong = Para("", "note", "danger", width=wide - 48)
        self.leave = KeyButton(words["leave"], "Esc")
        kind = "danger" if act.danger else "main"
        self.verb = KeyButton(words["verb"], "Enter", kind=kind, bind=False)
        self.file = KeyButton(self._say["file"], "Ctrl O", icon="folder") if reads else None
        self._reads = reads
        self._build(words["title"])
        self.verb.clicked.connect(self._send)
        self.leave.clicked.connect(self.close_sheet)
        act.refused.connect(self._refused)
        act.busy.connect(self._draw_busy)
        act.done.connect(self.close_sheet)
        self.closed.connect(self.deleteLater)

    def show_sheet(self) -> None:
        """Open it, the cursor in the first field; before what cannot be undone the way out has it."""
        self.open(self.leave if self.act.danger else self.fields[self.act.asks[0]])

    @property
    def trouble(self) -> str:
        """What is said below the fields; empty while it is none of theirs."""
        return self._wrong.text

    def read_file(self, place: Path) -> None:
        """Fill the field that a file can fill, or that of the recovery sheet; what cannot be read as text is said."""
        try:
            with place.open("rb") as file:
                text = file.read(_LONGEST).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            self._refused(self._reads, resources.text("pc_keys", "file_unreadable"))
            return
        name = "sheet" if _SHEET in text.upper() and "sheet" in self.fields else self._reads
        self.fields[name].draw(FieldView(" ".join(text.split())))
        self.fields[name].setFocus()

    def _field(self, name: str) -> Field:
        field = Field(self._say["field"][name], label_width=136)
        if name not in _OPEN:
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        field.edited.connect(lambda text: field.draw(FieldView(text)))
        field.entered.connect(lambda: self._next(name))
        return field

    def _build(self, title: str) -> None:
        self.body.addWidget(Label(title, "title", strong=True))
        self.body.addWidget(Para(self.act.text, "body", "ink2", width=self.panel.width() - 48))
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self._wrong)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addWidget(self.leave)
        if self.file is not None:
            self.file.clicked.connect(self._choose_file)
            foot.addWidget(self.file)
        foot.addStretch(1)
        foot.addWidget(self.verb)
        self.body.addLayout(foot)

    def _next(self, name: str) -> None:
        """Enter goes to the next field, and from the last one on."""
        following = self.act.asks[self.act.asks.index(name) + 1 :]
        if following:
            self.fields[following[0]].setFocus()
        else:
            self._send()

    def _send(self) -> None:
        self._wrong.draw("")
        self.act.send({name: field.text for name, field in self.fields.items()})

    def _choose_file(self) -> None:
        chosen = files.open_file(self, self._say["file_title"], "")
        if chosen:
            self.read_file(chosen)

    def _refused(self, name: str, sentence: str) -> None:
        if name in self.fields:
            field = self.fields[name]
            field.draw(FieldView(field.text, "wrong", sentence=sentence))
            field.setFocus()
        else:
            self._wrong.draw(sentence)
        self._place()

    def _draw_busy(self, busy: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        self.verb.off(self._say[self.act.name]["busy"]) if busy else self.verb.on()
