"""自理能力评估 (TK43 20 to 23): which of six things somebody can do alone, and the grade that follows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.steps.procedure import looked_into
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case

_PARTLY = 3  # of the six at most, for 部分丧失


class Ability(StrEnum):
    """自主吃饭, 穿衣, 上下床, 如厕, 室内行走, 洗澡 (TK43 21)."""

    EAT = "eat"
    DRESS = "dress"
    GET_UP = "get_up"
    TOILET = "toilet"
    WALK = "walk"
    WASH = "wash"


class Grade(StrEnum):
    """全自理, 半护理, 全护理 (TK43 22)."""

    ABLE = "able"
    PARTLY = "partly"
    UNABLE = "unable"


@dataclass(frozen=True, slots=True)
class Assessed:
    """The body of ``case.self_care_assessed`` version 1: permanent. `unmet` are the `Ability`s that are lacking.

    `reported_on` is when a change was told, from which a new assessment is due; empty for the first one.
    """

    assessed_on: str
    member: str
    unmet: tuple[str, ...]
    assessors: tuple[str, ...]
    by: str
    reported_on: str = ""
    next_on: str = ""
    pages: tuple[BlobRef, ...] = ()


def grade(unmet: int) -> Grade:
    """Give the grade for a number of unmet abilities: none, one to three, four and more (TK43 22)."""
    if not unmet:
        return Grade.ABLE
    return Grade.PARTLY if unmet <= _PARTLY else Grade.UNABLE


def assess(case: "Case", body: Assessed) -> Fact:
    """Give the fact of an assessment; Refused self_care.unknown_member, self_care.nobody, day.unreadable."""
    looked_into(case)
    day.need(body.assessed_on)
    day.check(body.reported_on, body.next_on)
    if body.member not in {member.id for member in case.members}:
        raise Refused("self_care.unknown_member")
    if not any(name.strip() for name in body.assessors) or len({Ability(one) for one in body.unmet}) < len(body.unmet):
        raise Refused("self_care.nobody")
    return Fact(f"case:{case.id}", "case.self_care_assessed", 1, plain(body))
