"""The leads: who was seen in need and what came of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.lead import LeadResult
from app.services import looking
from ui.jobs import Jobs
from ui.low_income.words import day_of, say, word
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store.values import Matter

_DONE = tuple(one.value for one in LeadResult)


@dataclass(frozen=True, slots=True)
class LeadsView:
    """The page: rows known by their subject, how many are open, and whether those that are done are shown too."""

    rows: tuple[Row, ...] = ()
    open: int = 0
    with_done: bool = False


class LeadsModel(QObject):
    """`shown(LeadsView)`; reads again whenever something of the desk changes."""

    shown = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._view = desk, jobs, LeadsView()
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> LeadsView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read the leads."""
        desk, states = self._desk, ("open", *_DONE) if self._view.with_done else ("open",)
        self._jobs.run(lambda: _read(desk, states), done=self._is_read)

    def turn(self) -> None:
        """Show those that are done too, or only the open ones."""
        self._view = LeadsView(self._view.rows, self._view.open, not self._view.with_done)
        self.start()

    def _is_read(self, leads: "tuple[Matter, ...]") -> None:
        count = sum(one.state == "open" for one in leads)
        self._view = LeadsView(tuple(map(_row, leads)), count, self._view.with_done)
        self.shown.emit(self._view)

    def _changed(self, kinds: frozenset[str]) -> None:
        if "desk" in kinds:
            self.start()


def _read(desk: "Desk", states: tuple[str, ...]) -> "tuple[Matter, ...]":
    found = tuple(one for state in states for one in desk.store.matters("lead", state))
    looking.listed(desk, "list:lead", len(found))
    return found


def _row(one: "Matter") -> Row:
    is_open = one.state == "open"
    where = one.what or one.village
    cells = (
        Cell(one.name or say("lead.nameless"), "ink" if one.name else "ink3", strong=bool(one.name), wraps=True),
        Cell(where, "ink"),
        Cell(one.receiver, wraps=True),
        Cell(day_of(one.day)),
        Cell(word("lead_state", one.state), "soon" if is_open else "ink2", sign="soon" if is_open else ""),
        Cell(),
    )
    return Row(one.subject, cells, act=say("lead.open"), done=not is_open, tip=where)
