"""The page of a new referral: who it is, what is asked for, of whom, by when."""

import resources
from ui.person.choices import Choices
from ui.person.matter_page import MatterPage
from ui.person.offer_field import LABEL, OfferField, put
from ui.person.side import PersonSide
from ui.referral.model import ReferralModel
from ui.referral.view import FIELDS, ReferralView, answers
from ui.widgets.field import Field, FieldView


class ReferralPage(MatterPage):
    """Draws a ReferralView and forwards keys."""

    def __init__(self, model: ReferralModel) -> None:
        say = resources.texts("referral")
        self._model, self._labels = model, say["label"]
        page = say["page"]
        super().__init__(model.who, PersonSide(model.today), page["title"], page["note"], page["verb"])
        labels = self._labels
        self.what = Choices(labels["field"], answers("field", FIELDS), per_row=5)
        self.to = OfferField(labels["to"])
        self.need = Field(labels["need"], label_width=LABEL)
        self.due = Field(labels["due"], label_width=LABEL)
        self.add(self.what, labels["field"])
        for field in (self.to, self.need, self.due):
            self.add(field)
        self.close_body()
        self._wire()
        self.draw(model.view)
        self.draw_who(model.who.view)

    def _wire(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self.stop_at)
        self.places |= {"what": self.what, "to": self.to, "need": self.need, "due": self.due}
        self.what.chosen.connect(model.set_field)
        self.what.passed.connect(lambda: self.go_on_from(self.what))
        fields = {self.to: model.set_to, self.need: model.set_need, self.due: model.set_due}
        for field, take in fields.items():
            field.edited.connect(take)
            field.entered.connect(lambda field=field: self.go_on_from(field))
            field.settled.connect(lambda _text: self.draw(model.view))
        self.done.connect(model.make)
        self.gone_asked.connect(model.leave)

    def draw(self, view: ReferralView) -> None:
        """Show what is asked for."""
        self.refused(view.refused)
        self.what.draw((view.field,))
        self.to.offer(view.offered)
        put(self.to, FieldView(view.to, hint=self._labels["to_hint"]))
        put(self.need, FieldView(view.need))
        state = "wrong" if view.due_wrong else "normal"
        note = self._model.due_note
        said = view.due_said if view.due_said and view.due_said != view.due else ""
        put(self.due, FieldView(view.due, state, "" if view.due_wrong else said or note, view.due_wrong))
