"""Somebody comes to the window: why, who, for whom, and what came of it. Kept also when no case comes of it."""

from dataclasses import dataclass
from enum import StrEnum

from app import clock
from app.domain.fact import Fact, plain


class Reason(StrEnum):
    """来意: why somebody comes, in the order of the window's keys 1 to 7."""

    APPLY = "apply"
    URGENT = "urgent"
    CHANGE = "change"
    PROGRESS = "progress"
    CARD = "card"
    SIGN = "sign"
    ASK = "ask"


class Source(StrEnum):
    """Where a matter comes from (社会救助法 39: also without an application; 渠县综改方案 8, 11, 12)."""

    WALK_IN = "walk_in"
    ONLINE = "online"
    HOTLINE = "hotline"
    VILLAGE = "village"
    FOUND = "found"
    COUNTY = "county"
    SUPERIOR = "superior"


class Outcome(StrEnum):
    """What came of a visit; the last one said counts."""

    REGISTERED = "registered"
    TOLD = "told"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    REPORTED = "reported"
    REFERRED = "referred"
    ANSWERED = "answered"
    FILED = "filed"
    NOTED = "noted"
    LEFT = "left"


class AgentReason(StrEnum):
    """Why somebody acts for the applicant (社会救助法 37: the village committee may apply itself)."""

    CANNOT_COME = "cannot_come"
    ELSEWHERE = "elsewhere"
    MINOR = "minor"
    GUARDIAN = "guardian"
    COMMITTEE = "committee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who the matter is about, as far as the window knows; all empty for somebody who leaves no name."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    village: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """Who stands at the window for another. `relation` is in words, `reason` an `AgentReason`.

    A guardian (法定代理人) may sign for the applicant, nobody else may.
    """

    name: str
    id_number: str = ""
    relation: str = ""
    reason: str = ""
    phone: str = ""

    @property
    def may_sign(self) -> bool:
        """Whether the agent's own signature binds the applicant (民法典 23, 27, 28)."""
        return self.reason == AgentReason.GUARDIAN


@dataclass(frozen=True, slots=True)
class Recorded:
    """The body of ``visit.recorded`` version 1: permanent.

    `came_at` is a moment, `case` the case it became, or empty.
    """

    came_at: str
    reason: str
    source: str
    visitor: Visitor
    handler: str
    agent: Agent | None = None
    note: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Concluded:
    """The body of ``visit.concluded`` version 1: permanent. `about` is the subject that came of it, or empty."""

    outcome: str
    note: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """The folded state; `recorded` is None when its content was erased or has not arrived."""

    id: str
    scope: str
    recorded: Recorded | None = None
    concluded: tuple[Concluded, ...] = ()
    erased: int = 0
    needs_newer: bool = False

    @property
    def outcome(self) -> str:
        """What came of it; empty while nothing has."""
        return self.concluded[-1].outcome if self.concluded else ""


def recorded(visit_id: str, body: Recorded) -> Fact:
    """Give the fact that somebody came; nobody is turned away for what is not known of them."""
    Reason(body.reason)
    Source(body.source)
    clock.parse(body.came_at)
    return Fact(f"visit:{visit_id}", "visit.recorded", 1, plain(body))


def concluded(visit_id: str, body: Concluded) -> Fact:
    """Give the fact of what came of a visit."""
    Outcome(body.outcome)
    return Fact(f"visit:{visit_id}", "visit.concluded", 1, plain(body))
