"""Looking at a case: the line of it is on the disk before anything is shown."""

from datetime import datetime, timedelta

from app.domain import access
from app.domain.access import Looked, Purpose
from app.domain.case import Case
from app.domain.duties import Act, effective
from app.domain.officer import Role
from app.services.desk import Desk

# The same officer at the same case for the same purpose is one line in a quarter of an hour.
_ONE_LOOK = timedelta(minutes=15)


class Looks:
    """What was looked at since the program began; one line covers a quarter of an hour."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, str], datetime] = {}

    def note(self, desk: Desk, subject: str, purpose: Purpose) -> None:
        """Write the line of a look, unless one is there that still covers it."""
        key, now = (desk.author.officer, subject, purpose.value), desk.now()
        last = self._last.get(key)
        if last is not None and timedelta(0) <= now - last < _ONE_LOOK:
            return
        with desk.store.work(desk.author) as work:
            body = Looked(subject, purpose.value, desk.moment(), desk.office.scope)
            work.append([access.looked(desk.author.officer, body)])
        self._last[key] = now

    def case(self, desk: Desk, case_id: str, purpose: Purpose = Purpose.HANDLE) -> Case | None:
        """Give a case to be looked at, once the line is written; None for one that is not here, which nobody sees.

        Who inspects looks for that, and the line says so. Refused duty.role for who sees no case.
        """
        desk.needs(Act.SEE)
        inspects = Role.INSPECTOR in effective(desk.standing().roles)
        found = desk.store.case(case_id)
        if found is not None:
            self.note(desk, f"case:{case_id}", Purpose.INSPECT if inspects else purpose)
        return found
