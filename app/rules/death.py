"""What follows in time from a death in the household."""

from datetime import date

from app.domain.programme import Programme
from app.rules.calendar import after_months
from app.rules.due import Step, period


def recheck_by(died_on: date, told_on: date) -> date:
    """Give the day by which the household is looked at again (民发〔2022〕83号): the same day some months later.

    Where a month has no such day, its last one (民法典 202). Refused rules.missing.
    """
    return after_months(died_on, period(Programme.DIBAO, Step.DEATH_CHANGE, told_on))


def next_month(told_on: date) -> int:
    """Give the number of the month from which a dead person's aid stops: the one after."""
    return told_on.month % 12 + 1
