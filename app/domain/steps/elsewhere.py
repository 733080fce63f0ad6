"""What only the county can see: the same person in another office, or aid there that together goes beyond the cap.

It tells where and since when, nothing else of the other case. Nothing is refused for it and money that was paid stays
paid: the office finds out what it is and writes that down.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.steps.procedure import Actor
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


class About(StrEnum):
    """What the county saw: the person applies there too, or what was given there counts to the cap of the year."""

    PERSON = "person"
    CAP = "cap"


class Found(StrEnum):
    """What the office found out: it goes on here, it goes on there, somebody else has that number, or both may be."""

    HERE = "here"
    THERE = "there"
    OTHER_PERSON = "other_person"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Seen:
    """The body of ``case.seen_elsewhere`` version 1: permanent. Only the county writes it.

    `member` is the id of whom it is about in this case, `office` the other one by name, `on` the day of its acceptance
    or payment.
    """

    seen_on: str
    about: str
    member: str
    office: str
    on: str
    by: str

    @property
    def name(self) -> str:
        """What tells it from others of the same case."""
        return f"{self.about}:{self.member}:{self.office}:{self.on}"


@dataclass(frozen=True, slots=True)
class Settled:
    """The body of ``case.elsewhere_settled`` version 1: permanent. `seen` is the name of a `Seen`."""

    seen: str
    settled_on: str
    found: str
    note: str
    by: str


def see(case: "Case", body: Seen, actor: Actor) -> Fact:
    """Give the fact that the county saw somebody elsewhere; Refused county.only, case.closed, elsewhere.known."""
    About(body.about)
    day.need(body.seen_on, body.on)
    if not actor.at_county:
        raise Refused("county.only")
    if case.closed:
        raise Refused("case.closed")
    if any(one.name == body.name for one in case.progress.seen_elsewhere):
        raise Refused("elsewhere.known")
    return Fact(f"case:{case.id}", "case.seen_elsewhere", 1, plain(body))


def settle(case: "Case", body: Settled) -> Fact:
    """Give the fact of what it is; Refused case.needs_newer, case.closed, elsewhere.none, note.empty."""
    Found(body.found)
    day.need(body.settled_on)
    if case.needs_newer:
        raise Refused("case.needs_newer")
    if case.closed:
        raise Refused("case.closed")
    if body.seen not in {one.name for one in case.progress.open_elsewhere}:
        raise Refused("elsewhere.none")
    if not body.note.strip():
        raise Refused("note.empty")
    return Fact(f"case:{case.id}", "case.elsewhere_settled", 1, plain(body))
