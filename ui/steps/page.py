"""The page of one step: what is known, what is asked, a picture where one belongs to it, one verb."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.person.choices import Choices
from ui.person.form_sheet import FormSheet
from ui.person.labelled import labelled
from ui.person.offer_field import LABEL, WIDE, put
from ui.steps.model import StepModel, StepView
from ui.steps.photo import PhotoRow
from ui.steps.side import StepSide
from ui.steps.spec import Ask, Kind, Photo, say
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.soon import once_it_stands


class StepFormPage(QFrame):
    """Draws a StepView and forwards keys: Enter goes on, digits answer, F10 writes, Esc leaves."""

    def __init__(self, model: StepModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, name = model, model.opened.spec.name
        self.sheet = FormSheet(say(f"{name}.title"))
        self.sheet.head.draw(say(f"{name}.title"), say(f"{name}.note"))
        self.bar = ActionBar(say("next"))
        self.back = self.bar.left(KeyButton(say("back"), "Esc"))
        self.verb = self.bar.right(KeyButton(say(f"{name}.verb"), "F10", kind="main"))
        if model.opened.why_not:
            self.verb.off(model.opened.why_not)
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, Choices] = {}
        self._rows: dict[str, QWidget] = {}
        self.photo = PhotoRow(model.taker) if model.taker and model.opened.spec.photo is not Photo.NONE else None
        self._build()
        self._connect()
        self.setFocusProxy(self.sheet)
        self.draw(model.view)

    def _build(self) -> None:
        sheet, opened = self.sheet, self._model.opened
        sheet.body.setSpacing(8)
        for line in opened.lines:
            sheet.body.addWidget(Para(line, "body", "ink", width=2000))
        sheet.body.addSpacing(4)
        row: QHBoxLayout | None = None
        for ask in opened.asks:
            row = self._add(ask, row)
        if self.photo is not None:
            sheet.body.addLayout(self._labelled("picture", self.photo))
            sheet.stops.append(self.photo.first)
        sheet.body.addStretch(1)
        sheet.add_side(StepSide(opened.place))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(sheet, 1)
        column.addWidget(self.bar)

    def _labelled(self, name: str, widget: QWidget) -> QHBoxLayout:
        return labelled(say(f"label.{name}"), widget)

    def _add(self, ask: Ask, row: QHBoxLayout | None) -> QHBoxLayout | None:
        """Add what is asked, in the row before it where that waits for one more; give the row that waits now."""
        widget = self._field(ask) if ask.kind not in (Kind.ONE, Kind.SOME) else self._choice(ask)
        self._rows[ask.name] = widget
        if row is not None:
            row.addWidget(widget, 1)
            return None
        if ask.beside:
            row = QHBoxLayout()
            row.setSpacing(24)
            row.addWidget(widget, 1)
            self.sheet.body.addLayout(row)
            return row
        self.sheet.body.addWidget(widget)
        return None

    def _field(self, ask: Ask) -> Field:
        field = Field(say(f"label.{ask.name}"), label_width=LABEL)
        field.setMaximumWidth(WIDE)
        field.edited.connect(lambda text, name=ask.name: self._model.answer(name, text))
        field.entered.connect(lambda field=field: self.sheet.go_on_from(field))
        self.fields[ask.name] = field
        self.sheet.stops.append(field)
        return field

    def _choice(self, ask: Ask) -> QWidget:
        choices = Choices(say(f"label.{ask.name}"), ask.answers, several=ask.kind is Kind.SOME, per_row=4)
        choices.chosen.connect(lambda codes, name=ask.name: self._model.answer(name, ",".join(codes)))
        choices.passed.connect(lambda choices=choices: self.sheet.go_on_from(choices))
        self.choices[ask.name] = choices
        self.sheet.stops.append(choices)
        box = QWidget()
        box.setProperty("bare", "true")
        inner = self._labelled(ask.name, choices)
        inner.setContentsMargins(0, 0, 0, 0)
        box.setLayout(inner)
        return box

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self._stop_at)
        self.sheet.finished.connect(lambda: self.verb.setFocus(Qt.FocusReason.TabFocusReason))
        self.verb.clicked.connect(model.write)
        self.back.clicked.connect(model.leave)

    def draw(self, view: StepView) -> None:
        """Show what was answered, and what stands in the way."""
        self.sheet.refused(view.refused)
        shown = {ask.name for ask in self._model.asked}
        for ask in self._model.opened.asks:
            widget = self._rows[ask.name]
            if widget.isHidden() == (ask.name in shown):
                widget.setVisible(ask.name in shown)
            self._draw_answer(ask, view)
        if self.photo is not None:
            self.photo.draw(view.picture, view.remark)

    def _draw_answer(self, ask: Ask, view: StepView) -> None:
        text = view.told.get(ask.name, "")
        if ask.name in self.choices:
            self.choices[ask.name].draw(tuple(text.split(",")))
            return
        hint = self._model.understood(ask) or (say("yuan") if ask.kind is Kind.MONEY else "")
        put(self.fields[ask.name], FieldView(text, hint="" if hint == text else hint))

    def _stop_at(self, name: str) -> None:
        place = self.fields.get(name) or self.choices.get(name) or (self.photo.first if self.photo else None)
        if name and place is not None:
            self.sheet.stop_at(place)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first thing that is empty; the camera runs while the page is looked at."""
        super().showEvent(event)
        if self.photo is not None:
            self.photo.look_out()
        once_it_stands(self, self.focus_first)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go, for whatever page comes."""
        super().hideEvent(event)
        if self.photo is not None:
            self.photo.stop()

    def focus_first(self) -> None:
        """Put the cursor on the first thing without an answer, else on the verb."""
        told = self._model.told
        for ask in self._model.asked:
            if not told.get(ask.name) and (ask.needed or not any(one.needed for one in self._model.asked)):
                place = self.fields.get(ask.name) or self.choices[ask.name]
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.verb.setFocus(Qt.FocusReason.OtherFocusReason)
