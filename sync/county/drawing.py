"""县级抽查: the county draws 30 % of a month's new cases over all offices, and adds those that are always looked at."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.steps import home_visit
from app.domain.steps.home_visit import Drawn, Why
from app.errors import Refused
from app.rules.lot import drawn_lots, lots_of
from sync.county.acts import Act, By
from sync.county.case_files import cases_with, kind, offices
from sync.county.deciding import Deciding, Done
from sync.county.site import Site

_SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class Drawing:
    """A draw: `of` cases were aided anew in `month`, `count` are looked at by lot; `done` are those of this draw."""

    month: str
    seed: str
    of: int
    count: int
    done: tuple[Done, ...]


def draw(site: Site, deciding: Deciding, by: By, month: str = "", seed: str = "") -> Drawing:
    """Draw for a month, the one before this unless another is named; by a new seed unless one is given.

    A second draw adds what was confirmed after the first one, and takes nothing back. Refused county.month.
    """
    month, seed = _month(month, by.on), seed or secrets.token_hex(_SEED_BYTES)
    new = {case.id: case for case in _aided_anew(site, month)}
    count = lots_of(len(new), by.on)
    made = {
        name: _draw(Drawn(by.on.isoformat(), month, why, seed, len(new), count, by.name))
        for name, why in _chosen(new, month, seed, count).items()
    }
    write = site.database.write(
        lambda connection: tuple(deciding.write(connection, name, by, act) for name, act in made.items())
    )
    return Drawing(month, seed, len(new), count, write.result())


def _chosen(new: Mapping[str, Case], month: str, seed: str, count: int) -> dict[str, Why]:
    """Give which of a month's cases are to be written as drawn, and why; none that was drawn for it before."""
    before = {name: case.progress.drawn for name, case in new.items() if case.progress.drawn}
    have = {name: one for name, one in before.items() if one.month == month}
    by_lot = sum(one.why == Why.SAMPLE for one in have.values())
    whys = dict.fromkeys(drawn_lots(new.keys() - have.keys(), seed, max(0, count - by_lot)), Why.SAMPLE)
    always = {name: why for name, case in new.items() if name not in have and (why := _always(case))}
    return always | whys


def _draw(body: Drawn) -> Act:
    def act(case: Case, by: By) -> Fact:
        return home_visit.draw(case, body, by.actor)

    return act


def _month(written: str, on: date) -> str:
    """Give the month as ``2026-11``; Refused county.month for one that is none, or has not begun."""
    before = date(on.year - 1, 12, 1) if on.month == 1 else date(on.year, on.month - 1, 1)
    try:
        month = date.fromisoformat(f"{written}-01") if written else before
    except ValueError as error:
        raise Refused("county.month", month=written) from error
    if month > on:
        raise Refused("county.month", month=written)
    return month.isoformat()[:7]


def _aided_anew(site: Site, month: str) -> Iterator[Case]:
    """Give the cases all over the county that were confirmed in a month with money, and are not closed or stopped."""
    with site.database.reading() as connection:
        for office in offices(connection):
            for case in cases_with(connection, office, [kind("case.confirmed")]):
                made = case.progress.confirmed
                if made and made.decided_on.startswith(month) and made.monthly_fen + made.once_fen and _is_open(case):
                    yield case


def _is_open(case: Case) -> bool:
    return not (case.closed or case.needs_newer or case.progress.stopped)


def _always(case: Case) -> Why | None:
    """Give why the county looks at a case in any event, and has not yet: kin of an official, a complaint."""
    if case.progress.county_visit:
        return None
    if case.progress.kin:
        return Why.KIN
    return Why.COMPLAINT if case.progress.objections else None
