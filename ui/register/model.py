"""The register of visits: one day after the other."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import looking
from ui.jobs import Jobs
from ui.one_paper import OnePaper
from ui.printing import Printing
from ui.register.view import RegisterView, view
from ui.visit.day import VisitLine, day_lines

if TYPE_CHECKING:
    from app.services.desk import Desk

CONCERNS = frozenset({"desk", "drafts", "cases"})
LIST = "list:register"


class RegisterModel(QObject):
    """`opened(name, fact)`: what came of a visit is to be looked at, by the name of a route; `back_asked`.

    `printing` asks for a printer the first time; the page that is looked at answers.
    """

    shown = Signal(object)
    opened = Signal(str, str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self.printing = desk, jobs, printing
        self._said = ""
        self._day = desk.today()
        self._lines: tuple[VisitLine, ...] = ()
        self._names: dict[str, str] = {}
        jobs.changed.connect(self._changed)
        self.paper = OnePaper(jobs, printing, "register")
        self.paper.said.connect(self._say)

    @property
    def view(self) -> RegisterView:
        """What the page shows now."""
        return replace(view(self._day, self._desk.today(), self._lines, self._names), said=self._said)

    def start(self) -> None:
        """Read the day that is shown."""
        desk, day = self._desk, self._day
        self._jobs.run(lambda: _read(desk, day), done=lambda found: self._got(day, *found))

    def turn(self, days: int) -> None:
        """Go to another day, never beyond today; 0 is today."""
        today = self._desk.today()
        self._day, self._said = min(self._day + timedelta(days=days), today) if days else today, ""
        self.start()

    def print_day(self) -> None:
        """Print the day that is shown."""
        from app.services.papers import register  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk, day = self._desk, self._day
        self.paper.print(lambda: register(desk, day), LIST, len(self._lines), day=day.isoformat())

    def open(self, key: str) -> None:
        """Look at what came of a visit; where nothing did, stay."""
        line = next((line for line in self._lines if line.key == key), None)
        kind, _, found = line.about.partition(":") if line else ("", "", "")
        if line and line.soon:
            self.opened.emit("draft", found)
        elif line and kind == "case":
            self.opened.emit("case", found)
        elif line and kind == "referral":
            self.opened.emit("referral", line.about)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.start()

    def _got(self, day: date, lines: tuple[VisitLine, ...], names: dict[str, str]) -> None:
        if day == self._day:  # another day was asked for meanwhile
            self._lines, self._names = lines, names
            self.shown.emit(self.view)

    def _say(self, said: str) -> None:
        self._said = said
        self.shown.emit(self.view)


def _read(desk: "Desk", day: date) -> tuple[tuple[VisitLine, ...], dict[str, str]]:
    lines = day_lines(desk.store.visits(day), desk.store.drafts(), day)
    looking.listed(desk, LIST, len(lines))
    return lines, {officer: desk.name_of(officer) for officer in {line.handler for line in lines}}
