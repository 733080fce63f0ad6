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


def check(*days: str) -> None:
    """Refuse what is no day (empty ones are passed over); Refused day.unreadable."""
    wrong = next((day for day in days if day and not is_day(day)), None)
    if wrong is not None:
        raise Refused("day.unreadable", day=wrong)
