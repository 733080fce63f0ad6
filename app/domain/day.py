"""Days as they stand in a journal: ISO texts, compared as they are, checked before they are written."""

from datetime import date, timedelta

from app.errors import Refused


def is_day(text: str) -> bool:
    """Tell whether `text` is a day in the one form that a journal has."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def following(text: str) -> str:
    """Give the day after a day, both as they stand in a journal."""
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def is_month(text: str) -> bool:
    """Tell whether `text` is a month as a journal has it (``2026-12``)."""
    return is_day(f"{text}-01")


def need(*days: str) -> None:
    """Refuse what is no day, and where there is none; Refused day.unreadable."""
    wrong = next((day for day in days if not is_day(day)), None)
    if wrong is not None:
        raise Refused("day.unreadable", day=wrong)


def check_months(*months: str) -> None:
    """Refuse what is no month (empty ones are passed over); Refused month.unreadable."""
    wrong = next((month for month in months if month and not is_month(month)), None)
    if wrong is not None:
        raise Refused("month.unreadable", month=wrong)


def check(*days: str) -> None:
    """Refuse what is no day (empty ones are passed over); Refused day.unreadable."""
    wrong = next((day for day in days if day and not is_day(day)), None)
    if wrong is not None:
        raise Refused("day.unreadable", day=wrong)
