"""一证: which identity document lies here, and which of its sides are wanted. No Qt."""

from typing import Final

import resources
from app.domain.course import DocumentKind
from app.domain.draft import Draft, Slot

# In the order of their keys. Nobody is sent home for want of a card: a booklet is as good.
OFFERED: Final = (DocumentKind.ID_CARD, DocumentKind.HUKOU, DocumentKind.RESIDENCE, DocumentKind.OTHER)
_SIDES: Final = {
    DocumentKind.ID_CARD: (Slot.ID_FRONT, Slot.ID_BACK),
    DocumentKind.HUKOU: (Slot.HUKOU_HEAD, Slot.HUKOU_PAGE),
}
_CARD: Final = (Slot.ID_FRONT, Slot.ID_BACK)


def kind_of(draft: Draft, member: str) -> str:
    """Give the kind of a member's document: others than the applicant are asked for their cards."""
    return draft.document if member == draft.applicant.id else DocumentKind.ID_CARD.value


def sides(draft: Draft, member: str) -> tuple[Slot, ...]:
    """Give the sides of a member's document that are pictured, one or two."""
    kind = kind_of(draft, member)
    return next((slots for known, slots in _SIDES.items() if known == kind), (Slot.DOCUMENT,))


def pictured(draft: Draft, member: str) -> frozenset[str]:
    """Give the slots whose pictures belong to a member's document: pages of the booklet are others beside a card."""
    return frozenset(slot.value for slot in (*sides(draft, member), *_CARD))


def is_card(draft: Draft, member: str) -> bool:
    """Tell whether the document is an identity card, which a machine reads field by field."""
    return kind_of(draft, member) == DocumentKind.ID_CARD


def word(kind: str) -> str:
    """Give the word of a kind of document; one of a newer program as it is."""
    words: dict[str, str] = resources.texts("intake_side")["document"]["kind"]
    return words.get(kind, kind)
