"""What officers type of a card, in the form in which it is stored. No Qt."""

import re
from datetime import date

import resources
from app.domain import id_number, names
from app.domain.person import LONG_TERM

_DAY = re.compile(r"(\d{4})\D*?(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d\d)(\d\d)")
_SOME_DAY = re.compile(r"\d{4}\D?\d{1,2}\D?\d{1,2}")


def tidied(name: str, text: str) -> str:
    """Give a typed text in the form in which it is stored."""
    plain = text.strip()
    if name == "id_number":
        return id_number.tidy(plain)
    if name == "birth":
        return parse_day(plain)
    if name == "sex":
        words: dict[str, str] = resources.texts("codes")["sex"]
        return next((code for code, word in words.items() if plain in (word, code)), plain)
    if name == "ethnic":
        return plain.removesuffix(resources.text("intake", "card.nation")) or plain
    return names.tidy(plain) if name == "name" else plain


def parse_day(text: str) -> str:
    """Give a day as ISO however it was typed (``1950.3.12``, ``19500312``, ``1950年3月12日``); else as it is."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return text
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def parse_term(text: str) -> tuple[str, str]:
    """Give first and last day of a validity as typed (``2015.06.01-2035.06.01``, ``2015-06-01 至 长期``)."""
    plain = text.strip()
    eternal = resources.text("codes", "validity.long_term")
    days = [parse_day(part) for part in _SOME_DAY.findall(plain)]
    if eternal in plain:
        return (days[0] if days else "", LONG_TERM)
    if not days:
        return "", plain
    return (days[0], days[1]) if len(days) > 1 else ("", days[0])
