"""来访: every person who comes leaves a line, also when no case comes of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app import clock
from app.domain import visit
from app.domain.case import Case
from app.domain.draft import Draft, started
from app.domain.duties import Act
from app.domain.person import Identity
from app.domain.visit import Agent, Concluded, Outcome, Reason, Recorded, Source, Visitor
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs

if TYPE_CHECKING:
    from app.store.values import VisitRow

# What came of a visit, as the state of the application tells.
_OF_APPLICATION: Final = {
    "registered": Outcome.REGISTERED,
    "awaiting_supplement": Outcome.TOLD,
    "accepted": Outcome.ACCEPTED,
    "not_accepted": Outcome.NOT_ACCEPTED,
    "registration_ended": Outcome.LEFT,
}


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who came: `reason` is a `visit.Reason`, `case` the id of the draft or case it is about, or empty.

    An `agent` without a name is somebody who acts for another and is not known yet. `came_at` is a moment in the form
    of `app.clock.text`; empty is now.
    """

    reason: str
    visitor: Visitor = field(default_factory=Visitor)
    agent: Agent | None = None
    source: str = Source.WALK_IN.value
    note: str = ""
    case: str = ""
    came_at: str = ""


@needs(Act.HANDLE)
def record(desk: Desk, coming: Coming, outcome: Outcome | None = None, *, note: str = "", about: str = "") -> str:
    """Write down that somebody came, with what came of it where that is known, and give the visit's id."""
    visit_id = uuid7()
    body = Recorded(
        came_at=coming.came_at or desk.moment(),
        reason=coming.reason,
        source=coming.source,
        visitor=coming.visitor,
        handler=desk.author.officer,
        agent=coming.agent if coming.agent and coming.agent.name.strip() else None,
        note=coming.note,
        case=coming.case,
    )
    facts = [visit.recorded(visit_id, body)]
    if outcome:
        facts.append(visit.concluded(visit_id, Concluded(outcome.value, note, about)))
    with desk.store.work(desk.author) as work:
        work.append(facts)
    return visit_id


@needs(Act.HANDLE)
def conclude(desk: Desk, visit_id: str, outcome: Outcome, *, note: str = "", about: str = "") -> None:
    """Write down what came of a visit; `about` is the subject that did (``case:…``), or empty."""
    with desk.store.work(desk.author) as work:
        work.append([visit.concluded(visit_id, Concluded(outcome.value, note, about))])


@needs(Act.SEE)
def of_day(desk: Desk, day: date) -> "tuple[VisitRow, ...]":
    """Give the register of a day, the latest first."""
    return desk.store.visits(day)


@needs(Act.TAKE_IN)
def record_application(desk: Desk, draft: Draft) -> str:
    """Leave the line of an application and what came of it; again, and nothing new, is the same line.

    Gives the visit's subject; empty while nobody is known and nothing was written down.
    """
    case = desk.store.case(draft.id)
    outcome = _OF_APPLICATION.get(case.state) if case else None
    line = _line_of(desk, draft)
    if line is None:
        return _first_line(desk, draft, outcome) if draft.applicant.identity.name.strip() else ""
    if outcome and outcome != line.outcome:
        conclude(desk, line.subject.removeprefix("visit:"), outcome)
    return line.subject


@needs(Act.TAKE_IN)
def give_way(desk: Desk, draft: Draft, other: str) -> str:
    """Leave the line of somebody for whom the household's other draft or case was opened, and give its subject.

    What was begun goes, with the picture of the card, where nothing else was said yet.
    """
    outcome = Outcome.ANSWERED if desk.store.case(other) else None
    line = record(desk, replace(_coming(draft), case=other), outcome, about=f"case:{other}")
    if _is_only_a_card(draft) and desk.store.case(draft.id) is None:
        with desk.store.work(desk.author) as work:
            work.discard_draft(draft.id)
    return f"visit:{line}"


def _is_only_a_card(draft: Draft) -> bool:
    """Tell whether a draft just begun would be the same, but for what a card says and how the visit began."""
    who = draft.applicant
    begun = started(draft.id, draft.household, who.id, draft.officer, draft.started_at)
    return draft == replace(
        begun,
        members=(replace(begun.applicant, identity=who.identity),),
        step=draft.step,
        captures=draft.captures,
        document=draft.document,
        source=draft.source,
        agent=draft.agent,
    )


def _line_of(desk: Desk, draft: Draft) -> "VisitRow | None":
    """Give the line that stands for this draft already: of today, else of the day on which it was begun."""
    days = (desk.today(), clock.local_date(clock.parse(draft.started_at)))
    lines = [one for day in dict.fromkeys(days) for one in desk.store.visits(day)]
    return next((one for one in lines if one.about == f"case:{draft.id}" and one.reason == Reason.APPLY), None)


def visitor_of(case: Case) -> Visitor:
    """Give whom a case is about, as far as it is readable here."""
    if case.accepted:
        told = case.accepted
        return _visitor(told.members[0].identity, told.phone, told.village, told.group)
    if case.registered:
        known = case.registered
        return _visitor(known.applicant, known.phone, known.village, known.group)
    return Visitor()


@needs(Act.SEE)
def whom(desk: Desk, case_id: str) -> Visitor:
    """Give whom a case or a draft is about; nobody where this window knows neither."""
    case = desk.store.case(case_id)
    if case:
        return visitor_of(case)
    draft = next((one for one in desk.store.drafts() if one.id == case_id), None)
    return visitor_of_draft(draft) if draft else Visitor()


def visitor_of_draft(draft: Draft) -> Visitor:
    """Give whom a draft is about."""
    return _visitor(draft.applicant.identity, draft.phone, draft.village, draft.group)


def _visitor(identity: Identity, phone: str, village: str, group: str) -> Visitor:
    return Visitor(identity.name, identity.id_number, phone, village, group)


def _first_line(desk: Desk, draft: Draft, outcome: Outcome | None) -> str:
    return f"visit:{record(desk, _coming(draft), outcome)}"


def _coming(draft: Draft) -> Coming:
    return Coming(
        reason=Reason.APPLY.value,
        visitor=visitor_of_draft(draft),
        agent=draft.agent,
        source=draft.source,
        case=draft.id,
        came_at=draft.started_at,
    )
