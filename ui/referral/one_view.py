"""What the page of one referral shows. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.id_number import masked
from app.domain.referral import Answered, Referral, Result, TellingWay, Told
from ui import when
from ui.person.who import Line
from ui.referral.view import word

RESULTS = tuple(result.value for result in Result)
WAYS = tuple(way.value for way in TellingWay)
ANSWER, TELL, NOTHING = "answer", "tell", ""


@dataclass(frozen=True, slots=True)
class OneView:
    """The page. `part` says what is to be written down now: the answer, that the person was told, or nothing.

    `can_turn`: the other of the two can be, too. `facts` are label and text, `past` is what happened, the latest
    first, `letter` a picture of the answer.
    """

    name: str = ""
    number: str = ""
    state: str = ""
    late: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    past: tuple[Line, ...] = ()
    part: str = NOTHING
    can_turn: bool = False
    result: str = ""
    answered_on: str = ""
    answered_said: str = ""
    answered_wrong: str = ""
    by: str = ""
    note: str = ""
    letter: bytes = b""
    way: str = ""
    tell_note: str = ""
    refused: str = ""
    reading: bool = False
    busy: bool = False


def usual_part(referral: Referral) -> str:
    """Give what is to be written down next."""
    return {"waiting": ANSWER, "answered": TELL}.get(referral.state, NOTHING)


def state_of(state: str) -> str:
    """Give the word of a referral's state."""
    return word("state", state)


def lateness(due_on: str, today: date) -> tuple[str, str]:
    """Give (words, mark) for how an awaited answer stands: mark is over, soon or nothing."""
    if not due_on:
        return _text("late.open"), ""
    days = (date.fromisoformat(due_on) - today).days
    if days < 0:
        return _text("late.over", days=-days), "over"
    if days == 0:
        return _text("late.today"), "soon"
    return _text("late.left", days=days), "soon" if days <= _SOON_DAYS else ""


_SOON_DAYS = 2


def facts_of(referral: Referral) -> tuple[tuple[str, str], ...]:
    """Give what was asked, as label and text."""
    body, say = referral.made, resources.texts("referral")["label"]
    if body is None:
        return ()
    person = body.person
    place = f"{person.village}{_text('group', group=person.group)}" if person.group else person.village
    who = "　".join(filter(None, (person.name, masked(person.id_number), person.phone, place)))
    due = when.day(date.fromisoformat(body.due_on)) if body.due_on else _text("late.open")
    made = when.day(date.fromisoformat(body.made_on))
    return (
        (say["who"], who),
        (say["field"], word("field", body.field)),
        (say["to"], body.to),
        (say["need"], body.need),
        (say["made"], made),
        (say["due"], due),
    )


def past_of(referral: Referral) -> tuple[Line, ...]:
    """Give what happened, the latest first."""
    body = referral.made
    events = [(one.answered_on, 1, _answer(one)) for one in referral.answered]
    events += [(one.told_on, 2, _told(one)) for one in referral.told]
    if body:
        events.append((body.made_on, 0, Line(_text("past.made", day=_day(body.made_on), to=body.to), "")))
    return tuple(line for *_, line in sorted(events, key=lambda one: one[:2], reverse=True))


def _answer(one: Answered) -> Line:
    note = "　".join(filter(None, (one.by, one.note, _text("past.letter") if one.document else "")))
    return Line(_text("past.answered", day=_day(one.answered_on), result=word("result", one.result)), note)


def _told(one: Told) -> Line:
    return Line(_text("past.told", day=_day(one.told_on), way=word("way", one.way)), one.note)


def number_of(referral: Referral) -> str:
    """Give the short number."""
    return short(referral.made.number) if referral.made else ""


def _day(iso: str) -> str:
    return when.day(date.fromisoformat(iso))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)
