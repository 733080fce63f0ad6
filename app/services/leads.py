"""主动发现: leads that somebody in need was seen, and what came of them."""

from dataclasses import dataclass, replace

from app.domain import lead
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.id_number import parse, tidy
from app.domain.lead import Found, Lead, LeadResult, Settled
from app.domain.visit import Source, Visitor
from app.errors import Refused
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.services.duty import needs


@dataclass(frozen=True, slots=True)
class Sighting:
    """What somebody saw: of whom, as far as that is known, where, on which day (ISO), and who says so."""

    person: Visitor
    place: str
    seen: str
    by: str
    found_on: str


@needs(Act.NOTE_LEAD)
def find(desk: Desk, sighting: Sighting) -> Lead:
    """Write a lead down; Refused lead.nobody, lead.nothing_seen, lead.in_future, day.unreadable."""
    lead_id, office = uuid7(), desk.office
    body = Found(
        found_on=sighting.found_on,
        by=sighting.by,
        person=sighting.person,
        place=sighting.place,
        seen=sighting.seen,
        office=office.name,
        division=office.division,
        handler=desk.author.officer,
    )
    with desk.store.work(desk.author) as work:
        work.append([lead.found(lead_id, body, desk.today())])
        return _there(work.lead(lead_id))


@needs(Act.TAKE_IN)
def settle(desk: Desk, lead_id: str, result: LeadResult, reason: str = "", case: str = "") -> Lead:
    """Take down what came of a lead; Refused lead.settled_already, lead.no_reason."""
    with desk.store.work(desk.author) as work:
        known = _there(work.lead(lead_id))
        body = Settled(desk.today().isoformat(), result.value, desk.author.officer, reason, case)
        work.append([lead.settled(known, body)])
        return _there(work.lead(lead_id))


@needs(Act.TAKE_IN)
def begin(desk: Desk, found: Lead) -> Draft:
    """Give an application begun from a lead: who it is, and where, as far as that is here."""
    person, draft = found.found.person if found.found else Visitor(), intake.begin(desk)
    identity = replace(draft.applicant.identity, name=person.name, **_of_number(desk, person.id_number))
    return replace(
        draft,
        members=(replace(draft.applicant, identity=identity),),
        village=person.village,
        group=person.group,
        phone=person.phone,
        source=Source.FOUND.value,
    )


@needs(Act.TAKE_IN)
def settle_by(desk: Desk, draft: Draft) -> Lead | None:
    """Let the lead be settled that a registered or accepted application answers; None where there is none."""
    case = desk.store.case(draft.id)
    if case is None or draft.source != Source.FOUND:
        return None
    who = draft.applicant.identity
    for row in desk.store.matters("lead", "open"):
        by_name = (row.name, row.village) == (who.name, draft.village)
        if who.name and (row.id_number == tidy(who.id_number) if row.id_number else by_name):
            return settle(desk, row.subject.partition(":")[2], LeadResult.BECAME_CASE, case=draft.id)
    return None


def _of_number(desk: Desk, number: str) -> dict[str, str]:
    """Give what an id number says of a person; nothing for one that does not hold."""
    try:
        known = parse(number, desk.today())
    except Refused:
        return {}
    return {"id_number": known.text, "birth": known.birth.isoformat(), "sex": known.sex.value}


def _there(found: Lead | None) -> Lead:
    if found is None or found.found is None:
        raise Refused("lead.gone")
    return found
