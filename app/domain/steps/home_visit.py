"""入户调查: who went, whom they met, what they found, signed or with a note of refusal; and the county's own visit."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.steps.procedure import Actor, in_aid, looked_into, under_way
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

_LEAST = 2  # investigators (DB57 16)


class Why(StrEnum):
    """Why the county looks at a household that is aided anew (渠委办发〔2022〕26号 21): by lot, or at all of a kind."""

    SAMPLE = "sample"
    KIN = "kin"
    COMPLAINT = "complaint"


class Mode(StrEnum):
    """How it was looked into: at the home, or from afar in a named 重大突发事件 (DB57 16)."""

    HOME = "home"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Investigator:
    """Who went: `officer` is an id, empty for somebody without a key here; `staff` is whether of the township's."""

    name: str
    staff: bool
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a neighbour or another body said: who, how they stand to the household, what, when (ISO)."""

    who: str
    relation: str
    content: str
    on: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The body of ``case.visit_prepared`` version 1: permanent. The papers of a visit were printed (出门包)."""

    prepared_on: str
    investigators: tuple[Investigator, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Visited:
    """The body of ``case.home_visited`` version 1: permanent.

    `present` are names, `pages` the signed survey and photos; where nobody signed, `refusal` says why. A `remote`
    one names its event and the event's days. `matches` is whether it is as the household said. `survey` are lines of
    the survey that were typed in, by their name in the form; the paper itself is among the `pages`, or it is signed
    `on_screen`: entries of ``case.paper_signed`` tell by whom.
    """

    visited_on: str
    place: str
    investigators: tuple[Investigator, ...]
    present: tuple[str, ...]
    found: str
    matches: bool
    by: str
    mode: str = Mode.HOME.value
    event: str = ""
    event_from_on: str = ""
    event_to_on: str = ""
    refusal: str = ""
    pages: tuple[BlobRef, ...] = ()
    heard: tuple[Heard, ...] = ()
    survey: dict[str, str] = field(default_factory=dict)
    on_screen: bool = False


@dataclass(frozen=True, slots=True)
class KinNamed:
    """The body of ``case.kin_named`` version 1: permanent. 近亲属备案 (DB57 11).

    A member of the household is a near relative of an official who handles such cases, or of the village committee.
    `officer` is the official's id where they have a key here.
    """

    member: str
    official: str
    unit: str
    post: str
    relation: str
    learned_on: str
    how: str
    by: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class CountyVisited:
    """The body of ``case.county_visited`` version 1: permanent. The county saw the home itself (DB57 20)."""

    visited_on: str
    officers: tuple[str, ...]
    result: str
    by: str
    pages: tuple[BlobRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The body of ``case.drawn`` version 1: permanent. 县级抽查: the county will see a household that is aided anew.

    `why` is a `Why`. By lot: `count` of the `of` cases that were confirmed in `month` (``2026-11``) all over the
    county, by `seed`, with which the draw can be made again.
    """

    drawn_on: str
    month: str
    why: str
    seed: str
    of: int
    count: int
    by: str


def prepare(case: "Case", body: Prepared) -> Fact:
    """Give the fact that a visit was prepared; Refused visit.two_investigators, visit.no_staff, visit.kin."""
    looked_into(case)
    day.need(body.prepared_on)
    _check_team(case, body.investigators)
    return Fact(f"case:{case.id}", "case.visit_prepared", 1, plain(body))


def visit(case: "Case", body: Visited) -> Fact:
    """Give the fact of a visit (DB57 16).

    Refused visit.two_investigators, visit.no_staff, visit.kin, visit.no_event, visit.unsigned, visit.nothing_found,
    visit.in_past, day.unreadable.
    """
    accepted = looked_into(case)
    day.need(body.visited_on)
    day.check(body.event_from_on, body.event_to_on, *(heard.on for heard in body.heard))
    _check_team(case, body.investigators)
    if Mode(body.mode) is Mode.REMOTE and not _is_within_event(body):
        raise Refused("visit.no_event")
    if not (body.pages or body.refusal.strip() or body.on_screen):
        raise Refused("visit.unsigned")
    if not (body.found.strip() and body.place.strip()):
        raise Refused("visit.nothing_found")
    if body.visited_on < accepted.came_on:
        raise Refused("visit.in_past")
    return Fact(f"case:{case.id}", "case.home_visited", 1, plain(body))


def name_kin(case: "Case", body: KinNamed) -> Fact:
    """Give the fact of a 近亲属备案, whenever it becomes known; Refused kin.nobody, kin.unknown_member."""
    under_way(case)
    day.need(body.learned_on)
    if not (body.official.strip() and body.relation.strip()):
        raise Refused("kin.nobody")
    if body.member not in {member.id for member in case.members}:
        raise Refused("kin.unknown_member")
    return Fact(f"case:{case.id}", "case.kin_named", 1, plain(body))


def county_visit(case: "Case", body: CountyVisited, actor: Actor) -> Fact:
    """Give the fact of the county's own visit, before the decision or, where the case was drawn, after it.

    Refused county.only, visit.two_investigators, visit.nothing_found.
    """
    if case.progress.drawn:
        under_way(case)
    else:
        looked_into(case)
    day.need(body.visited_on)
    if not actor.at_county:
        raise Refused("county.only")
    if len({one.strip() for one in body.officers} - {""}) < _LEAST:
        raise Refused("visit.two_investigators")
    if not body.result.strip():
        raise Refused("visit.nothing_found")
    return Fact(f"case:{case.id}", "case.county_visited", 1, plain(body))


def draw(case: "Case", body: Drawn, actor: Actor) -> Fact:
    """Give the fact that the county will look at a household; Refused county.only, aid.none, visit.drawn_already."""
    in_aid(case)
    Why(body.why)
    day.need(body.drawn_on)
    if not actor.at_county:
        raise Refused("county.only")
    if case.progress.drawn and case.progress.drawn.month == body.month:
        raise Refused("visit.drawn_already", month=body.month)
    return Fact(f"case:{case.id}", "case.drawn", 1, plain(body))


def _is_within_event(body: Visited) -> bool:
    """Only a named 重大突发事件 keeps people away from a home, and only while it lasts."""
    if not (body.event.strip() and body.event_from_on):
        return False
    return body.event_from_on <= body.visited_on <= (body.event_to_on or body.visited_on)


def _check_team(case: "Case", team: tuple[Investigator, ...]) -> None:
    """Two different people, one of the township's staff, none of them kin of the household."""
    if len({one.name.strip() for one in team} - {""}) < _LEAST:
        raise Refused("visit.two_investigators")
    if not any(one.staff for one in team):
        raise Refused("visit.no_staff")
    kin = next((one.name for one in team if case.progress.is_kin(one.name, one.officer)), "")
    if kin:
        raise Refused("visit.kin", name=kin)
