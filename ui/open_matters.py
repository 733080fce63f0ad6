"""The matters of one kind, such as leads: those that are open, and if wanted those that are done too."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import looking
from ui.jobs import Jobs
from ui.widgets.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.services.desk import Desk
    from app.store.values import Matter


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matters by its name in the store; states in the order in which they are listed.

    `waits` is the state of those that are counted; `row` shows one on a day.
    """

    name: str
    open: tuple[str, ...]
    done: tuple[str, ...]
    waits: str
    row: "Callable[[Matter, date], Row]"


@dataclass(frozen=True, slots=True)
class OpenView:
    """The page: rows known by their subject, how many wait, and whether those that are done are shown too."""

    rows: tuple[Row, ...] = ()
    waiting: int = 0
    with_done: bool = False


class OpenMatters(QObject):
    """`shown(OpenView)`; reads again whenever something of the desk changes."""

    shown = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs, kind: Kind) -> None:
        super().__init__()
        self._desk, self._jobs, self._kind, self._view = desk, jobs, kind, OpenView()
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> OpenView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read them."""
        desk, kind, states = self._desk, self._kind, self._kind.open
        if self._view.with_done:
            states += self._kind.done
        self._jobs.run(lambda: _read(desk, kind.name, states), done=self._is_read)

    def turn(self) -> None:
        """Show those that are done too, or only the open ones."""
        self._view = replace(self._view, with_done=not self._view.with_done)
        self.start()

    def _is_read(self, matters: "tuple[Matter, ...]") -> None:
        kind, today = self._kind, self._desk.today()
        waiting = sum(one.state == kind.waits for one in matters)
        self._view = OpenView(tuple(kind.row(one, today) for one in matters), waiting, self._view.with_done)
        self.shown.emit(self._view)

    def _changed(self, kinds: frozenset[str]) -> None:
        if "desk" in kinds:
            self.start()


def _read(desk: "Desk", name: str, states: tuple[str, ...]) -> "tuple[Matter, ...]":
    found = tuple(one for state in states for one in desk.store.matters(name, state))
    looking.listed(desk, f"list:{name}", len(found))
    return found
