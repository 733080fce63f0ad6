"""补录: a form that was filled in by hand is taken down later, under its own number and day."""

from dataclasses import replace

from app.domain import case_number, form_code, paper_number
from app.domain.draft import Draft
from app.domain.duties import Act
from app.errors import Refused
from app.services import blank_forms, intake
from app.services.desk import Desk
from app.services.duty import needs

_OURS = "YM1"


def number_of(written: str) -> str:
    """Give the number of a form, as it was typed or as a scanner read its code.

    Refused case_number.check, form_code.check.
    """
    tidy = written.strip().upper()
    if not tidy.startswith(_OURS):
        return case_number.parse(tidy)
    number = form_code.number_of(form_code.parse(tidy).case)
    if not number:
        raise Refused("form_code.check")
    return number


@needs(Act.TAKE_IN)
def begin(desk: Desk, number: str, on: str, reason: str) -> Draft:
    """Give the draft of a form that was filled in on the day `on` (ISO): the one that was begun, or a new one.

    Refused as `blank_forms.look_up`, acceptance.in_future, paper.before_printed, acceptance.no_late_reason (the form
    is of an earlier day).
    """
    blank_forms.look_up(desk, number)
    begun = next((draft for draft in desk.store.drafts() if draft.paper_number == number), None)
    if begun:
        return begun
    today = desk.today().isoformat()
    if on > today:
        raise Refused("acceptance.in_future")
    paper_number.check_free(desk.store.paper(number), on)
    if on < today and not reason.strip():
        raise Refused("acceptance.no_late_reason")
    return replace(intake.begin(desk), paper_number=number, complete_on=on, late_reason=reason.strip())
