"""What the county saw in another office is settled by the office that is told of it."""

from dataclasses import replace

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps import elsewhere
from app.domain.steps.elsewhere import Settled
from app.services.desk import Desk
from app.services.duty import needs
from app.services.steps import take


@needs(Act.HANDLE)
def settle(desk: Desk, case_id: str, said: Settled) -> Case:
    """Note what it is; `said` without day and officer. Refused as `elsewhere.settle`."""
    body = replace(said, settled_on=desk.today().isoformat(), by=desk.author.officer)
    return take(desk, case_id, lambda case: elsewhere.settle(case, body))
