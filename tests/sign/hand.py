"""Made-up hands: ink as it comes from a field."""

from dataclasses import replace

from app.domain.draft import Draft, Signature
from app.domain.fact import BlobRef
from app.forms.ink import Handwriting, Ink, Point

NAME = Ink(
    16_500,
    4_400,
    tuple(tuple(Point(3000 + n * 900, 800 + k * 90, None, n * 500 + k * 8) for k in range(30)) for n in range(6)),
)
DOT = Ink(16_500, 4_400, ((Point(3000, 800, None, 0),),))
NOTHING = Ink(16_500, 4_400, ())


def stored(draft: Draft, hand: Handwriting, signed_on: str = "2026-10-12") -> Draft:
    """Give the draft as the one who stores a signature gives it back."""
    blob = BlobRef(hand.shown[-1], 1, "application/pdf")
    mark = Signature(
        hand.member, hand.method, (blob,), blob, blob, hand.pages_seen, hand.started_at, hand.finished_at, signed_on
    )
    return replace(draft, signatures=(*draft.signatures, mark))
