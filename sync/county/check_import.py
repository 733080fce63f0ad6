"""核对 results by the list: which rows belong to which case, what is wrong with others, and the reports written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from app.domain import case_number
from app.domain.case import Case
from app.domain.money import parse_yuan
from app.domain.steps.means_check import Doubt
from app.errors import Refused
from app.sheets.check_list import CheckRow
from sync.county import acts, case_search
from sync.county.acts import Act, By
from sync.county.case_files import read_case
from sync.county.deciding import Deciding
from sync.county.site import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that keeps its case from being written, and why."""

    nth: int
    said: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Report:
    """A report that can be written: of which case, from which rows."""

    case: str
    number: str
    applicant: str
    rows: tuple[int, ...]
    qualified: bool
    doubts: tuple[Doubt, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do: the reports, the rows that are wrong, and how many cases wait that it does not name."""

    reports: tuple[Report, ...]
    wrong: tuple[WrongRow, ...]
    unnamed: int


class CheckImport:
    """Reads lists of results. `plan` writes nothing; `write` takes what can be taken, each case for itself."""

    def __init__(self, site: Site, deciding: Deciding) -> None:
        self._site = site
        self._deciding = deciding

    def plan(self, rows: Sequence[CheckRow], by: By) -> Plan:
        """Give what a list would do if an officer wrote it now; every act was tried without being written."""
        with self._site.database.reading() as connection:
            waiting = _waiting(connection, by.on)
        by_name = _by_name(waiting.values())
        grouped: dict[str, list[CheckRow]] = defaultdict(list)
        wrong: list[WrongRow] = []
        for row in rows:
            if case := by_name.get(_tidy(row.number)) or by_name.get(_tidy(row.request)):
                grouped[case.id].append(row)
            else:
                wrong.append(WrongRow(row.nth, row.number or row.request, Refused("check.row_unknown")))
        reports = []
        for case_id, mine in grouped.items():
            try:
                reports.append(_report(waiting[case_id], mine, by))
            except _Wrong as error:
                wrong.append(error.row)
        return Plan(tuple(reports), tuple(sorted(wrong, key=lambda one: one.nth)), len(waiting) - len(grouped))

    def write(self, plan: Plan, by: By) -> tuple[tuple[Report, ...], tuple[WrongRow, ...]]:
        """Write the reports of a plan; gives those written, and those that something came in the way of meanwhile."""
        done, failed = [], []
        for report in plan.reports:
            try:
                self._deciding.act(report.case, by, report.act)
                done.append(report)
            except Refused as refused:
                failed.append(WrongRow(report.rows[0], report.number, refused))
        return tuple(done), tuple(failed)


class _Wrong(Exception):
    def __init__(self, row: CheckRow, refused: Refused) -> None:
        super().__init__(row.nth)
        self.row = WrongRow(row.nth, row.number or row.request, refused)


def _waiting(connection: Connection, today: date) -> Mapping[str, Case]:
    rows = case_search.waiting(connection, today.isoformat(), waits="check", most=None)
    return {row.id: read_case(connection, row.id) for row in rows}


def _by_name(cases: Iterable[Case]) -> Mapping[str, Case]:
    """Give cases by their own number and by that of the request, where one is not of two."""
    found: dict[str, Case] = {}
    twice: set[str] = set()
    for case in cases:
        asked = case.progress.request
        for name in {_tidy(case.number), _tidy(asked.number if asked else "")} - {""}:
            twice |= {name} & found.keys()
            found[name] = case
    return {name: case for name, case in found.items() if name not in twice}


def _tidy(number: str) -> str:
    try:
        return case_number.parse(number)
    except Refused:
        return number.strip().upper()


def _report(case: Case, rows: Sequence[CheckRow], by: By) -> Report:
    first = rows[0]
    for row in rows:
        _try(row, partial(_check, case, first, row))
    doubts = tuple(_try(row, partial(_doubt, case, row)) for row in rows if row.text or row.amount)
    until = _try(first, lambda: date.fromisoformat(first.valid_until) if first.valid_until else None)
    act = acts.report(qualified=bool(first.qualified), valid_until=until, doubts=doubts, number=first.report)
    _try(first, lambda: act(case, by))
    nths = tuple(row.nth for row in rows)
    return Report(case.id, case.number, case.applicant, nths, bool(first.qualified), doubts, act)


def _try(row: CheckRow, work: Callable[[], T]) -> T:
    try:
        return work()
    except Refused as refused:
        raise _Wrong(row, refused) from refused
    except ValueError as error:
        raise _Wrong(row, Refused("day.unreadable", day=row.valid_until[:20])) from error


def _check(case: Case, first: CheckRow, row: CheckRow) -> None:
    if row.qualified is None:
        raise Refused("check.row_result")
    if (row.qualified, row.valid_until, row.report) != (first.qualified, first.valid_until, first.report):
        raise Refused("check.row_differs", first=first.nth)
    if row.name and row.name not in {member.identity.name for member in case.members}:
        raise Refused("check.row_name", name=row.name[:40])


def _doubt(case: Case, row: CheckRow) -> Doubt:
    if not row.item or not row.text:
        raise Refused("check.row_doubt", word=(row.item_word or row.text)[:20])
    member = next((one.id for one in case.members if row.name and one.identity.name == row.name), "")
    doubt = Doubt("", row.item, row.text, member=member)
    return replace(doubt, amount_fen=parse_yuan(row.amount)) if row.amount else doubt
