"""A case that another office handed over goes on with an officer of this one."""

from app.domain import course
from app.domain.case import Case
from app.domain.course import Assigned
from app.domain.duties import Act
from app.services.desk import Desk
from app.services.duty import needs
from app.services.steps import take


@needs(Act.HANDLE)
def take_over(desk: Desk, case_id: str, note: str) -> Case:
    """Go on with a case oneself; Refused as `course.assign`."""
    body = Assigned(desk.author.officer, desk.officer_name, note)
    return take(desk, case_id, lambda case: course.assign(case, body))
