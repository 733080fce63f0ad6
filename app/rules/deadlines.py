"""The dates that follow from an acceptance."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.office import CONFIRMERS
from app.domain.programme import Programme
from app.errors import Refused
from app.rules.calendar import after_working_days, is_working_day
from app.rules.county import Local, held
from app.rules.due import Step, end, limit, period

DESK, QUICK = "desk", "xiaoe_kuaijiu"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Latest days for the steps of a case: home visit begun, public notice up, answer given; `notice_days` it hangs.

    A day is None where it lies past the last known calendar: the number of working days holds all the same.
    """

    working_days: int
    visit_by: date | None
    notice_by: date | None
    due_on: date | None
    notice_days: int


def deadlines(accepted_on: date, confirmer: str, local: Local | None = None) -> Deadlines:
    """Give the dates for a case accepted on a day, by DB57 15, 19, 22 and 民发〔2022〕83号 四（一）.

    `confirmer` is ``township`` (20 working days), ``county`` (30), or empty while nobody has said who confirms: then
    the shorter limit, which keeps both. Refused rules.missing where no limit holds.
    """
    asked = [confirmer] if confirmer else CONFIRMERS
    limit = min(period(Programme.DIBAO, Step.CONFIRM, accepted_on, one, local) for one in asked)
    visit = period(Programme.DIBAO, Step.START_INVESTIGATION, accepted_on, confirmer, local)
    due_on = _known(accepted_on, limit)
    notice_by = latest_notice(due_on, Programme.DIBAO, confirmer, local) if due_on else None
    hangs = period(Programme.DIBAO, Step.NOTICE_END, accepted_on, confirmer, local)
    return Deadlines(limit, _known(accepted_on, visit), notice_by, due_on, hangs)


def referral_due(made_on: date, local: Local | None = None) -> date | None:
    """Give when another department's answer is awaited (社会救助法 64); None past the last known calendar."""
    return _known(made_on, int(held(local, DESK, "referral", made_on).values["working_days"]))


def urgent_due(registered_on: date, local: Local | None = None) -> date:
    """Give the last day of a 小额快救: calendar days, never moved past a holiday. Refused rules.missing."""
    return registered_on + timedelta(days=period(QUICK, Step.QUICK_AID, registered_on, "", local))


def _known(start: date, working_days: int) -> date | None:
    try:
        return after_working_days(start, working_days)
    except Refused:
        return None


def latest_notice(due_on: date, programme: str, confirmer: str = "", local: Local | None = None) -> date:
    """Give the last working day for the poster: its last day and the decision after it must fit before `due_on`.

    Refused rules.missing where the programme has no notice, calendar.year_missing.
    """
    notice = limit(programme, Step.NOTICE_END, due_on, confirmer, local)
    day = due_on - timedelta(days=int(notice.values["count"]))
    while not is_working_day(day) or after_working_days(date.fromisoformat(end(notice, day)), 1) > due_on:
        day -= timedelta(days=1)
    return day
