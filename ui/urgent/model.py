"""An emergency: takes what is needed to help at once, and registers it with the line of the visit."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain.case import Case
from app.domain.money import parse_yuan
from app.domain.person import Identity
from app.domain.typed_day import read_day
from app.domain.visit import Outcome, Reason
from app.errors import Refused
from app.services import urgent, visits
from app.services.urgent import Emergency
from app.services.visits import Coming
from ui.jobs import Jobs
from ui.person.matter_model import MatterModel
from ui.person.model import WhoModel
from ui.person.who import long_day
from ui.problems import sentence
from ui.urgent.view import UrgentView, word

if TYPE_CHECKING:
    from app.services.desk import Desk

_PLACES = {
    "urgent.nobody": "name",
    "urgent.not_described": "description",
    "urgent.nothing_said": "what",
    "urgent.in_future": "happened",
    "urgent.no_aid": "amount",
}
_CHANGES = frozenset({"desk", "cases", "tasks", "outbox"})


class UrgentModel(MatterModel):
    """`shown(UrgentView)`; `recorded(Case)` when it is written down, `left()` when the person does not go on."""

    recorded = Signal(object)
    left = Signal()

    _view: UrgentView

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel, coming: Coming | None) -> None:
        came = coming or Coming(Reason.URGENT.value)
        super().__init__(desk, jobs, who, UrgentView(what=came.note), _PLACES)
        self._coming = came
        self.set_happened(_text("today"))
        who.begin(self._coming.visitor, self._coming.agent)

    @property
    def view(self) -> UrgentView:
        """What the page shows now."""
        return self._view

    # --- what is typed
    def set_document(self, codes: tuple[str, ...]) -> None:
        """Take which document there is, or that there is none."""
        self._change(document=codes[0], refused="")

    def set_event(self, codes: tuple[str, ...]) -> None:
        """Take what kind of thing happened."""
        self._change(event=codes[0], refused="")

    def set_way(self, codes: tuple[str, ...]) -> None:
        """Take how help is given."""
        self._change(way=codes[0], refused="")

    def set_happened(self, text: str) -> None:
        """Take when it happened, as typed."""
        found = read_day(text, self.today)
        wrong = resources.text("person", "day.unreadable") if text.strip() and found is None else ""
        said = long_day(found, self.today) if found else ""
        self._change(happened=text, happened_said=said, happened_wrong=wrong)

    def set_amount(self, text: str) -> None:
        """Take how much, in yuan."""
        self._change(amount=text, amount_wrong=_money(text)[1])

    def write(self, name: str, text: str) -> None:
        """Take a plain text: description, what, place, need or goods."""
        self._change(**{name: text, "refused": ""})

    # --- what is done
    def record(self) -> None:
        """Register it, once all is there."""
        place, lack = self._lack()
        if lack or self._view.busy:
            self._stop(place, lack)
            return
        desk, emergency, coming = self._desk, self._emergency(), self._present()
        self._change(busy=True, refused="")
        self._jobs.run(
            lambda: _write(desk, emergency, coming), done=self._is_written, failed=self._is_refused, changes=_CHANGES
        )

    def leave(self) -> None:
        """The person goes without help: only the line of the visit stays."""
        desk, coming = self._desk, self._present()
        self._jobs.run(lambda: visits.record(desk, coming, Outcome.LEFT), done=self._has_left, changes=_CHANGES)

    # --- within
    def _lack(self) -> tuple[str, str]:
        view, who = self._view, self.who.view
        checks = (
            (bool(who.doubts), "".join(who.doubts[:1]), resources.text("person", "who.open")),
            (bool(who.wrong) and not view.is_undocumented, "id_number", who.wrong),
            (not view.event, "what_happened", _text("lack.event")),
            (read_day(view.happened, self.today) is None, "happened", view.happened_wrong or _text("lack.happened")),
            (not view.way, "way", _text("lack.way")),
            (bool(view.amount_wrong), "amount", view.amount_wrong),
        )
        return next(((place, said) for is_missing, place, said in checks if is_missing), ("", ""))

    def _emergency(self) -> Emergency:
        view, visitor = self._view, self.who.visitor
        happened = read_day(view.happened, self.today)
        alone = view.is_undocumented
        return Emergency(
            event=view.event,
            what=view.what.strip(),
            place=view.place.strip(),
            happened_on=happened.isoformat() if happened else "",
            need=view.need.strip(),
            way=view.way,
            amount_fen=_money(view.amount)[0],
            goods=view.goods.strip() if view.is_goods else "",
            document=view.document,
            identity=Identity() if alone else self.who.identity,
            told_name=visitor.name if alone else "",
            description=view.description.strip() if alone else "",
            phone=visitor.phone,
            village=visitor.village,
            group=visitor.group,
            agent=self.who.agent,
            source=self._coming.source,
        )

    def _present(self) -> Coming:
        visitor = self.who.visitor
        if self._view.is_undocumented and not visitor.name:
            visitor = replace(visitor, name=self._view.description.strip())
        return replace(self._coming, visitor=visitor, agent=self.who.agent)

    def _is_written(self, case: Case) -> None:
        self.recorded.emit(case)

    def _has_left(self, _visit: str) -> None:
        self.left.emit()


def _write(desk: "Desk", emergency: Emergency, coming: Coming) -> Case:
    case = urgent.record(desk, emergency)
    note = _text("visit_note", event=word("event", emergency.event), what=emergency.what)
    visits.record(desk, coming, Outcome.REGISTERED, note=note, about=f"case:{case.id}")
    return case


def _money(text: str) -> tuple[int, str]:
    """Give (fen, sentence) of what was typed; nothing is 0."""
    if not text.strip():
        return 0, ""
    try:
        return parse_yuan(text), ""
    except Refused as refused:
        return 0, sentence(refused)


def _text(name: str, /, **facts: object) -> str:
    return resources.text("urgent", name, **facts)
