"""Who was refused for the income and is below the standard now: to be visited again, so that nobody is forgotten."""

from dataclasses import dataclass
from fractions import Fraction

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.id_number import tidy
from app.domain.programme import Programme
from app.errors import Refused
from app.rules import risen
from app.rules.back_pay import to_revisit
from app.services import assessing
from app.services.desk import Desk
from app.services.duty import needs
from app.services.packs_used import Times

_BY_INCOME = (Programme.DIBAO, Programme.DIBAO_DANREN)


@dataclass(frozen=True, slots=True)
class Revisit:
    """A household that was refused for its income, which now is below the standard; `told` where it was noted."""

    case: Case
    village: str
    per_head_fen: Fraction
    old_standard_fen: int
    new_standard_fen: int
    told: bool = False


@needs(Act.SEE)
def revisit_of(desk: Desk, case: Case, village: str, at: Times) -> Revisit | None:
    """Give a household that was refused at or above the standard of then, and is below the one of now."""
    made = case.progress.not_confirmed
    if made is None or made.programme not in _BY_INCOME:
        return None
    noted = _noted(desk, case)
    if noted is None:
        return None
    try:
        assessed = assessing.of_case(desk, case)
    except Refused:
        return None
    day, last = assessed.found.on, risen.first_of(at.last)
    measured = case.progress.opinion.standard_fen if case.progress.opinion else 0
    for head, reckoned, ground in risen.refused(assessed.household, day, at.at(made.decided_on)):
        old = measured or reckoned
        new = risen.new_standard(ground, last, at.local)
        if head and old is not None and new is not None and to_revisit(head.shown, old, new):
            return Revisit(case, village, head.shown, old, new, noted)
    return None


def _noted(desk: Desk, case: Case) -> bool | None:
    """Tell whether a lead about it is open; None where one was settled since, or it has applied again."""
    made, number = case.progress.not_confirmed, number_of(case)
    since = made.decided_on if made else ""
    later = (desk.store.case(one) for one in desk.store.cases_of(number) if one != case.id) if number else ()
    if any(one and one.accepted and one.accepted.accepted_on >= since and not one.closed for one in later):
        return None
    leads = [one for one in desk.store.matters_of(number) if one.kind == "lead" and one.day >= since]
    if any(one.state != "open" for one in leads):
        return None
    return bool(leads)


def number_of(case: Case) -> str:
    """Give the id number of who applied; empty where it is not known."""
    return tidy(case.accepted.members[0].identity.id_number) if case.accepted else ""
