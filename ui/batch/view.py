"""What the page of a cadre's households shows, in one value. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

import resources
from app.domain.case_number import short
from app.services.village import Household


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One household: `state` is accepted, complete or lacks; `told` says it in words."""

    id: str
    name: str
    village: str
    papers: str
    told: str
    state: str


@dataclass(frozen=True, slots=True)
class BatchView:
    """The page: who brings, what was brought, and what was said about the list."""

    cadre: str = ""
    village: str = ""
    rows: tuple[BatchRow, ...] = ()
    title: str = ""
    said: str = ""
    wrong: str = ""


def rows(households: Sequence[Household]) -> tuple[BatchRow, ...]:
    """Give a row for each household."""
    return tuple(_row(one) for one in households)


def title(households: Sequence[Household]) -> str:
    """Give how many households there are, and how many are accepted."""
    accepted = sum(bool(one.number) for one in households)
    return say("page.title_count", count=len(households), accepted=accepted)


def lacks(one: Household) -> str:
    """Give what is lacking, in words: also on the list that the cadre signs."""
    known: dict[str, str] = resources.texts("batch")["lack"]
    words = [known.get(code.replace(".", "_"), known["other"]) for code in one.lacks]
    others = one.unsigned[1:] if "signatures.applicant_missing" in one.lacks else one.unsigned
    if others:
        words.append(say("row.unsigned", names=say("row.join").join(others)))
    return say("row.join").join(dict.fromkeys(words))


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("batch", name, **facts)


def _row(one: Household) -> BatchRow:
    state = "accepted" if one.number else "lacks" if one.lacks else "complete"
    parts = {
        "accepted": lambda: say("row.accepted", number=short(one.number)),
        "complete": lambda: say("row.complete"),
        "lacks": lambda: say("row.lacks", what=lacks(one)),
    }
    told = parts[state]()
    if state != "lacks" and one.unsigned:
        told = say("row.also", told=told, more=lacks(one))
    name = one.applicant or say("row.nameless")
    return BatchRow(one.id, name, one.village, say("row.papers", count=one.papers), told, state)
