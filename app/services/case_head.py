"""What the papers of the steps say of a case, from the journal."""

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.programme import Programme
from app.domain.visit import Visitor
from app.errors import Refused
from app.forms.case_head import CaseHead
from app.forms.words import place
from app.services.desk import Desk
from app.services.duty import needs


@needs(Act.SEE)
def head(desk: Desk, case: Case) -> CaseHead:
    """Give who and what a case is, accepted or registered in an emergency; Refused case.content_missing for others."""
    accepted = case.accepted
    if accepted is None:
        return _registered(desk, case)
    who = next(iter(case.members or accepted.members)).identity
    home = place(Visitor(village=accepted.village, group=accepted.group)) or accepted.residence or who.address
    return CaseHead(
        case=case.id,
        number=accepted.number,
        applicant=who.name,
        id_number=who.id_number,
        place=home,
        phone=accepted.phone,
        programme=case.programme,
        accepted_on=accepted.accepted_on,
        handler=desk.name_of(case.handler),
        office=desk.office,
        people=case.members,
        training=desk.training,
    )


def _registered(desk: Desk, case: Case) -> CaseHead:
    """Give the same of somebody who was helped in an emergency: no household is known, and no document may be."""
    begun, need = case.registered, case.urgent
    if begun is None or need is None:
        raise Refused("case.content_missing")
    return CaseHead(
        case=case.id,
        number=need.number,
        applicant=case.applicant,
        id_number=begun.applicant.id_number,
        place=place(Visitor(village=begun.village, group=begun.group)),
        phone=begun.phone,
        programme=Programme.LINSHI_JIUZHU.value,
        accepted_on="",
        handler=desk.name_of(case.handler),
        office=desk.office,
        training=desk.training,
    )
