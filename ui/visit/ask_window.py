"""The page on which a visit is taken down in words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.visit.ask_model import AskModel, AskView
from ui.visit.day import reason_word
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead

_WIDE, _LABEL = 760, 96
_PEOPLE = ("agent", "relation", "name", "village", "group", "phone")
_WORDS = ("asked", "answered")


class AskPage(QFrame):
    """Draws an AskView; Enter goes to the next field, at the last one it is done."""

    def __init__(self, model: AskModel, *, can_refer: bool) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("visit")["words"]
        self.fields = {name: Field(self._say[name], label_width=_LABEL) for name in (*_PEOPLE, *_WORDS)}
        self.bar = ActionBar(self._say["note"])
        self.back = self.bar.left(KeyButton(resources.text("visit", "back"), "Esc"))
        self.refer = self.bar.right(KeyButton(self._say["refer"], "F7"))
        self.done = self.bar.right(KeyButton(self._say["done"], "PgDn", kind="main"))
        self.refer.setVisible(can_refer)
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(reason_word(self.model.view.reason), self._say["head"]))
        box = QWidget()
        box.setMaximumWidth(_WIDE)
        column = QVBoxLayout(box)
        column.setContentsMargins(24, 8, 24, 24)
        column.setSpacing(12)
        for names in (("agent", "relation"), ("name", "phone"), ("village", "group")):
            column.addWidget(self._pair(names))
        column.addSpacing(12)
        column.addWidget(Label(self._say["title"], "title", strong=True))
        for name in _WORDS:
            column.addWidget(self.fields[name])
        column.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(box, 1)
        across.addStretch(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.bar)

    def _pair(self, names: tuple[str, ...]) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for name in names:
            row.addWidget(self.fields[name], 1)
        if "agent" in names and not self.model.view.for_other:
            pair.hide()
        return pair

    def _stops(self) -> list[str]:
        order = ("agent", "relation", "name", "phone", "village", "group", *_WORDS)
        return [name for name in order if self.model.view.for_other or name not in {"agent", "relation"}]

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.go_to.connect(self._go_to)
        self.back.clicked.connect(model.go_back)
        self.refer.clicked.connect(model.refer)
        self.done.clicked.connect(model.finish)
        for name, field in self.fields.items():
            field.edited.connect(lambda text, name=name: model.say(name, text))
            field.entered.connect(lambda name=name: self._go_on_from(name))

    def _go_to(self, name: str) -> None:
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on_from(self, name: str) -> None:
        stops = self._stops()
        at = stops.index(name) + 1
        if at == len(stops):
            self.model.finish()
        else:
            self.fields[stops[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def draw(self, view: AskView) -> None:
        """Show what was typed."""
        for name, field in self.fields.items():
            text = str(getattr(view, name))
            hint = self._say["nameless"] if name == "name" and not text else ""
            wrong = view.wrong if name == "asked" else ""
            field.draw(FieldView(text, "wrong" if wrong else "normal", hint=hint, sentence=wrong))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with who stands here."""
        self.fields[self._stops()[0]].setFocus(Qt.FocusReason.OtherFocusReason)
