"""Who belongs to the household: a death, people who come and go, a household that moves away."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.household import Member
from app.domain.steps.procedure import under_way
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


class Turn(StrEnum):
    """How a household changes."""

    JOINED = "joined"
    LEFT = "left"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Died:
    """The body of ``case.member_died`` version 1: permanent. Told by the family; the rest is looked at in 3 months."""

    member: str
    died_on: str
    told_on: str
    told_by: str
    relation: str
    change_by_on: str
    by: str


@dataclass(frozen=True, slots=True)
class HouseholdChanged:
    """The body of ``case.household_changed`` version 1: permanent. `turn` is a `Turn`.

    `gone` are ids of members, `joined` people who come in and sign anew; `other_case` is where they went or came from.
    """

    changed_on: str
    turn: str
    reason: str
    by: str
    gone: tuple[str, ...] = ()
    joined: tuple[Member, ...] = ()
    other_case: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The body of ``case.moved`` version 1: permanent. The household moved: the other office begins anew.

    Before a decision the case closes; aid that is given already still wants its hearing and its decision.
    """

    moved_on: str
    to_office: str
    reason: str
    by: str


def died(case: "Case", body: Died) -> Fact:
    """Give the fact of a death; Refused death.unknown_member, death.in_future, death.nobody."""
    under_way(case)
    day.need(body.died_on, body.told_on)
    day.check(body.change_by_on)
    if body.member not in {member.id for member in case.members}:
        raise Refused("death.unknown_member")
    if body.died_on > body.told_on:
        raise Refused("death.in_future")
    if not body.told_by.strip():
        raise Refused("death.nobody")
    return Fact(f"case:{case.id}", "case.member_died", 1, plain(body))


def change_household(case: "Case", body: HouseholdChanged) -> Fact:
    """Give the fact that people came or went; who came signs anew.

    Refused household.nobody_moves, household.empty, household.who_comes.
    """
    under_way(case)
    turn = Turn(body.turn)
    day.need(body.changed_on)
    here = {member.id for member in case.members}
    comes = turn in (Turn.JOINED, Turn.MERGED)
    if not (body.joined if comes else body.gone) or set(body.gone) - here or not body.reason.strip():
        raise Refused("household.nobody_moves")
    if here == set(body.gone) and not body.joined:
        raise Refused("household.empty")
    coming = [member.id for member in body.joined if member.identity.name.strip()]
    if len(set(coming) - (here - set(body.gone))) < len(body.joined):
        raise Refused("household.who_comes")
    return Fact(f"case:{case.id}", "case.household_changed", 1, plain(body))


def move(case: "Case", body: Moved) -> Fact:
    """Give the fact that a household moved away; Refused move.nowhere."""
    under_way(case)
    day.need(body.moved_on)
    if not (body.to_office.strip() and body.reason.strip()):
        raise Refused("move.nowhere")
    return Fact(f"case:{case.id}", "case.moved", 1, plain(body))
