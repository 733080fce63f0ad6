"""What the page 来意 shows, in one value. No Qt."""

from dataclasses import dataclass
from typing import Final

import resources
from app.domain.visit import Reason
from ui.visit.day import VisitLine, reason_word

# The route of each reason is its own name; the keys are 1 to 7 in this order.
REASONS: Final = tuple(Reason)
FOR_OTHER: Final = "0"


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One of the seven: its key, its name, what it means, and what comes after it."""

    key: str
    reason: str
    title: str
    text: str
    next: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """The page: `unwritten` asks whether somebody who came and left without a word gets a line."""

    reasons: tuple[ReasonLine, ...]
    lines: tuple[VisitLine, ...] = ()
    count: str = ""
    for_other: bool = False
    unwritten: str = ""


def reason_lines() -> tuple[ReasonLine, ...]:
    """Give the seven reasons with their keys."""
    said = resources.texts("visit")["reason"]
    return tuple(ReasonLine(str(nth), reason.value, **said[reason.value]) for nth, reason in enumerate(REASONS, 1))


def view(lines: tuple[VisitLine, ...], *, for_other: bool = False, unwritten: str = "") -> VisitView:
    """Give the page for the visits of today; `unwritten` is the reason that was chosen and left no line."""
    return VisitView(
        reasons=reason_lines(),
        lines=lines,
        count=resources.text("visit", "today.title", count=len(lines)),
        for_other=for_other,
        unwritten=resources.text("visit", "unwritten.text", why=reason_word(unwritten)) if unwritten else "",
    )
