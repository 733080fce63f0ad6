"""A fund, month by month: what is written to its ledger, and its paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

import resources
from app.domain.duties import Act
from app.domain.fund import Fund
from app.domain.fund_ledger import Line
from app.domain.money import parse_yuan
from app.domain.typed_day import read_day
from app.errors import Refused
from app.services import fund, looking
from app.services.fund import Opening
from app.store.fund_values import FundRow
from ui.fund.view import FundRead, FundView, view
from ui.jobs import Jobs
from ui.one_paper import OnePaper
from ui.printing import Printing
from ui.rights import why_not
from ui.writing import Writing

if TYPE_CHECKING:
    from app.services.desk import Desk

CONCERNS: Final = frozenset({"funds", "cases"})
CHANGES: Final = frozenset({"funds", "outbox"})


class FundModel(Writing):
    """`shown(FundView)`; `done(sentence)` when something is kept, `refused(sentence)` when it is not.

    `case_asked(id)`: the case of a payment is to be looked at; `back_asked()`.
    """

    shown = Signal(object)
    case_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, subject: str = "") -> None:
        super().__init__(jobs)
        self._desk, self.printing = desk, printing
        self._subject, self._month = subject, desk.today().replace(day=1)
        self._read: FundRead | None = None
        self._said = ""
        jobs.changed.connect(self._changed)
        self.paper = OnePaper(jobs, printing, "fund")
        self.paper.said.connect(self._say)

    @property
    def view(self) -> FundView:
        """What the page shows now."""
        if self._read is None:
            return FundView()
        shown = view(self._read, self.fund, self._month, self._desk.today())
        return replace(shown, said=self._said, why_not=self._read.why_not)

    @property
    def fund(self) -> FundRow | None:
        """The fund that is shown: the one asked for, else the first."""
        funds = self._read.funds if self._read else ()
        return next((one for one in funds if one.subject == self._subject), funds[0] if funds else None)

    def line(self, key: str) -> Line | None:
        """Give a line that is shown."""
        return next((line for line in self._read.lines if line.id == key), None) if self._read else None

    def start(self) -> None:
        """Read the month that is shown."""
        desk, subject, month = self._desk, self._subject, self._month
        self._jobs.run(lambda: _read(desk, subject, month), done=lambda found: self._got(subject, month, found))

    def turn(self, months: int) -> None:
        """Go a month back or on, never beyond this one."""
        first = (self._month + timedelta(days=31)) if months > 0 else (self._month - timedelta(days=1))
        self._month, self._said = min(first.replace(day=1), self._desk.today().replace(day=1)), ""
        self.start()

    def show_next(self) -> None:
        """Show the next of several funds."""
        funds, shown = (self._read.funds if self._read else ()), self.fund
        if shown is not None:
            self._subject, self._said = funds[(funds.index(shown) + 1) % len(funds)].subject, ""
            self.start()

    def open(self, key: str) -> None:
        """Look at the case that a line paid for."""
        line = self.line(key)
        if line and line.case:
            self.case_asked.emit(line.case)

    # --- what is written
    def begin(self, name: str, balance: str, source: str, keeper: str, day: str) -> None:
        """Open a ledger, and show it."""

        def job() -> Fund:
            opening = Opening(name, parse_yuan(balance), source, keeper, self._day(day))
            return fund.begin(self._desk, opening)

        self._run(job, "begin")

    def top_up(self, amount: str, reference: str, day: str) -> None:
        """Book money that came."""
        self._book(lambda name: fund.top_up(self._desk, name, parse_yuan(amount), reference, self._day(day)), "top_up")

    def count(self, amount: str, reason: str) -> None:
        """Book what lies in the box."""
        self._book(lambda name: fund.count(self._desk, name, parse_yuan(amount), reason), "count")

    def correct(self, line: str, amount: str, reason: str) -> None:
        """Put a line right, or take it back with 0."""
        self._book(lambda name: fund.correct(self._desk, name, line, parse_yuan(amount), reason), "correct")

    def print_month(self) -> None:
        """Print the month that is shown."""
        from app.services.fund_paper import fund_ledger  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk, shown, month = self._desk, self.fund, f"{self._month:%Y-%m}"
        if shown is not None:
            name, lines = shown.id, self._read.lines if self._read else ()
            self.paper.print(lambda: fund_ledger(desk, name, month), shown.subject, len(lines), month=month)

    # --- within
    def _day(self, typed: str) -> date | None:
        """Give the day that was typed, None for nothing; Refused day.unreadable."""
        found = read_day(typed, self._desk.today()) if typed.strip() else None
        if typed.strip() and found is None:
            raise Refused("day.unreadable", day=typed)
        return found

    def _book(self, job: Callable[[str], Fund], name: str) -> None:
        shown = self.fund
        if shown is not None:
            fund_id = shown.id
            self._run(lambda: job(fund_id), name)

    def _run(self, job: Callable[[], Fund], name: str) -> None:
        self._write(job, resources.text("fund", f"done.{name}"), CHANGES)

    def _is_written(self, written: Fund) -> None:
        self._subject, self._month = f"fund:{written.id}", self._desk.today().replace(day=1)
        super()._is_written(written)
        self.start()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.start()

    def _got(self, subject: str, month: date, found: FundRead) -> None:
        if (subject, month) == (self._subject, self._month):  # another one was asked for meanwhile
            self._read = found
            self.shown.emit(self.view)

    def _say(self, said: str) -> None:
        self._said = said
        self.shown.emit(self.view)


def _read(desk: "Desk", subject: str, month: date) -> FundRead:
    funds, why = desk.store.funds(), why_not(desk.standing(), Act.KEEP_FUND)
    shown = next((one for one in funds if one.subject == subject), funds[0] if funds else None)
    if shown is None:
        return FundRead(why_not=why)
    before, lines = desk.store.fund_lines(shown.id, f"{month:%Y-%m}")
    looking.listed(desk, shown.subject, len(lines))
    names = {officer: desk.name_of(officer) for officer in {line.by for line in lines}}
    return FundRead(funds, before, lines, names, why)
