"""主动发现: a household in need that somebody saw, before anybody applied (社会救助法 39; 走访排查)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain import day
from app.domain.case import Conflict
from app.domain.fact import Fact, plain
from app.domain.visit import Visitor
from app.errors import Refused


class LeadResult(StrEnum):
    """What came of a lead."""

    BECAME_CASE = "became_case"
    NO_NEED = "no_need"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Found:
    """The body of ``lead.found`` version 1: permanent. Who saw what of whom, where and on which day (ISO)."""

    found_on: str
    by: str
    person: Visitor
    place: str
    seen: str
    office: str
    division: str
    handler: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The body of ``lead.settled`` version 1: permanent. `result` is a `LeadResult`, `case` the application's id."""

    settled_on: str
    result: str
    handler: str
    reason: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """The folded state; `found` is None when its content was erased or has not arrived."""

    id: str
    scope: str
    found: Found | None = None
    settled: tuple[Settled, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    erased: int = 0
    needs_newer: bool = False

    @property
    def state(self) -> str:
        """``open``, or the `LeadResult` that was said last."""
        return self.settled[-1].result if self.settled else "open"


def found(lead_id: str, body: Found, today: date) -> Fact:
    """Give the fact that somebody in need was seen; Refused lead.nobody, lead.nothing_seen, lead.in_future."""
    day.check(body.found_on)
    if not (body.person.name.strip() or body.place.strip()):
        raise Refused("lead.nobody")
    if not body.seen.strip():
        raise Refused("lead.nothing_seen")
    if not body.found_on or body.found_on > today.isoformat():
        raise Refused("lead.in_future")
    return Fact(f"lead:{lead_id}", "lead.found", 1, plain(body))


def settled(lead: Lead, body: Settled) -> Fact:
    """Give the fact of what came of a lead; Refused lead.settled_already, lead.no_reason.

    Where two windows said different things not knowing of each other, a third word settles it.
    """
    result = LeadResult(body.result)
    day.check(body.settled_on)
    is_disputed = any(not conflict.settled for conflict in lead.conflicts)
    if lead.settled and not is_disputed:
        raise Refused("lead.settled_already")
    if result is LeadResult.NO_NEED and not body.reason.strip():
        raise Refused("lead.no_reason")
    return Fact(f"lead:{lead.id}", "lead.settled", 1, plain(body))
