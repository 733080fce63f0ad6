"""What the law says of the card itself: how long it holds depends on the age at issue (居民身份证法 5)."""

from datetime import date

from app.domain.person import LONG_TERM

# Age below which a term holds, in years; from the last age on a card holds without end.
_TERMS = ((16, 5), (26, 10), (46, 20))
_LEAP_SLACK_DAYS = 1


def term_fits(birth: str, valid_from: str, valid_to: str) -> bool:
    """Tell whether a term may stand on the card of someone born on `birth` (all ISO); True while a date is missing.

    False is a doubt about the reading, or about two sides of different persons; never a reason to refuse.
    """
    try:
        born, first = date.fromisoformat(birth), date.fromisoformat(valid_from)
        last = None if valid_to == LONG_TERM else date.fromisoformat(valid_to)
    except ValueError:
        return True
    if first < born:
        return False
    age = first.year - born.year - ((first.month, first.day) < (born.month, born.day))
    years = next((term for below, term in _TERMS if age < below), None)
    if years is None or last is None:
        return years is None and last is None
    return abs((last - _later(first, years)).days) <= _LEAP_SLACK_DAYS


def _later(day: date, years: int) -> date:
    """Give the same calendar day some years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
