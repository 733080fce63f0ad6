"""What a page is that no machine knows, and whose: one key each, the guess under Enter. No Qt."""

from dataclasses import dataclass, replace

import resources
from app.domain.checklist import NAMED, NAMED_IN_CASE
from app.domain.draft import Slot
from app.services.placing import Home, Spot

WHAT, WHOSE = "what", "whose"
HOUSEHOLD = ""  # the paper is of the whole household
_OF_THE_HOUSEHOLD = {Slot.HUKOU_HEAD}


@dataclass(frozen=True, slots=True)
class Choose:
    """The question in work: `options` as (value, word), `at` the one that Enter takes; `slot` once it is chosen."""

    stage: str
    title: str
    options: tuple[tuple[str, str], ...]
    at: int
    slot: str = ""


def about(spot: Spot, guess: str = "") -> Choose:
    """Give the first question about a page: what it is, with the guess; whose it is where the kind is known."""
    if spot.slot != Slot.OTHER:
        return _whose(spot.home, spot.slot)
    named = NAMED_IN_CASE if spot.home.case else NAMED
    words = resources.texts("codes")["slot"]
    options = tuple((slot.value, words[slot.value]) for slot in named)
    values = [value for value, _word in options]
    at = values.index(guess) if guess in values else len(values) - 1
    return Choose(WHAT, resources.text("filing", "choose.what"), options, at)


def chosen(asked: Choose, nth: int, home: Home) -> tuple[Choose, tuple[str, str] | None]:
    """Give the next question, or (slot, member) once nothing is left to ask; out of range changes nothing."""
    if not 0 <= nth < len(asked.options):
        return asked, None
    value = asked.options[nth][0]
    if asked.stage == WHOSE:
        return replace(asked, at=nth), (asked.slot, value)
    members = home.members
    if value in set(_OF_THE_HOUSEHOLD) or len(members) == 1:
        return asked, (value, members[0].id if members else HOUSEHOLD)
    return _whose(home, value), None


def _whose(home: Home, slot: str) -> Choose:
    unnamed = resources.text("intake", "people.nameless")
    options = [(one.id, one.identity.name or unnamed) for one in home.members]
    if slot in {Slot.OTHER, Slot.EXPENSE}:
        options.append((HOUSEHOLD, resources.text("filing", "choose.household")))
    word = resources.texts("codes")["slot"].get(slot, slot)
    return Choose(WHOSE, resources.text("filing", "choose.whose", what=word), tuple(options), 0, slot)
