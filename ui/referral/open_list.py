"""The open referrals, with how long each has waited."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.services import looking
from ui.jobs import Jobs
from ui.referral.one_view import lateness, state_of
from ui.referral.view import word
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store.values import Matter

_OPEN = ("answered", "waiting")
_ACTS = {"waiting": "answer", "answered": "tell"}


@dataclass(frozen=True, slots=True)
class ListView:
    """The page: rows known by their subject, and whether those that are done are shown too."""

    rows: tuple[Row, ...] = ()
    waiting: int = 0
    with_done: bool = False


class ListModel(QObject):
    """`shown(ListView)`; reads again whenever something of the desk changes."""

    shown = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._view = desk, jobs, ListView()
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> ListView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read the referrals."""
        desk, states = self._desk, (*_OPEN, "told") if self._view.with_done else _OPEN
        self._jobs.run(lambda: _read(desk, states), done=self._is_read)

    def turn(self) -> None:
        """Show those that are done too, or only the open ones."""
        self._view = ListView(self._view.rows, self._view.waiting, not self._view.with_done)
        self.start()

    def _is_read(self, matters: "tuple[Matter, ...]") -> None:
        today = self._desk.today()
        waiting = sum(1 for one in matters if one.state == "waiting")
        self._view = ListView(tuple(_row(one, today) for one in matters), waiting, self._view.with_done)
        self.shown.emit(self._view)

    def _changed(self, kinds: frozenset[str]) -> None:
        if "desk" in kinds:
            self.start()


def _read(desk: "Desk", states: tuple[str, ...]) -> "tuple[Matter, ...]":
    found = tuple(one for state in states for one in desk.store.matters("referral", state))
    looking.listed(desk, "list:referral", len(found))
    return found


def _row(one: "Matter", today: date) -> Row:
    """Give one line: who, what, of whom, how long it waits, what is to be done."""
    words, mark = lateness(one.due_on, today) if one.state == "waiting" else (state_of(one.state), "")
    ink = {"over": "danger", "soon": "soon"}.get(mark, "ink2")
    days = (today - date.fromisoformat(one.day)).days
    waited = _waited(days) if one.state == "waiting" else ""
    act = resources.texts("referral")["button"].get(
        {"waiting": "answer", "answered": "tell"}.get(one.state, "look"), ""
    )
    name, village = Cell(one.name, "ink", strong=True, wraps=True), Cell(one.village, wraps=True)
    cells = (
        name,
        village,
        Cell(word("field", one.what), "ink"),
        Cell(one.receiver, wraps=True),
        Cell(waited),
        Cell(words, ink, sign=mark),
        Cell(),
    )
    return Row(one.subject, cells, act=act, done=one.state == "told")


def _waited(days: int) -> str:
    return _text("waited", days=days) if days else _text("sent_today")


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)
