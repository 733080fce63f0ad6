"""The pages of the first start: draws a SetupView and forwards."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.setup.code_field import CodeField
from ui.setup.confirmer import ConfirmerChoice
from ui.setup.model import SetupModel
from ui.setup.places import places
from ui.setup.view import SetupView, Step
from ui.theme import look
from ui.unlock.house import House
from ui.widgets.column import scrolling
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.strip import Strip

_WIDE, _LARGE_WIDE = 480, 560
_FIELDS = {
    Step.COUNTY: ("address",),
    Step.OFFICE: ("town", "office", "phone"),
    Step.OFFICER: ("officer", "password", "again"),
}
_SECRET = ("password", "again")


def _say(name: str, **facts: object) -> str:
    return resources.text("setup", name, **facts)


class SetupPage(QFrame):
    """Three short pages beside the house; it decides nothing."""

    def __init__(self, model: SetupModel) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self._model, self._step = model, Step.COUNTY
        self._house = House()
        self._count, self._title = Label("", "note", "ink2"), Label("", "head", strong=True)
        self._hint = Para("", "body", "ink2", width=_LARGE_WIDE)
        self._code = CodeField()
        self._fields = {name: self._field(name) for names in _FIELDS.values() for name in names}
        self._confirmer = ConfirmerChoice()
        self._blocked = Strip(kind="danger", icon="ban")
        self._note = Strip(kind="soon", icon="users")
        self._back = KeyButton(_say("back"), "Esc", size="tall")
        self._next = KeyButton("", "Enter", kind="main", size="tall", bind=False)
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _field(self, name: str) -> Field:
        field = Field(_say(f"field.{name}"), placed="above")
        field.edited.connect(lambda text: self._model.edit(name, text))
        field.entered.connect(partial(self._enter, name))
        field.set_secret(secret=name in _SECRET)
        if name == "town":
            known = QCompleter([place.name for place in places()], field)
            known.setFilterMode(Qt.MatchFlag.MatchContains)
            known.activated.connect(lambda text: self._model.edit(name, text))
            field.edit.setCompleter(known)
        return field

    def _lay_out(self) -> None:
        self._pages = {step: self._page(step) for step in Step}
        middle = QWidget()
        middle.setProperty("bare", "true")
        self._fill(QVBoxLayout(middle))
        self._scroll = scrolling(middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._house)
        whole.addStretch(1)
        whole.addWidget(self._scroll)
        whole.addStretch(1)

    def _fill(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(4, 16, 4, 16)
        column.setSpacing(0)
        column.addStretch(1)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self._count, 0),
            (self._title, 4),
            (self._hint, 8),
            (self._note, 8),
            *((page, 0) for page in self._pages.values()),
            (self._blocked, 20),
        )  # fmt: skip - widget and the px after it
        for widget, after in parts:
            column.addWidget(widget)
            column.addSpacing(after)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._next)
        column.addLayout(foot)
        column.addStretch(1)

    def _page(self, step: Step) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        if step is Step.COUNTY:
            column.addWidget(self._code)
        for name in _FIELDS[step]:
            column.addWidget(self._fields[name])
        if step is Step.OFFICE:
            column.addWidget(self._confirmer)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self._model.shown.connect(self.draw)
        self._code.edited.connect(lambda text: self._model.edit("code", text))
        self._code.entered.connect(self._fields["address"].setFocus)
        self._confirmer.chosen.connect(partial(self._model.edit, "confirmer"))
        self._confirmer.entered.connect(self._model.go_on)
        self._back.clicked.connect(self._model.back)
        self._next.clicked.connect(self._model.go_on)

    def _enter(self, name: str) -> None:
        """Go to the next field of the page; from the last one go on."""
        names = _FIELDS[self._model.view.step]
        after = names.index(name) + 1
        if after < len(names):
            self._fields[names[after]].setFocus()
        else:
            self._model.go_on()

    def draw(self, view: SetupView) -> None:
        """Show a view."""
        self._house.draw("", "", training=False)
        self._scroll.setFixedWidth((_LARGE_WIDE if look().large else _WIDE) + 8)
        step = view.step.name.lower()
        self._count.draw(_say("count", number=view.step + 1, total=len(Step)))
        self._title.draw(_say(f"{step}.title"))
        self._hint.draw(_say(f"{step}.hint"))
        for at, page in self._pages.items():  # no stack: that would take the room of its largest page for each
            page.setVisible(at is view.step)
        wrongs = dict(view.wrong)
        self._code.draw(view.form.code, wrongs.get("code", ""))
        for name, field in self._fields.items():
            wrong = wrongs.get(name, "")
            place = view.form.place if name == "town" else None
            state, hint = "wrong" if wrong else "normal", place.code if place else ""
            field.draw(FieldView(getattr(view.form, name), state, hint, wrong))
        self._confirmer.draw(view.form.confirmer, wrongs.get("confirmer", ""))
        self._note.draw(view.note if view.step is Step.COUNTY else "", "soon", icon="users")
        self._blocked.draw(view.blocked, "danger", icon="ban")
        self._back.setVisible(view.step > Step.COUNTY)
        self._next.set_text(_say("busy" if view.busy else "finish" if view.step is Step.OFFICER else "next"))
        self._next.setEnabled(not view.busy)
        self._follow(view)

    def _follow(self, view: SetupView) -> None:
        """Put the cursor where the officer goes on: a new page's first field, or the first wrong one."""
        places: dict[str, QWidget] = {"code": self._code, "confirmer": self._confirmer, **self._fields}
        wrong = [places[name] for name, _ in view.wrong]
        if view.step is not self._step:
            self._step = view.step
            self.focusInEvent(QEvent(QEvent.Type.FocusIn))
        elif wrong and not any(one.isAncestorOf(self.focusWidget() or one) for one in wrong):
            wrong[0].setFocus()

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with the first field of the page."""
        step = self._model.view.step
        (self._code if step is Step.COUNTY else self._fields[_FIELDS[step][0]]).setFocus()
