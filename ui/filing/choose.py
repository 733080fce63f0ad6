"""What a page is that no machine knows, and whose: one key each, the guess under Enter. No Qt."""

from dataclasses import dataclass, replace

import resources
from app.domain.checklist import NAMED, NAMED_IN_CASE
from app.domain.draft import Slot
from app.services.placing import Home, Spot

WHAT, WHOSE = "what", "whose"
SOMEBODY_NEW = ""  # a person who is not in the household yet
_OF_THE_HOUSEHOLD = {Slot.HUKOU_HEAD}
_OF_A_NEW_PERSON = {Slot.HUKOU_PAGE, Slot.ID_FRONT}


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
    following = _whose(home, value)
    if value in set(_OF_THE_HOUSEHOLD) or len(following.options) == 1:
        return asked, (value, following.options[0][0])
    return following, None


def _whose(home: Home, slot: str) -> Choose:
    unnamed = resources.text("intake", "people.nameless")
    options = [(one.id, one.identity.name or unnamed) for one in home.members]
    if home.draft and slot in _OF_A_NEW_PERSON:
        options.append((SOMEBODY_NEW, resources.text("filing", "choose.new")))
    word = resources.texts("codes")["slot"].get(slot, slot)
    return Choose(WHOSE, resources.text("filing", "choose.whose", what=word), tuple(options), 0, slot)
