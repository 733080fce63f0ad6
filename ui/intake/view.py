"""What surrounds every step of the intake: rail, strip, what is still missing. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.acceptance import Finding
from app.domain.draft import Draft
from app.services import intake
from ui.intake import people, steps
from ui.intake.card_view import CardView
from ui.intake.side import Side, SideView
from ui.intake.steps import Step


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in one line, and where the first of it is put right."""

    text: str = ""
    step: Step = Step.CARD
    place: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A strip over the page: `kind` soon or danger; answers as (verb, key); `asks_reason` while a reason is written."""

    text: str
    kind: str = "soon"
    icon: str = "users"
    answers: tuple[tuple[str, str], ...] = ()
    asks_reason: bool = False


@dataclass(frozen=True, slots=True)
class IntakeView:
    """The frame: the step, whose card lies over it, the gap of this step and of the whole.

    While a person is typed in (`adding`) Esc ends that and does not go back. `over` lies over the step; the case
    may be `registered` already, what is lacking may have been `told`.
    """

    step: Step
    card_of: str
    at: int
    done: frozenset[int]
    kept: str
    here: Gap
    whole: Gap
    notice: Notice | None
    accepting: bool
    adding: bool
    side: Side | None = None
    over: SideView | None = None
    named: bool = False
    registered: bool = False
    told: bool = False

    @property
    def can_go_on(self) -> bool:
        """Whether this step may be left forwards, or the page over it do what it is for."""
        return not (self.over.why if self.over else self.here.text)

    @property
    def can_accept(self) -> bool:
        """Whether nothing is missing any more."""
        return not self.whole.text and not self.accepting


def gap_of_card(view: CardView, draft: Draft, today: date) -> Gap:
    """Give what is missing about one member's card: name and number, fields in doubt, a picture to decide on."""
    index = next(nth for nth, member in enumerate(draft.members) if member.id == view.member)
    found = [one for one in intake.findings(draft, today) if one.place.startswith(f"members.{index}.")]
    words = [_word(one, draft) for one in steps.stops(tuple(found))]
    words += [_text("doubt", field=one.label) for one in view.fields if one.state == "doubt"]
    words += [_text("ask")] if view.ask else []
    first = steps.stops(tuple(found))
    place = first[0].place if first else f"members.{index}.{view.first_doubt}"
    return _gap(words, Step.CARD, place)


def gap_of_step(step: Step, draft: Draft, today: date) -> Gap:
    """Give what stops acceptance and is put right on a step."""
    found = steps.stops(intake.findings(draft, today), step)
    return _gap([_word(one, draft) for one in found], step, found[0].place if found else "")


def gap_of_all(card: Gap, draft: Draft, today: date) -> Gap:
    """Give all that stops acceptance, the card's doubts first."""
    found = steps.stops(intake.findings(draft, today))
    words = [_word(one, draft) for one in found if steps.step_of(one.place) is not Step.CARD]
    if card.text:
        return _gap([card.text.removeprefix(_page("gap", what="")), *words], Step.CARD, card.place)
    return _gap(words, steps.step_of(found[0].place) if found else Step.CARD, found[0].place if found else "")


def _gap(words: list[str], step: Step, place: str) -> Gap:
    if not words:
        return Gap()
    return Gap(_page("gap", what=_page("gap_join").join(dict.fromkeys(words))), step, place)


def _word(found: Finding, draft: Draft) -> str:
    parts = found.place.split(".")
    words: dict[str, str] = resources.texts("intake")["gap"]
    what = words.get(parts[-1], words["other"])
    if parts[0] == "members" and parts[1] != "0":
        return _text("member", name=people.called(draft.members[int(parts[1])]), what=what)
    return what


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"gap.{name}", **facts)


def _page(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"page.{name}", **facts)
