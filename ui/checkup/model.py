"""The page of the PC's check-up: looking again, and saving what may be given to whoever helps."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable
from ui import machine_report
from ui.checkup.look import look_beside_window
from ui.jobs import FREE, Jobs
from ui.problems import sentence
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.services.desk import Desk

_INKS = {"ok": "accent", "warn": "soon", "bad": "danger"}


@dataclass(frozen=True)
class CheckupView:
    """The page: a row for each thing, what is wrong first; `said` after a report was saved."""

    rows: tuple[Row, ...] = ()
    summary: str = ""
    said: str = ""
    refused: str = ""
    busy: bool = False


class CheckupModel(QObject):
    """`shown(CheckupView)`; `back_asked()`."""

    shown = Signal(object)
    back_asked = Signal()

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        look: Callable[[Path], list[dict[str, Any]]] = look_beside_window,
    ) -> None:
        super().__init__()
        self._desk, self._jobs, self._look = desk, jobs, look
        self._view = CheckupView()

    @property
    def view(self) -> CheckupView:
        """What the page shows now."""
        return self._view

    def look(self) -> None:
        """Look at everything that may be looked at while the window is open."""
        if not self._view.busy:
            data = self._desk.data
            self._change(busy=True, said="", refused="", summary=say("looking"))
            self._jobs.run(lambda: self._look(data), self._looked, self._failed, FREE)

    def save(self, file: Path) -> None:
        """Save a report that names nobody."""
        data, look = self._desk.data, self._look
        self._change(busy=True, said="", refused="")
        self._jobs.run(lambda: machine_report.write(data, file, look), lambda _: self._saved(file), self._failed, FREE)

    def _looked(self, found: list[dict[str, Any]]) -> None:
        self._change(busy=False, rows=rows(found), summary=summary(found))

    def _saved(self, file: Path) -> None:
        self._change(busy=False, said=say("saved", file=file.name))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(busy=False, refused=sentence(error))
            return
        self._change(busy=False)
        self._jobs.problem(error)

    def _change(self, **values: Any) -> None:
        self._view = replace(self._view, **values)
        self.shown.emit(self._view)


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("checkup", name, **facts)


def rows(found: list[dict[str, Any]]) -> tuple[Row, ...]:
    """Give a row for each finding: what stops work first, then what is odd, then the rest in its order."""
    order = list(reversed(_INKS))
    return tuple(_row(one) for one in sorted(found, key=lambda one: order.index(one["state"])))


def summary(found: list[dict[str, Any]]) -> str:
    """Say in a line how the PC is."""
    counts = {state: sum(one["state"] == state for one in found) for state in _INKS}
    return say("bad" if counts["bad"] else "warn" if counts["warn"] else "well", **counts)


def _row(one: dict[str, Any]) -> Row:
    state = Cell(say(f"state.{one['state']}"), _INKS[one["state"]], strong=True)
    return Row(one["name"], (state, Cell(say(f"name.{one['name']}"), "ink"), Cell(one["text"], wraps=True)))
