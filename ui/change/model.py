"""A change of a household: takes what is told, and writes it down together with the line of the visit."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain.change import Change, ChangeKind
from app.domain.typed_day import read_day
from app.domain.visit import Agent, Outcome, Reason
from app.services import changes, visits
from app.services.changes import Telling
from app.services.visits import Coming
from ui.change.view import TELLERS, ChangeView, words_of
from ui.jobs import Jobs
from ui.person.matter_model import MatterModel
from ui.person.model import WhoModel
from ui.person.who import Known, WhoView, long_day, look_up

if TYPE_CHECKING:
    from app.services.desk import Desk

_PLACES = {"change.nobody": "name", "change.nothing_said": "what", "change.in_future": "since"}
_AREAS = frozenset({"desk", "outbox"})


class ChangeModel(MatterModel):
    """`shown(ChangeView)`; `reported(Change)` when it is written down. `card`: only the card has changed."""

    reported = Signal(object)
    left = Signal()

    _view: ChangeView

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel, coming: Coming | None, *, card: bool = False) -> None:
        came = coming or Coming(Reason.CARD.value if card else Reason.CHANGE.value)
        super().__init__(desk, jobs, who, _begun(came.agent), _PLACES)
        self.card, self._coming = card, came
        if card:
            self.set_since(_text("today"))
        who.shown.connect(self._who_changed)
        who.begin(self._coming.visitor)

    @property
    def view(self) -> ChangeView:
        """What the page shows now."""
        return self._view

    @property
    def since(self) -> date | None:
        """The day since when, where it was said."""
        return read_day(self._view.since, self.today)

    # --- what is typed
    def set_kinds(self, kinds: tuple[str, ...]) -> None:
        """Take what has changed, several things at once; nobody tells their own death."""
        teller = "" if ChangeKind.DEATH.value in kinds and self._view.teller == "self" else self._view.teller
        self._change(kinds=kinds, teller=teller, refused="")
        self._look_for_dead()

    def set_cards(self, cards: tuple[str, ...]) -> None:
        """Take what is with the card."""
        self._change(cards=cards, refused="")

    def set_since(self, text: str) -> None:
        """Take since when, as typed."""
        found = read_day(text, self.today)
        wrong = resources.text("person", "day.unreadable") if text.strip() and found is None else ""
        self._change(since=text, since_said=long_day(found, self.today) if found else "", since_wrong=wrong)

    def set_about(self, text: str) -> None:
        """Take whom it concerns."""
        self._change(about=text.strip())
        self._look_for_dead()

    def set_teller(self, codes: tuple[str, ...]) -> None:
        """Take who tells it: how related to the person."""
        self._change(teller=codes[0] if codes else "", refused="")

    def set_teller_name(self, text: str) -> None:
        """Take the name of who tells it."""
        self._change(teller_name=text.strip())

    def set_note(self, text: str) -> None:
        """Take what else is said."""
        self._change(note=text)

    # --- what is done
    def report(self) -> None:
        """Write it down with the visit's line, once all is there."""
        place, lack = self._lack()
        if lack or self._view.busy:
            self._stop(place, lack)
            return
        desk, telling, coming = self._desk, self._telling(), self._present()
        self._change(busy=True, refused="")
        note = words_of("card", self._view.cards) if self.card else words_of("kind", telling.kinds)
        self._jobs.run(
            lambda: _write(desk, telling, coming, note), done=self._is_written, failed=self._is_refused, changes=_AREAS
        )

    def leave(self) -> None:
        """The person goes without telling: only the line of the visit stays."""
        desk, coming = self._desk, self._present()
        self._jobs.run(
            lambda: visits.record(desk, coming, Outcome.LEFT), done=lambda _: self.left.emit(), changes=_AREAS
        )

    # --- within
    def _lack(self) -> tuple[str, str]:
        """Give the place of what is missing and a sentence; both empty when nothing is."""
        view, who = self._view, self.who.view
        checks = (
            (bool(who.doubts), "".join(who.doubts[:1]), resources.text("person", "who.open")),
            (bool(who.wrong), "id_number", who.wrong),
            (self.card and not view.cards, "what", _text("lack.card")),
            (self.since is None, "since", view.since_wrong or _text("lack.since")),
            (view.teller not in TELLERS, "teller", _text("lack.teller")),
            (view.is_death and view.teller == "self" and self._is_own_death(), "teller", _text("lack.own_death")),
            (view.teller != "self" and not view.teller_name, "teller_name", _text("lack.teller_name")),
        )
        return next(((place, said) for is_missing, place, said in checks if is_missing), ("", ""))

    def _is_own_death(self) -> bool:
        return self._view.about in ("", self.who.visitor.name)

    def _telling(self) -> Telling:
        view, visitor = self._view, self.who.visitor
        others = view.teller != "self"
        note = view.note.strip()
        if self.card:
            note = (
                _text("card_note", what=words_of("card", view.cards), note=note)
                if note
                else words_of("card", view.cards)
            )
        return Telling(
            person=visitor,
            kinds=(ChangeKind.CARD.value,) if self.card else view.kinds,
            since=self.since.isoformat() if self.since else "",
            about=view.about,
            told_by=view.teller_name if others else "",
            told_by_relation=_relation(view.teller),
            note=note,
            cases=tuple(one.case_id for one in self.who.view.known.cases),
            about_id_number=self._number_of(view.about or visitor.name),
        )

    def _present(self) -> Coming:
        """Give who stands here now: the person, or another for them."""
        view, agent = self._view, self._coming.agent
        if view.teller != "self" and view.teller_name:
            known = agent or Agent(name="")
            agent = replace(known, name=view.teller_name, relation=known.relation or _relation(view.teller))
        return replace(self._coming, visitor=self.who.visitor, agent=agent)

    def _who_changed(self, who: WhoView) -> None:
        people = tuple(dict.fromkeys([who.visitor.name, *(one.name for one in who.known.family)]))
        self._change(people=tuple(filter(None, people)))
        self._look_for_dead()

    def _look_for_dead(self) -> None:
        """Find all that is known of the person who died: the one at hand, or somebody of the household."""
        if not self._view.is_death:
            return
        known, number = self.who.view.known, self._number_of(self._view.about or self.who.visitor.name)
        if not number or number == known.number:
            self._change(dead=known if number else None)
            return
        store = self._desk.store
        self._jobs.run(lambda: look_up(store, number), done=self._is_found)

    def _number_of(self, name: str) -> str:
        """Give the id number of the person at hand, or of somebody of the household, by name."""
        visitor = self.who.visitor
        if name == visitor.name:
            return visitor.id_number
        return next((one.id_number for one in self.who.view.known.family if one.name == name), "")

    def _is_found(self, known: Known) -> None:
        """Another name may stand there meanwhile."""
        if known.number == self._number_of(self._view.about):
            self._change(dead=known)

    def _is_written(self, change: Change) -> None:
        self.reported.emit(change)


def _write(desk: "Desk", telling: Telling, coming: Coming, note: str) -> Change:
    change = changes.report(desk, telling)
    visits.record(desk, coming, Outcome.REPORTED, note=note, about=f"change:{change.id}")
    return change


def _begun(agent: Agent | None) -> ChangeView:
    """Begin with the person themself, or with who stands here for them."""
    if agent is None:
        return ChangeView()
    words: dict[str, str] = resources.texts("change")["teller"]
    code = next((code for code, word in words.items() if word == agent.relation), "other" if agent.relation else "")
    return ChangeView(teller=code, teller_name=agent.name)


def _relation(teller: str) -> str:
    return str(resources.texts("change")["teller"].get(teller, ""))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("change", name, **facts)
