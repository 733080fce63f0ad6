"""Days as an officer types them: 昨天, 11-24, 1124, 24, 2026年11月24日. No Qt."""

import re
from datetime import date, timedelta

import resources

_MONTH_AND_DAY, _WHOLE = 2, 3
_PACKED = {4: re.compile(r"(\d\d)(\d\d)"), 8: re.compile(r"(\d{4})(\d\d)(\d\d)")}


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """Give the day that was typed; None when it is none.

    A day without its year is the last such day, or with `ahead` the next one.
    """
    plain = text.strip()
    words: list[str] = resources.texts("person")["day"]["words"]
    if plain in words:
        return today - timedelta(days=words.index(plain))
    numbers = _numbers(plain)
    if len(numbers) == _WHOLE:
        return _day(*numbers)
    if len(numbers) == _MONTH_AND_DAY:
        return _of_year(numbers[0], numbers[1], today, ahead=ahead)
    return _of_month(numbers[0], today, ahead=ahead) if len(numbers) == 1 else None


def _numbers(text: str) -> list[int]:
    found = re.findall(r"\d+", text)
    if len(found) == 1 and (packed := _PACKED.get(len(found[0]))):
        match = packed.fullmatch(found[0])
        return [int(part) for part in match.groups()] if match else []
    return [int(part) for part in found]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_year(month: int, day: int, today: date, *, ahead: bool) -> date | None:
    found = _day(today.year, month, day)
    if found is None or (found <= today and not ahead) or (found >= today and ahead):
        return found
    return _day(today.year + (1 if ahead else -1), month, day)


def _of_month(day: int, today: date, *, ahead: bool) -> date | None:
    found = _day(today.year, today.month, day)
    if found is None or (found <= today and not ahead) or (found >= today and ahead):
        return found
    month = today.month + (1 if ahead else -1)
    return _day(today.year + (month - 1) // 12, (month - 1) % 12 + 1, day)
