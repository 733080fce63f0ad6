"""A lead is written down: who, as far as known, where, what was seen, by whom, when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.typed_day import read_day
from app.errors import Refused, Unavailable
from app.services import leads
from app.services.leads import Sighting
from ui import when
from ui.jobs import Jobs
from ui.low_income.list_model import CHANGES
from ui.person.model import WhoModel
from ui.person.who import long_day
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

_PLACES = {"lead.nobody": "name", "lead.nothing_seen": "seen", "lead.in_future": "day"}


@dataclass(frozen=True, slots=True)
class NewLeadView:
    """The page; `day_said` is how `day` was understood."""

    place: str = ""
    seen: str = ""
    by: str = ""
    day: str = ""
    day_said: str = ""
    day_wrong: str = ""
    refused: str = ""
    busy: bool = False


class NewLeadModel(QObject):
    """`shown(NewLeadView)`; `made()` when it is written down; `stopped(place)` where something is missing."""

    shown = Signal(object)
    made = Signal()
    stopped = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel) -> None:
        super().__init__()
        self.who = who
        self._desk, self._jobs, self._view = desk, jobs, NewLeadView()
        self.set_day(when.day(desk.today()))

    @property
    def view(self) -> NewLeadView:
        """What the page shows now."""
        return self._view

    @property
    def today(self) -> date:
        """The day at the window."""
        return self._desk.today()

    def write(self, name: str, text: str) -> None:
        """Take the text of a field: place, seen or by."""
        self._change(refused="", **{name: text})

    def set_day(self, text: str) -> None:
        """Take the day on which it was seen, as typed."""
        found = read_day(text, self.today)
        wrong = resources.text("person", "day.unreadable") if found is None else ""
        self._change(day=text, day_said=long_day(found, self.today) if found else "", day_wrong=wrong)

    def make(self) -> None:
        """Write it down, once all is there."""
        view, who = self._view, self.who.view
        found = read_day(view.day, self.today)
        if who.wrong or found is None or view.busy:
            self._stop("id_number" if who.wrong else "day", who.wrong or view.day_wrong)
            return
        said = Sighting(self.who.visitor, view.place.strip(), view.seen.strip(), view.by.strip(), found.isoformat())
        desk = self._desk
        self._change(busy=True, refused="")
        self._jobs.run(lambda: leads.find(desk, said), self._is_written, self._is_refused, changes=CHANGES)

    def _is_written(self, _lead: object) -> None:
        self.made.emit()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(busy=False)
        self._stop(_PLACES.get(error.code, ""), sentence(error))

    def _stop(self, place: str, said: str) -> None:
        self._change(refused=said)
        self.stopped.emit(place)

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of NewLeadView by name
        self.shown.emit(self._view)
