"""Working days in China: calendars that are data, and a refusal to guess past the last one.

A table (``2026.toml``, ours or of IT staff) goes before `chinese_calendar`, which knows the years since 2004.
"""

import tomllib
from calendar import isleap, monthrange
from datetime import MAXYEAR, date, timedelta
from functools import cache
from pathlib import Path

import resources
from app.errors import Refused

FOLDER = "calendar"  # within the data folder: what IT staff put there
_ONE = timedelta(days=1)
_SATURDAY = 5
_folders = [resources.path("calendar")]


def is_working_day(day: date) -> bool:
    """Tell whether offices work on `day`; Refused calendar.year_missing where that year's notice is not here."""
    off, working = _year(day.year)
    if day in working:
        return True
    return day.weekday() < _SATURDAY and day not in off


def after_working_days(start: date, count: int) -> date:
    """Give the day on which a period of `count` working days ends; the first day is not counted (民法典 201)."""
    day = start
    for _ in range(count):
        day += _ONE
        while not is_working_day(day):
            day += _ONE
    return day


def after_days(start: date, count: int) -> date:
    """Give the last day of `count` calendar days, moved past a holiday at its end (民法典 201, 203)."""
    day = start + timedelta(days=count)
    while not is_working_day(day):
        day += _ONE
    return day


def after_months(start: date, count: int) -> date:
    """Give the same day `count` months later; where that month has no such day, its last one (民法典 202).

    Refused calendar.year_missing past the year 9999, which is the last a date can name.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > MAXYEAR:
        raise Refused("calendar.year_missing", year=year)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def use_folders(*folders: Path) -> None:
    """Look for calendars (``2027.toml``, in the form of the program's own) in these folders too, and in no others."""
    _folders[1:] = folders
    _year.cache_clear()


@cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Give the weekdays off and the weekend days worked: from a table, else from the package that knows past years."""
    places = [folder / f"{year}.toml" for folder in _folders]
    place = next((place for place in places if place.exists()), None)
    return _read(place, year) if place else _published(year)


def _published(year: int) -> tuple[frozenset[date], frozenset[date]]:
    from chinese_calendar import holidays, is_workday  # noqa: PLC0415 - only for a year without a table

    if all(day.year != year for day in holidays):
        raise Refused("calendar.year_missing", year=year)
    days = [date(year, 1, 1) + number * _ONE for number in range(366 if isleap(year) else 365)]
    off = frozenset(day for day in days if day.weekday() < _SATURDAY and not is_workday(day))
    return off, frozenset(day for day in days if day.weekday() >= _SATURDAY and is_workday(day))


def _read(place: Path, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Read a calendar that IT staff may have written; Refused calendar.unreadable says which file."""
    try:
        return read_table(place.read_bytes(), year)
    except OSError as error:
        raise Refused("calendar.unreadable", year=year) from error


def read_table(written: bytes, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Give the weekdays off and the weekend days worked of a year's table; Refused calendar.unreadable."""
    try:
        table = tomllib.loads(written.decode("utf-8"))
        off = {day for first, last in table["off"] for day in _days(first, last)}
        working = {date.fromisoformat(day) for day in table["working"]}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise Refused("calendar.unreadable", year=year) from error
    if table.get("year") != year or any(day.year != year for day in off | working):
        raise Refused("calendar.unreadable", year=year)
    return frozenset(off), frozenset(working)


def _days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
