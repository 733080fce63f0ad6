"""What the page of a change shows, and what follows from it. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.change import Change, ChangeKind, Reported
from app.rules.death import next_month, recheck_by
from ui import when
from ui.accepted.view import NextStep
from ui.person.done_view import DoneView
from ui.person.who import Known, Line, case_lines

KINDS = tuple(kind.value for kind in ChangeKind if kind is not ChangeKind.CARD)
CARDS = ("new", "inactive", "lost", "closed", "name")
TELLERS = ("self", "spouse", "child", "parent", "kin", "neighbour", "village", "other")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """The page. `kinds` are of `KINDS`, with a card `cards` of `CARDS`; `since_said` is how `since` was understood.

    `people` are offered for whom it concerns; `dead` is what is known of a person who died.
    """

    kinds: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    since: str = ""
    since_said: str = ""
    since_wrong: str = ""
    about: str = ""
    people: tuple[str, ...] = ()
    teller: str = "self"
    teller_name: str = ""
    note: str = ""
    dead: Known | None = None
    refused: str = ""
    busy: bool = False

    @property
    def is_death(self) -> bool:
        """Whether somebody has died."""
        return ChangeKind.DEATH.value in self.kinds


def answers(area: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give codes with their words."""
    words: dict[str, str] = resources.texts("change")[area]
    return tuple((code, words[code]) for code in codes)


def words_of(area: str, codes: tuple[str, ...]) -> str:
    """Give the words of codes in one line; an unknown code (from a newer program) as it is."""
    words: dict[str, str] = resources.texts("change")[area]
    return _text("join").join(words.get(code, code) for code in codes)


def death_lines(view: ChangeView, at_hand: Known, died_on: date | None, today: date) -> tuple[Line, ...]:
    """Give every case of who died, and what follows; nothing without a death.

    The cases of the person `at_hand` stand below anyway.
    """
    if not view.is_death:
        return ()
    dead = view.dead if view.dead and view.dead.cases else None
    found = case_lines(dead, today) if dead and dead.number != at_hand.number else ()
    if dead is None:
        found = (Line(_text("death.no_case"), _text("death.no_case_note")),)
    return (*found, *(Line(step.what, step.when) for step in death_steps(died_on or today, today)))


def death_steps(died_on: date, today: date) -> tuple[NextStep, ...]:
    """Give what follows from a death."""
    recheck = when.day(recheck_by(died_on, today))
    return (
        NextStep(_text("death.stop_when", month=next_month(today)), _text("death.stop")),
        NextStep(_text("death.recheck_when", day=recheck), _text("death.recheck")),
        NextStep(_text("death.now"), _text("death.account"), _text("death.hints")),
    )


def done_view(change: Change, today: date) -> DoneView:
    """Give the page after a change was taken down."""
    body = change.reported
    if body is None:
        return DoneView(_text("done.title"), "", "", "", ())
    card = body.kinds == (ChangeKind.CARD.value,)
    return DoneView(
        title=_text("done.card_title") if card else _text("done.title"),
        who=_text("done.who", name=body.person.name, about=body.about, kinds=words_of("kind", body.kinds)),
        number=short(body.number),
        whole=body.number,
        steps=_steps(body, today, card=card),
    )


def _steps(body: Reported, today: date, *, card: bool) -> tuple[NextStep, ...]:
    given = NextStep(_text("done.now"), _text("done.give"), _text("done.give_note"))
    if ChangeKind.DEATH.value in body.kinds:
        return (given, *death_steps(date.fromisoformat(body.since), today))
    name = "card" if card else "case" if body.cases else "no_case"
    return (given, NextStep(_text("done.then"), _text(f"done.{name}"), _text(f"done.{name}_note")))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("change", name, **facts)
