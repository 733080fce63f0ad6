"""The page of one household of the register."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.low_income.household_model import HouseholdModel, HouseholdView
from ui.low_income.member_rows import MemberRows
from ui.low_income.words import CLASSES, TRAITS, answers, part
from ui.person.choices import Choices
from ui.person.form_sheet import FormSheet
from ui.person.labelled import labelled
from ui.person.offer_field import LABEL, WIDE, put
from ui.widgets import veil
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.soon import once_it_stands

_PAIRS = (("name", "id_number"), ("village", "group"), ("phone", "number"))


class HouseholdPage(QFrame):
    """Draws a HouseholdView and forwards keys; `back_asked()` for Esc."""

    back_asked = Signal()

    def __init__(self, model: HouseholdModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say, self._labels = model, part("household"), part("label")
        self.sheet = FormSheet(self._say["title"])
        self.sheet.grow()
        names = (*(name for pair in _PAIRS for name in pair), "since")
        self.fields = {name: Field(self._labels[name], label_width=LABEL) for name in names}
        self.classes = Choices(self._labels["classes"], answers("class", CLASSES), several=True, per_row=4)
        self.flags = Choices(self._labels["flags"], answers("flag", TRAITS), several=True, per_row=4)
        self.members, self.more = MemberRows(), KeyButton(self._say["member"], "Ctrl N", size="small")
        self.reason = Field(self._say["reason"], label_width=LABEL)
        self.bar = ActionBar(self._say["nobody"])
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.remove = self.bar.left(KeyButton(self._say["remove"], "F8", kind="quiet"))
        self.save = self.bar.right(KeyButton(self._say["save"], "F10", kind="main"))
        self._build()
        self._connect()
        self.setFocusProxy(self.sheet)
        self.draw(model.view)

    def _build(self) -> None:
        body = self.sheet.body
        body.setSpacing(8)
        for left, right in _PAIRS:
            row = QHBoxLayout()
            row.setSpacing(24)
            row.addWidget(self.fields[left], 1)
            row.addWidget(self.fields[right], 1)
            body.addLayout(row)
        body.addLayout(labelled(self._labels["classes"], self.classes))
        body.addLayout(labelled(self._labels["flags"], self.flags))
        self.fields["since"].setMaximumWidth(WIDE)
        body.addWidget(self.fields["since"])
        body.addLayout(labelled(self._labels["members"], self._people()))
        body.addSpacing(12)
        self.reason.setMaximumWidth(WIDE)
        body.addWidget(self.reason)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)

    def _people(self) -> QWidget:
        """Give the members with the button that adds one below them."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.members)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self._stop_at)
        for name, field in self.fields.items():
            field.edited.connect(lambda text, name=name: model.write(name, text))
            field.entered.connect(lambda field=field: self.sheet.go_on_from(field))
        for choices, take in ((self.classes, model.set_classes), (self.flags, model.set_flags)):
            choices.chosen.connect(take)
            choices.passed.connect(lambda choices=choices: self.sheet.go_on_from(choices))
        self.members.edited.connect(model.set_member)
        self.members.passed.connect(self.sheet.go_on_from)
        self.members.grown.connect(self._take_stops)
        self.more.clicked.connect(self._add_member)
        self.reason.edited.connect(model.set_reason)
        self.reason.entered.connect(model.remove)
        self.sheet.finished.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.back.clicked.connect(self.back_asked)
        self.remove.clicked.connect(model.remove)
        self.save.clicked.connect(model.save)
        self._take_stops()

    def _take_stops(self) -> None:
        """Enter goes through the fields, the choices and then the members."""
        first = [self.fields[name] for pair in _PAIRS for name in pair]
        people = [field for row in self.members.fields for field in row]
        self.sheet.stops = [*first, self.classes, self.flags, self.fields["since"], *people]

    def _add_member(self) -> None:
        self._model.add_member()
        once_it_stands(self, self._show_last)

    def _show_last(self) -> None:
        self.sheet.stop_at(self.members.fields[-1][0])

    def _stop_at(self, place: str) -> None:
        places = {**self.fields, "classes": self.classes, "reason": self.reason}
        if place in places:
            self.sheet.stop_at(places[place])

    def draw(self, view: HouseholdView) -> None:
        """Show the household."""
        title = self._say["new" if view.is_new else "title"]
        self.sheet.head.draw(title, view.matter or self._say["note"])
        self.sheet.refused(view.refused)
        hints = {"since": self._labels["since_hint"], "number": self._labels["number_hint"]}
        for name, field in self.fields.items():
            text = view.fields.get(name, "")
            put(field, self._field(text, hints.get(name, "")))
        self.classes.draw(view.classes)
        self.flags.draw(view.flags)
        self.members.draw(view.members, self._field)
        self.members.setVisible(bool(view.members))
        put(self.reason, FieldView(view.reason, hint="" if view.reason else self._say["remove_hint"]))
        self.reason.setVisible(view.is_listed)
        self.remove.setVisible(view.is_listed)
        self.save.set_text(self._say["save" if view.is_new or view.is_listed else "put_back"])

    def _field(self, text: str, hint: str = "") -> FieldView:
        """Give a number that was kept masked and shut, until it is wanted whole; what is typed as it is."""
        if self._model.keeps(text) and not veil.is_lifted():
            return FieldView(veil.veiled(text), "locked", hint=self._say["masked"])
        return FieldView(text, hint="" if text else hint)

    @property
    def hides(self) -> bool:
        """Whether a kept number is masked while the veil lies."""
        view = self._model.view
        return any(map(self._model.keeps, (*view.fields.values(), *(one[1] for one in view.members))))

    def unveil(self) -> None:
        """Show the kept numbers as the veil lies now."""
        self.draw(self._model.view)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the head's name."""
        super().showEvent(event)
        once_it_stands(self, self.sheet.focus_first)
