"""What an officer put in the place of what the machine read: told with the picture, so that both stay known."""

from typing import Final

from app.domain.draft import Capture, Draft, Slot
from app.domain.told import known_of

_CARD: Final = ("name", "sex", "ethnic", "birth", "address", "id_number", "issuer", "valid_from", "valid_to")
_PERSON: Final = ("name", "sex", "ethnic", "birth", "id_number")
# Which fields of a person a page speaks of: the address in a booklet is another matter than the one on a card.
_SPOKEN_OF: Final = {
    Slot.ID_FRONT.value: _CARD,
    Slot.ID_BACK.value: _CARD,
    Slot.HUKOU_PAGE.value: _PERSON,
    Slot.DISABILITY_CARD.value: ("name", "id_number", "disability_kind", "disability_grade"),
}


def corrections(capture: Capture, draft: Draft) -> dict[str, str]:
    """Give the fields of a picture of which the draft now says something else, as it says them."""
    person = next((one for one in draft.members if one.id == capture.member), None)
    if person is None:
        return {}
    names = [name for name in _SPOKEN_OF.get(capture.slot, ()) if capture.read.get(name)]
    said = {name: known_of(person, name) for name in names}
    return {name: value for name, value in said.items() if value != capture.read[name]}
