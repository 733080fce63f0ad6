"""The step of address and telephone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.intake.choice_field import ChoiceField
from ui.intake.contact import ContactView
from ui.intake.contact_model import ContactModel
from ui.intake.step_page import StepPage
from ui.theme import look
from ui.widgets.check import Check
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import ENTER
from ui.widgets.label import Label
from ui.widgets.para import Para

_LABEL, _FIELD = 96, 560


class HomeChoice(QWidget):
    """Lives where the card says, or not: 1 and 2 answer, Enter goes on. `answered(same)`, `passed()`."""

    answered = Signal(bool)
    passed = Signal()

    def __init__(self, same: str, elsewhere: str) -> None:
        super().__init__()
        self.same, self.elsewhere = Check(same, round_=True), Check(elsewhere, round_=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.same)
        row.addWidget(self.elsewhere)
        row.addStretch(1)
        self.same.clicked.connect(lambda: self.answered.emit(True))
        self.elsewhere.clicked.connect(lambda: self.answered.emit(False))
        self.setFocusProxy(self.same)

    def draw(self, *, same: bool) -> None:
        """Show the answer."""
        self.same.setChecked(same)
        self.elsewhere.setChecked(not same)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by number; go on with Enter."""
        if event.text() in ("1", "2"):
            self.answered.emit(event.text() == "1")
        if event.text() in ("1", "2") or event.key() in ENTER:
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class ContactPage(StepPage):
    """Draws a ContactView and forwards what is typed."""

    def __init__(self, model: ContactModel) -> None:
        self._say = resources.texts("intake")["contact"]
        super().__init__(self._say["title"])
        self._model = model
        self.phone = Field(self._say["phone"], label_width=_LABEL, icon="phone")
        self.owner = ChoiceField(self._say["owner"], tuple(self._say["owners"]), label_width=_LABEL)
        self.village, self.group = (Field(self._say[name], label_width=_LABEL) for name in ("village", "group"))
        self.home = HomeChoice(f"1 {self._say['same']}", f"2 {self._say['elsewhere']}")
        self.residence = Field(self._say["residence"], label_width=_LABEL)
        self.hukou = Para("", "body", "ink2", width=_FIELD)
        self.hukou.middle = True
        self.hukou.setMinimumHeight(look().size("control"))
        self.stops = [self.phone, self.owner, self.village, self.group, self.home, self.residence]
        self._build()
        self._connect()

    def _build(self) -> None:
        box = QWidget()
        box.setMaximumWidth(_LABEL + _FIELD)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(self._say["phone_title"], "title", strong=True))
        column.addWidget(self.phone)
        column.addWidget(self.owner)
        column.addSpacing(16)
        column.addWidget(Label(self._say["home_title"], "title", strong=True))
        column.addLayout(self._line(self._say["hukou"], self.hukou))
        for widget in (self.village, self.group):
            column.addWidget(widget)
        column.addLayout(self._line(self._say["home"], self.home))
        column.addWidget(self.residence)
        across = QHBoxLayout()  # alone it would be measured at the width of the page, not at its own
        across.addWidget(box, 1000)
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def _line(self, label: str, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        name = Label(label, "body", "ink2")
        name.setMinimumWidth(_LABEL)
        name.setFixedHeight(40)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(widget, 1)
        return row

    def _connect(self) -> None:
        model = self._model
        fields = {
            self.phone: model.set_phone,
            self.owner: model.set_owner,
            self.village: model.set_village,
            self.group: model.set_group,
            self.residence: model.set_residence,
        }
        for field, take in fields.items():
            field.edited.connect(take)
            field.entered.connect(lambda field=field: self.go_on_from(field))
        self.home.answered.connect(lambda same: model.set_same(same=same))
        self.home.passed.connect(lambda: self.go_on_from(self.home))

    def draw(self, view: ContactView) -> None:
        """Show what is known."""
        self.head.draw(self._say["title"], _who(view.who))
        hint = self._say["from_card"]
        self._put(self.phone, FieldView(view.phone, hint="" if view.phone else self._say["phone_hint"]), view.phone_odd)
        self._put(self.owner, FieldView(view.owner))
        for name, field, text in (("village", self.village, view.village), ("group", self.group, view.group)):
            known = name in view.from_card
            self._put(field, FieldView(text, "remembered" if known else "normal", hint=hint if known else ""))
        self.home.draw(same=view.same)
        self.residence.setVisible(not view.same)
        self._put(self.residence, FieldView(view.residence))
        self.hukou.draw(view.hukou)

    def _put(self, field: Field, view: FieldView, odd: str = "") -> None:
        """Text under the cursor is the officer's: it is not written over while it is typed."""
        typing = field.edit.hasFocus()
        text = field.text if typing else view.text
        field.draw(FieldView(text, view.state, view.hint, "" if typing else odd))

    def focus_place(self, place: str) -> None:
        """Put the cursor into a field by name."""
        fields = {"village": self.village, "residence": self.residence, "group": self.group}
        fields.get(place, self.phone).setFocus(Qt.FocusReason.OtherFocusReason)


def _who(name: str) -> str:
    say = resources.texts("intake")["page"]
    return str(say["who"].format(name=name)) if name else str(say["who_unknown"])
