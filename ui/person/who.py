"""Who it is, as the block shows it: what was typed or read, and what the store knows of that person. No Qt."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import resources
from app import clock
from app.domain import id_number
from app.domain.case import Case
from app.domain.visit import Agent, Visitor
from app.errors import Refused
from ui import when

if TYPE_CHECKING:
    from app.store import Store
    from app.store.values import CaseSummary, VisitRow

FIELDS = ("name", "id_number", "phone", "village", "group")
_MOST_CASES, _MOST_VISITS, _LENGTH = 6, 4, 18
_OPEN = ("registered", "awaiting_supplement")


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the household: name, id number, and the relation to the applicant in a word."""

    name: str
    id_number: str
    relation: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a number: the cases, the household of the newest, who came before, and as whom."""

    number: str = ""
    visitor: Visitor = field(default_factory=Visitor)
    cases: "tuple[CaseSummary, ...]" = ()
    family: tuple[Relative, ...] = ()
    visits: "tuple[VisitRow, ...]" = ()


@dataclass(frozen=True, slots=True)
class WhoView:
    """The block; an `agent` stands here for the person, with an empty name while nobody knows who.

    `doubts` names fields that a machine read and nobody has looked at, `wrong` is about the number. `remembered`
    names fields that come from the store; `picture` is a JPEG of the card that was read.
    """

    visitor: Visitor = field(default_factory=Visitor)
    doubts: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    wrong: str = ""
    busy: bool = False
    picture: bytes = b""
    refused: str = ""
    known: Known = field(default_factory=Known)
    agent: Agent | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the column at the side: what, and what about it; `soon` while something is open."""

    what: str
    note: str
    soon: bool = False


def look_up(store: "Store", number: str) -> Known:
    """Give what the store knows of a good number."""
    hits = store.find_person(number)
    found = [store.case_summary(hit.case_id) for hit in hits]
    cases = tuple(sorted(filter(None, found), key=lambda one: one.accepted_on or one.came_on, reverse=True))
    newest = store.case(cases[0].case_id) if cases else None
    visits = store.visits_of(number)
    name = hits[0].name if hits else next((visit.name for visit in visits if visit.name), "")
    return Known(number, _visitor(name, number, newest), cases, _family(newest), visits)


def _visitor(name: str, number: str, case: Case | None) -> Visitor:
    content = (case.accepted or case.registered) if case else None
    if content is None:
        return Visitor(name=name, id_number=number)
    return Visitor(name, number, content.phone, content.village, content.group)


def _family(case: Case | None) -> tuple[Relative, ...]:
    words: dict[str, str] = resources.texts("codes")["relation"]
    members = case.accepted.members if case and case.accepted else ()
    return tuple(
        Relative(one.identity.name, one.identity.id_number, words.get(one.relation, one.relation)) for one in members
    )


def number_of(text: str, today: date) -> tuple[str, str]:
    """Give (good number, sentence): one of them is empty, both while nothing or too little was typed."""
    plain = id_number.tidy(text)
    if len(plain) < _LENGTH:
        return "", ""
    try:
        return id_number.parse(plain, today).text, ""
    except Refused as refused:
        return "", resources.text("errors", f"refused.{refused.code}", **refused.facts)


def filled(visitor: Visitor, known: Visitor) -> tuple[Visitor, tuple[str, ...]]:
    """Give the visitor with what is still empty from what is known, and the names of what was."""
    names = tuple(name for name in FIELDS if not getattr(visitor, name) and getattr(known, name))
    return replace(visitor, **{name: getattr(known, name) for name in names}), names


def case_lines(known: Known, today: date) -> tuple[Line, ...]:
    """Give the person's cases, the newest first; older ones are found by searching."""
    states: dict[str, str] = resources.texts("person")["state"]
    return tuple(
        Line(
            _text("case_what", state=states.get(one.state, one.state), name=one.applicant),
            _case_note(one, today),
            one.state in _OPEN,
        )
        for one in known.cases[:_MOST_CASES]
    )


def _case_note(one: "CaseSummary", today: date) -> str:
    words: dict[str, str] = resources.texts("codes")["programme"]
    aid = _text("join").join(words.get(name, name) for name in one.programmes)
    on = date.fromisoformat(one.accepted_on or one.came_on) if one.accepted_on or one.came_on else today
    return _text("case_note", day=long_day(on, today), aid=aid)


def visit_lines(known: Known, today: date) -> tuple[Line, ...]:
    """Give the person's last visits, the latest first."""
    return tuple(_visit_line(one, today) for one in known.visits[:_MOST_VISITS])


def _visit_line(one: "VisitRow", today: date) -> Line:
    say = resources.texts("person")
    day = long_day(clock.local_date(clock.parse(one.came_at)), today)
    reason = say["reason"].get(one.reason, one.reason)
    return Line(_text("visit_what", day=day, reason=reason), one.note or say["outcome"].get(one.outcome, ""))


def long_day(on: date, today: date) -> str:
    """Give a day, with its year when that is another one."""
    day = when.day(on)
    return day if on.year == today.year else resources.text("shell", "when.year", year=on.year, day=day)


def _text(name: str, /, **facts: object) -> str:
    return resources.text("person", f"side.{name}", **facts)
