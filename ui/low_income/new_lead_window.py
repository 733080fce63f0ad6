"""The page on which a lead is written down."""

from ui.low_income.new_lead_model import NewLeadModel, NewLeadView
from ui.low_income.words import part
from ui.person.matter_page import MatterPage
from ui.person.offer_field import LABEL, put
from ui.person.side import PersonSide
from ui.widgets.field import Field, FieldView

_TEXTS = ("place", "seen", "by")


class NewLeadPage(MatterPage):
    """Draws a NewLeadView and forwards keys."""

    def __init__(self, model: NewLeadModel) -> None:
        self._model, self._labels = model, part("lead_new")
        say = self._labels
        super().__init__(model.who, PersonSide(model.today), say["title"], say["note"], say["verb"])
        self.gone.hide()
        self.fields = {name: Field(say[name], label_width=LABEL) for name in (*_TEXTS, "day")}
        for field in self.fields.values():
            self.add(field)
        self.close_body()
        self._wire()
        self.draw(model.view)
        self.draw_who(model.who.view)

    def _wire(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self.stop_at)
        self.places |= self.fields
        for field in self.fields.values():
            field.entered.connect(lambda field=field: self.go_on_from(field))
            field.settled.connect(lambda _text: self.draw(model.view))
        for name in _TEXTS:
            self.fields[name].edited.connect(lambda text, name=name: model.write(name, text))
        self.fields["day"].edited.connect(model.set_day)
        self.done.connect(model.make)

    def draw(self, view: NewLeadView) -> None:
        """Show what was seen."""
        self.refused(view.refused)
        for name in _TEXTS:
            text = str(getattr(view, name))
            put(self.fields[name], FieldView(text, hint="" if text else self._labels[f"{name}_hint"]))
        state = "wrong" if view.day_wrong else "normal"
        said = view.day_said if view.day_said != view.day else ""
        put(self.fields["day"], FieldView(view.day, state, said, view.day_wrong))
