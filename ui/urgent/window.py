"""The page of an emergency: who, what, where, when, what is needed, and how much. Nothing else is asked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

import resources
from ui.person.choices import Choices
from ui.person.matter_page import MatterPage
from ui.person.offer_field import LABEL, put
from ui.person.side import PersonSide
from ui.urgent.model import UrgentModel
from ui.urgent.view import AID_WAYS, DOCUMENTS, EVENTS, UrgentView, answers
from ui.widgets.field import Field, FieldView
from ui.widgets.para import Para

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS = ("description", "what", "place", "need", "goods")


class UrgentPage(MatterPage):
    """Draws an UrgentView and forwards keys."""

    def __init__(self, model: UrgentModel) -> None:
        say = resources.texts("urgent")
        self._model, self._labels = model, say["label"]
        page, labels = say["page"], say["label"]
        super().__init__(model.who, PersonSide(model.today), page["title"], page["note"], page["verb"])
        self.document = Choices(labels["document"], answers("document", DOCUMENTS))
        self.happening = Choices(labels["event"], answers("event", EVENTS), per_row=7)
        self.way = Choices(labels["way"], answers("way", AID_WAYS))
        self.fields = {name: Field(labels[name], label_width=LABEL) for name in (*_TEXTS, "happened", "amount")}
        self._place()
        self._wire()
        self.draw(model.view)
        self.draw_who(model.who.view)

    def _place(self) -> None:
        labels, fields = self._labels, self.fields
        self.add(self.document, labels["document"])
        self.add(fields["description"])
        self.add(self.happening, labels["event"])
        self.add(fields["what"])
        self.add_pair(fields["place"], fields["happened"])
        self.add(fields["need"])
        self.add(self.way, labels["way"])
        self.add_pair(fields["goods"], fields["amount"])
        self.side.more.addWidget(Para(labels["not_asked"], "note", "ink2", width=2000))
        self.side.more.addSpacing(12)
        self.close_body()

    def _wire(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.stopped.connect(self.stop_at)
        self.places |= {**self.fields, "what_happened": self.happening, "way": self.way}
        for choices, take in (
            (self.document, model.set_document),
            (self.happening, model.set_event),
            (self.way, model.set_way),
        ):
            choices.chosen.connect(take)
            choices.passed.connect(lambda choices=choices: self.go_on_from(choices))
        for name, field in self.fields.items():
            field.edited.connect(self._taker(name))
            field.entered.connect(lambda field=field: self.go_on_from(field))
            field.settled.connect(lambda _text: self.draw(model.view))
        self.done.connect(model.record)
        self.gone_asked.connect(model.leave)

    def _taker(self, name: str) -> "Callable[[str], None]":
        model = self._model
        special = {"happened": model.set_happened, "amount": model.set_amount}
        return special.get(name) or (lambda text: model.write(name, text))

    def draw(self, view: UrgentView) -> None:
        """Show what happened."""
        self.refused(view.refused)
        self.document.draw((view.document,))
        self.happening.draw((view.event,))
        self.way.draw((view.way,))
        for name in _TEXTS:
            put(self.fields[name], FieldView(getattr(view, name)))
        said = view.happened_said if view.happened_said != view.happened else ""
        state = "wrong" if view.happened_wrong else "normal"
        put(self.fields["happened"], FieldView(view.happened, state, said, view.happened_wrong))
        state = "wrong" if view.amount_wrong else "normal"
        hint = self._labels["worth" if view.is_goods else "yuan"]
        put(self.fields["amount"], FieldView(view.amount, state, hint, view.amount_wrong))
        self._show(self.fields["description"], shown=view.is_undocumented)
        self._show(self.fields["goods"], shown=view.is_goods)

    def _show(self, widget: QWidget, *, shown: bool) -> None:
        if widget.isHidden() == shown:
            widget.setVisible(shown)
