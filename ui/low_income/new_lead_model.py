"""A lead is written down: who, as far as known, where, what was seen, by whom, when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain.typed_day import read_day
from app.services import leads
from app.services.leads import Sighting
from ui import when
from ui.jobs import Jobs
from ui.low_income.list_model import CHANGES
from ui.person.matter_model import MatterModel
from ui.person.model import WhoModel
from ui.person.who import long_day

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


class NewLeadModel(MatterModel):
    """`shown(NewLeadView)`; `made()` when it is written down; `stopped(place)` where something is missing."""

    made = Signal()

    _view: NewLeadView

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel) -> None:
        super().__init__(desk, jobs, who, NewLeadView(), _PLACES)
        self.set_day(when.day(desk.today()))

    @property
    def view(self) -> NewLeadView:
        """What the page shows now."""
        return self._view

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
