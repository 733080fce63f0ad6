"""What an officer of the county does about a case: a fact of one step, by the rules that hold for windows too."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain import course
from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.money import parse_yuan
from app.domain.steps import decision, home_visit, means_check, relief
from app.domain.steps.decision import NotConfirmed
from app.domain.steps.home_visit import CountyVisited
from app.domain.steps.means_check import Doubt, Item, Reported
from app.domain.steps.procedure import Actor
from app.domain.steps.relief import CapLifted
from app.errors import Refused
from app.ids import uuid7
from app.rules.decided import confirmed_as, told_by
from app.rules.procedure import check_valid_until, procedure_of
from resources import path, text

Act = Callable[[Case, "By"], Fact]
_COUNTY_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class By:
    """An officer of the county at work: `officer` is an id that is the same for a name at each act; `on` the day."""

    officer: str
    name: str
    on: date

    @property
    def actor(self) -> Actor:
        """Give the officer as the rules know who acts."""
        return Actor(self.officer, self.name, (), at_county=True)


def report(*, qualified: bool, valid_until: date | None, doubts: tuple[Doubt, ...] = (), number: str = "") -> Act:
    """核对报告: what the county found, its lines without ids; the request's number where it has none of its own."""

    def act(case: Case, by: By) -> Fact:
        asked = case.progress.request
        body = Reported(
            reported_on=by.on.isoformat(),
            valid_until_on=(valid_until or check_valid_until(by.on)).isoformat(),
            qualified=qualified,
            number=number or (asked.number if asked else ""),
            by=by.name,
            doubts=tuple(replace(doubt, id=uuid7()) for doubt in doubts),
        )
        return means_check.report(case, body)

    return act


def visit(officers: tuple[str, ...], result: str) -> Act:
    """县级入户: who went, by name, and what they found."""

    def act(case: Case, by: By) -> Fact:
        names = tuple(name.strip() for name in officers)
        return home_visit.county_visit(case, CountyVisited(by.on.isoformat(), names, result, by.name), by.actor)

    return act


def confirm(*, unsteady: bool = False, number: str = "") -> Act:
    """确认, exactly what the opinion proposes; the case's number where the decision has none of its own."""

    def act(case: Case, by: By) -> Fact:
        proposed = case.progress.opinion
        if proposed is None:
            raise Refused("decision.no_opinion")
        _check_apart(case, by)
        body = confirmed_as(proposed, by.on, organ_of(case), by.name, unsteady=unsteady, confirmer=case.confirmer)
        body = replace(body, number=number or case.number, meeting=_meeting(case))
        return decision.confirm(case, body, by.actor, procedure_of(case))

    return act


def refuse(facts: str, article: str, *, other_aid: str = "", number: str = "") -> Act:
    """不予确认, with the facts and the article."""

    def act(case: Case, by: By) -> Fact:
        _check_apart(case, by)
        body = NotConfirmed(
            decided_on=by.on.isoformat(),
            programme=case.programme,
            facts=facts,
            article=article,
            organ=organ_of(case),
            by=by.name,
            number=number or case.number,
            notice_by_on=told_by(case.programme, by.on, case.confirmer),
            other_aid=other_aid,
            meeting=_meeting(case),
        )
        return decision.not_confirm(case, body, by.actor, procedure_of(case))

    return act


def lift_cap(amount_fen: int, reference: str) -> Act:
    """一事一议: the county's consent to a sum beyond the yearly cap, by the number of the paper it rests on."""

    def act(case: Case, by: By) -> Fact:
        if not reference.strip():
            raise Refused("county.no_reference")
        return relief.lift_cap(case, CapLifted(by.on.isoformat(), amount_fen, reference, by.name), by.actor)

    return act


def name_confirmer(confirmer: str, basis: str) -> Act:
    """Fill in who confirms a case that was accepted while nobody had said so; `basis` is why, in words."""

    def act(case: Case, _by: By) -> Fact:
        return course.correct(case, {"confirmer": confirmer}, basis)

    return act


def doubt_of(written: str) -> Doubt:
    """Read a line of a report as typed, ``vehicle:text`` or ``vehicle:text:yuan``; Refused county.doubt."""
    item, _, rest = written.replace("：", ":").partition(":")
    said, _, last = rest.rpartition(":")
    amount = _fen(last) if said else None
    told = said if amount is not None else rest
    if item.strip() not in set(Item) or not told.strip():
        raise Refused("county.doubt", written=written, items="、".join(Item))
    return Doubt("", item.strip(), told.strip(), amount_fen=amount or 0)


def organ_of(case: Case) -> str:
    """Give the name of the county's bureau, which decides and stands on papers."""
    code = case.accepted.division[:_COUNTY_DIGITS] if case.accepted else ""
    place = path(f"divisions/{code}.toml")
    known = code.isascii() and code.isdigit() and place.exists()
    county = tomllib.loads(place.read_text("utf-8"))["name"] if known else text("county", "county")
    return text("county", "organ", county=county)


def _fen(written: str) -> int | None:
    try:
        return parse_yuan(written)
    except Refused:
        return None


def _check_apart(case: Case, by: By) -> None:
    """Whoever went to the home does not decide; the county's officers are known by their names alone."""
    went = {one.name for visit in (*case.progress.past_visits, *case.progress.visits) for one in visit.investigators}
    seen = case.progress.county_visit
    if by.name in went | set(seen.officers if seen else ()):
        raise Refused("decision.investigator")


def _meeting(case: Case) -> str:
    return case.progress.deliberated.meeting if case.progress.deliberated else ""
