"""A standard has risen: what each household in aid gets by it, what is owed since, who was refused and is now below.

The standard behind a sum is the one by which its household reckons to just that sum, in the packs that were ever in
force here. Where none does the sum was found otherwise, and an officer looks at it.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.aid import AID, Cause
from app.domain.steps.payable import payable_in
from app.domain.steps.progress import Progress
from app.errors import Refused
from app.rules import risen, roster
from app.rules.assessment.household import Household
from app.rules.back_pay import Paid, back_pay
from app.rules.pack import Rule
from app.rules.risen import Aided
from app.services import assessing, local_rules
from app.services.desk import Desk
from app.services.duty import needs
from app.services.packs_used import Times, View, mark_of, times
from app.services.revisits import Revisit, revisit_of

_IN_AID = ("confirmed", "announced", "in_aid", "phasing_out")
_REFUSED = ("refused", "refusal_delivered")
_AREAS: Final[dict[str, Literal["rural", "urban"]]] = {"rural": "rural", "urban": "urban"}


class Why(StrEnum):
    """Why an officer has to look at a household."""

    UNREAD = "unread"
    DISPUTED = "disputed"
    PHASING_OUT = "phasing_out"
    MEMBERS = "members"
    RECHECK = "recheck"
    UNKNOWN = "unknown"  # a figure, a tier or an income is missing: 待县级确认
    NOT_RECKONED = "not_reckoned"
    CHANGED = "changed"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Line:
    """A household in aid: its sum, and by the new standard from `from_month` on; `why` is a `Why` or empty.

    Where both sums are the same, a standard was followed too late: the sum holds from an earlier month on.
    `months` were paid at the old sum, `back_fen` is owed for them. The standards are those of a person, 0 for none.
    """

    case: Case
    village: str
    old_fen: int
    new_fen: int = 0
    from_month: str = ""
    months: int = 0
    back_fen: int = 0
    why: str = ""
    old_standard_fen: int = 0
    new_standard_fen: int = 0
    source: str = ""

    @property
    def rises(self) -> bool:
        """Whether it is to be raised."""
        return bool(self.new_fen and not self.why)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the standards in force come to. `broken` names files of the county that are not used."""

    raises: tuple[Line, ...] = ()
    same: tuple[Line, ...] = ()
    looks: tuple[Line, ...] = ()
    revisits: tuple[Revisit, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def back_fen(self) -> int:
        """What is owed for months that were paid, in all."""
        return sum(line.back_fen for line in self.raises)


@needs(Act.SEE)
def read(desk: Desk) -> Generator[None, None, Reckoned]:
    """Reckon every household by the standards in force, in slices: one for each."""
    at = times(desk)
    lines, revisits = list[Line](), list[Revisit]()
    for row in desk.store.cases_in((*_IN_AID, *_REFUSED)):
        case = desk.store.case(row.case_id)
        if case and row.state in _REFUSED:
            found = revisit_of(desk, case, row.village, at)
            revisits += [found] if found else []
        elif case and is_reckoned(case):
            lines.append(line_of(desk, case, row.village, at))
        yield
    return Reckoned(
        raises=tuple(one for one in lines if one.rises),
        same=tuple(one for one in lines if not (one.rises or one.why)),
        looks=tuple(one for one in lines if one.why),
        revisits=tuple(revisits),
        broken=local_rules.in_force(desk.data).broken,
    )


@needs(Act.SEE)
def count(desk: Desk, seen: str) -> Generator[None, None, tuple[str, int | None]]:
    """Give how many are to be raised, with the mark of the standards; no count where `seen` is that mark already."""
    mark = mark_of(desk)
    if mark == seen:
        return mark, None
    told = yield from read(desk)
    return mark, len(told.raises)


def is_reckoned(case: Case) -> bool:
    """Tell whether a household has a monthly sum that is made of the standards."""
    return case.progress.monthly_fen > 0 and case.programme in risen.FIGURES


# --- a household in aid
@needs(Act.SEE)
def line_of(desk: Desk, case: Case, village: str, at: Times) -> Line:
    """Reckon one household."""
    line = Line(case, village, case.progress.monthly_fen)
    why = _in_the_way(case, desk.today().isoformat())
    if why:
        return replace(line, why=why)
    try:
        assessed = assessing.of_case(desk, case)
    except Refused:
        return replace(line, why=Why.UNREAD)
    on = assessed.found.on
    return _reckoned(line, _as_decided(case, assessed.household), on, at)


def _in_the_way(case: Case, today: str) -> str:
    """Give why nothing is reckoned before an officer has looked; empty where it is."""
    progress = case.progress
    if case.is_disputed(AID):
        return Why.DISPUTED
    if progress.phasing_out:
        return Why.PHASING_OUT
    since = _decided_on(progress)
    told = (*(one.told_on for one in progress.deaths), *(one.changed_on for one in progress.household_changes))
    if any(day > since for day in told):
        return Why.MEMBERS
    return Why.RECHECK if progress.next_check_on and progress.next_check_on < today else ""


def _decided_on(progress: Progress) -> str:
    return progress.changes[-1].decided_on if progress.changes else progress.decided_on


def _as_decided(case: Case, household: Household) -> Household:
    """Give the household with the tier that was confirmed, living where the opinion says that it lives."""
    made, said = case.progress.confirmed, case.progress.opinion
    members = tuple(replace(one, tier=made.tier or None) for one in household.members) if made else household.members
    area = _AREAS.get(said.residence) if said else None
    return replace(household, members=members, residence=area or household.residence)


def _reckoned(line: Line, household: Household, on: date, at: Times) -> Line:
    progress = line.case.progress
    aided = progress.confirmed.members if progress.confirmed else ()
    members = tuple(one.id for one in line.case.members if one.id in aided)
    turns = tuple(turn for turn in risen.turns(line.case.programme, at.local) if turn <= at.last)
    for view in reversed(at.views):
        aids = risen.aided(household, on, view.local, line.case.programme, members)
        found = [_from_then(line, one, behind, turns, at) for one in aids for behind in _behind(line, one, view, at)]
        if found:
            return found[0] if all(one == found[0] for one in found) else replace(line, why=Why.NOT_RECKONED)
    aids = risen.aided(household, on, at.local, line.case.programme, members)
    is_known = any(one.sums(risen.first_of(at.last), at.local) for one in aids)
    return replace(line, why=Why.NOT_RECKONED if is_known else Why.UNKNOWN)


def _behind(line: Line, one: Aided, view: View, at: Times) -> list[tuple[str, int]]:
    """Give how a sum was made of its standards, and the standard of a person, where it was: the first such day."""
    for turn in risen.turns(line.case.programme, view.local):
        day = risen.first_of(turn)
        keys = [key for key, fen in one.sums(day, view.local).items() if fen == line.old_fen and turn <= at.last]
        if keys:
            return [(keys[0], one.standard(day, view.local)[0] or 0)]
    return []


def _from_then(line: Line, one: Aided, behind: tuple[str, int], turns: tuple[str, ...], at: Times) -> Line:
    """Give from which month on another sum holds, and what it is."""
    key, old = behind
    start = _first_month(line.case.progress)
    months = sorted({start, *(turn for turn in turns if turn > start)})
    sums = {
        month: one.sums(risen.first_of(month), at.local).get(key) for month in months if month <= max(at.last, start)
    }
    if None in sums.values():
        return replace(line, why=Why.UNKNOWN)
    rise = next((month for month, fen in sums.items() if fen is not None and fen > line.old_fen), "")
    if not rise and (sums[max(sums)] or 0) < line.old_fen:
        return replace(line, why=Why.LOWER)
    if not rise:
        return _late(line, one, behind, at)
    return _risen(replace(line, from_month=rise, new_fen=sums[rise] or 0, old_standard_fen=old), one, key, at)


def _risen(line: Line, one: Aided, key: str, at: Times) -> Line:
    progress, before = line.case.progress, roster.shifted(line.from_month, -1)
    fresh, rule = one.standard(risen.first_of(line.from_month), at.local)
    line = replace(line, new_standard_fen=fresh or 0, source=_source(rule))
    if payable_in(progress, before) and one.sums(risen.first_of(before), at.local).get(key) == line.new_fen:
        return replace(line, why=Why.CHANGED)
    paid = [
        Paid(month, payable_in(progress, month), line.new_fen)
        for month in risen.months_between(line.from_month, at.paid_until)
        if progress.account
    ]
    owed = back_pay(paid, line.from_month)
    return replace(line, months=sum(month.fen > 0 for month in owed), back_fen=sum(month.fen for month in owed))


def _late(line: Line, one: Aided, behind: tuple[str, int], at: Times) -> Line:
    """Give a standard that was followed later than it began: the same sum from the first month that lacks it."""
    progress, (key, old) = line.case.progress, behind
    if not (progress.changes and progress.changes[-1].cause == Cause.STANDARD):
        return line
    lacks = [
        month
        for month in risen.months_between(*_before_last(progress))
        if one.sums(risen.first_of(month), at.local).get(key) == line.old_fen > payable_in(progress, month)
    ]
    if not lacks:
        return line
    return _risen(replace(line, from_month=lacks[0], new_fen=line.old_fen, old_standard_fen=old), one, key, at)


def _before_last(progress: Progress) -> tuple[str, str]:
    """Give the first and the last month of the sum before the last one."""
    first = progress.confirmed.from_month if progress.confirmed else ""
    begun = max([first, *(change.from_month for change in progress.changes[:-1])])
    return begun, roster.shifted(progress.changes[-1].from_month, -1)


def _source(rule: Rule | None) -> str:
    return rule.source if rule else ""


def _first_month(progress: Progress) -> str:
    """Give the first month of the sum that is paid now."""
    first = progress.confirmed.from_month if progress.confirmed else ""
    return max(progress.changes[-1].from_month, first) if progress.changes else first
