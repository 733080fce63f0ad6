"""Days and times as officers say them: 10月12日 星期一, 今天 8:44."""

from datetime import date, datetime, timedelta

import resources
from app.clock import SHANGHAI


def _say(name: str, **facts: object) -> str:
    return resources.text("shell", f"when.{name}", **facts)


def day(on: date) -> str:
    """Give a day of this or another year without the year."""
    return _say("day", month=on.month, day=on.day)


def day_and_weekday(on: date) -> str:
    """Give a day with its day of the week."""
    return _say("weekday", day=day(on), weekday=resources.texts("shell")["when"]["weekdays"][on.weekday()])


def minute(at: datetime) -> str:
    """Give the time of day in China, without a leading zero."""
    local = at.astimezone(SHANGHAI)
    return f"{local.hour}:{local.minute:02d}"


def moment(at: datetime, now: datetime) -> str:
    """Give a moment as seen from `now`: the time of today, yesterday with its time, else the day."""
    then, today = at.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
    if then == today:
        return _say("today", time=minute(at))
    if then == today - timedelta(days=1):
        return _say("yesterday", time=minute(at))
    return day(then) if then.year == today.year else _say("year", year=then.year, day=day(then))


def before_han(text: str) -> str:
    """Give a text that Han characters may follow: a space after a digit, none after a word."""
    return f"{text} " if text[-1:].isdigit() else text


def days_since(at: datetime, now: datetime) -> int:
    """Give how many midnights in China lie between `at` and `now`; never less than 0."""
    return max(0, (now.astimezone(SHANGHAI).date() - at.astimezone(SHANGHAI).date()).days)
