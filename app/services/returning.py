"""Somebody who was here before: the last acceptance of the same applicant."""

from dataclasses import dataclass

from app.domain import id_number, returning
from app.domain.case import Accepted
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.household import Relation
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs


@dataclass(frozen=True, slots=True)
class LastTime:
    """The acceptance that this applicant had before."""

    case: str
    accepted: Accepted


@needs(Act.TAKE_IN)
def last_time(desk: Desk, draft: Draft) -> LastTime | None:
    """Give the latest acceptance with this applicant; None without one, or where its content is not here."""
    number = id_number.tidy(draft.applicant.identity.id_number)
    hits = [hit for hit in desk.store.find_person(number) if hit.relation == Relation.SELF and hit.case_id != draft.id]
    cases = (desk.store.case(hit.case_id) for hit in reversed(hits))
    return next((LastTime(case.id, case.accepted) for case in cases if case and case.accepted), None)


def taken_over(draft: Draft, last: LastTime) -> Draft:
    """Give the draft as it was last time, with ids of its own."""
    return returning.as_last_time(draft, last.accepted, uuid7)
