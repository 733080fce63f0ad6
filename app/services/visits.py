"""来访: every person who comes leaves a line, also when no case comes of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain import visit
from app.domain.visit import Agent, Concluded, Outcome, Recorded, Source, Visitor
from app.ids import uuid7
from app.services.desk import Desk

if TYPE_CHECKING:
    from app.store.values import VisitRow


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who came: `reason` is a `visit.Reason`, `case` the id of the draft or case it is about, or empty."""

    reason: str
    visitor: Visitor = field(default_factory=Visitor)
    agent: Agent | None = None
    source: str = Source.WALK_IN.value
    note: str = ""
    case: str = ""


def record(desk: Desk, coming: Coming, outcome: Outcome | None = None, *, note: str = "", about: str = "") -> str:
    """Write down that somebody came, with what came of it where that is known, and give the visit's id."""
    visit_id = uuid7()
    body = Recorded(
        came_at=desk.moment(),
        reason=coming.reason,
        source=coming.source,
        visitor=coming.visitor,
        handler=desk.author.officer,
        agent=coming.agent,
        note=coming.note,
        case=coming.case,
    )
    facts = [visit.recorded(visit_id, body)]
    if outcome:
        facts.append(visit.concluded(visit_id, Concluded(outcome.value, note, about)))
    with desk.store.work(desk.author) as work:
        work.append(facts)
    return visit_id


def conclude(desk: Desk, visit_id: str, outcome: Outcome, *, note: str = "", about: str = "") -> None:
    """Write down what came of a visit; `about` is the subject that did (``case:…``), or empty."""
    with desk.store.work(desk.author) as work:
        work.append([visit.concluded(visit_id, Concluded(outcome.value, note, about))])


def of_day(desk: Desk, day: date) -> "tuple[VisitRow, ...]":
    """Give the register of a day, the latest first."""
    return desk.store.visits(day)
