"""The page of a change: who it is, what has changed, since when, for whom, and who says so."""

import resources
from ui.change.model import ChangeModel
from ui.change.view import CARDS, KINDS, TELLERS, ChangeView, answers, death_lines
from ui.person.choices import Choices
from ui.person.line_list import LineList
from ui.person.matter_page import MatterPage
from ui.person.offer_field import LABEL, OfferField, put
from ui.person.side import PersonSide
from ui.widgets.field import Field, FieldView
from ui.widgets.label import Label


class ChangePage(MatterPage):
    """Draws a ChangeView and forwards keys."""

    def __init__(self, model: ChangeModel) -> None:
        self._words = say = resources.texts("change")["card_page" if model.card else "page"]
        self._model, labels = model, resources.texts("change")["field"]
        super().__init__(model.who, PersonSide(model.today), say["title"], say["note"], say["verb"])
        self._labels = labels
        self.what = (
            Choices(labels["card"], answers("card", CARDS), per_row=5)
            if model.card
            else Choices(labels["kinds"], answers("kind", KINDS), several=True, per_row=5)
        )
        self.since = Field(labels["since"], label_width=LABEL)
        self.about = OfferField(labels["card_about"] if model.card else labels["about"])
        self.teller = Choices(labels["teller"], answers("teller", TELLERS), per_row=4)
        self.teller_name = Field(labels["teller_name"], label_width=LABEL)
        self.note = Field(labels["card_note"] if model.card else labels["note"], label_width=LABEL)
        self.death_title, self.death = Label(labels["death"], "title", strong=True), LineList()
        self._place()
        self._wire()
        self.draw(model.view)
        self.draw_who(model.who.view)

    def _place(self) -> None:
        self.add(self.what, self._labels["card" if self._model.card else "kinds"])
        for field in (self.since, self.about):
            self.add(field)
        self.add(self.teller, self._labels["teller"])
        for field in (self.teller_name, self.note):
            self.add(field)
        self.side.more.addWidget(self.death_title)
        self.side.more.addWidget(self.death)
        self.close_body()

    def _wire(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self.stop_at)
        self.places |= {"what": self.what, "since": self.since, "teller": self.teller, "teller_name": self.teller_name}
        self.what.chosen.connect(model.set_cards if model.card else model.set_kinds)
        self.teller.chosen.connect(model.set_teller)
        for choices in (self.what, self.teller):
            choices.passed.connect(lambda choices=choices: self.go_on_from(choices))
        fields = {
            self.since: model.set_since,
            self.about: model.set_about,
            self.teller_name: model.set_teller_name,
            self.note: model.set_note,
        }
        for field, take in fields.items():
            field.edited.connect(take)
            field.entered.connect(lambda field=field: self.go_on_from(field))
            field.settled.connect(lambda _text: self.draw(model.view))
        self.done.connect(model.report)
        self.gone_asked.connect(model.leave)

    def draw(self, view: ChangeView) -> None:
        """Show what is told."""
        self.refused(view.refused)
        self.what.draw(view.cards if self._model.card else view.kinds)
        day = resources.texts("person")["day"]
        state = "wrong" if view.since_wrong else "normal"
        put(self.since, FieldView(view.since, state, view.since_said or day["hint"], view.since_wrong))
        self.about.offer(view.people)
        put(self.about, FieldView(view.about, hint="" if view.about else self._labels["about_hint"]))
        self.teller.draw((view.teller,))
        self.teller_name.setVisible(view.teller != "self")
        put(self.teller_name, FieldView(view.teller_name))
        put(self.note, FieldView(view.note))
        lines = death_lines(view, self._model.who.view.known, self._model.since, self._model.today)
        self.death_title.setVisible(bool(lines))
        self.death.draw(lines)
