"""A county's own rule pack comes into force at a window: who adopted which one, and where its file is."""

from dataclasses import dataclass
from typing import Final

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain

MEDIA_TYPE: Final = "application/toml"
COUNTYS: Final = "ref:rules"  # what the county itself tells; a subject belongs to one scope


@dataclass(frozen=True, slots=True)
class Adopted:
    """The body of ``rules.adopted`` version 1: permanent. `changes` counts the values that it made other ones."""

    pack: str
    sha256: str
    adopted_on: str
    by: str
    document: BlobRef
    changes: int = 0


def subject_of(scope: str) -> str:
    """Give the subject under which an office tells of its packs; the county's has no addition."""
    return COUNTYS if scope == "county" else f"{COUNTYS}.{scope}"


def adopted(scope: str, body: Adopted) -> Fact:
    """Give the fact that a pack is in force in an office; Refused day.unreadable."""
    day.check(body.adopted_on)
    return Fact(subject_of(scope), "rules.adopted", 1, plain(body))
