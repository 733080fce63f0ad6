"""What a card says twice must agree: number against itself, birth and sex against number, term against law."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.capture.idcard import LONG_TERM
from app.capture.value import DOUBTED, Found
from app.domain import id_number
from app.errors import Refused

AGREED, WRONG = 0.99, 0.2
_TERMS = (5, 10, 20)
_OLDEST_TERM = date(2004, 1, 1)


def checked_front(found: Mapping[str, Found], today: date) -> dict[str, Found]:
    """Give the fields of a front with their sureness lowered where they contradict each other.

    Birth and sex that agree with a number whose check character holds are as good as certain, and so is the number.
    """
    fields = dict(found)
    if "id_number" not in fields:
        return {name: _at_most(one, DOUBTED) if name in {"birth", "sex"} else one for name, one in fields.items()}
    try:
        number = id_number.parse(fields["id_number"].value, today)
    except Refused:
        return {
            name: _at_most(one, WRONG if name == "id_number" else DOUBTED)
            if name in {"id_number", "birth", "sex"}
            else one
            for name, one in fields.items()
        }
    said = {"birth": number.birth.isoformat(), "sex": number.sex.value}
    for name, value in said.items():
        if name in fields:
            fields[name] = (
                _at_least(fields[name], AGREED) if fields[name].value == value else _at_most(fields[name], WRONG)
            )
    agreed = all(name in fields and fields[name].value == value for name, value in said.items())
    number_found = fields["id_number"]
    fields["id_number"] = number_found if agreed else _at_most(number_found, DOUBTED)
    return fields


def checked_back(found: Mapping[str, Found]) -> dict[str, Found]:
    """Give the fields of a back; a term that no law knows is in doubt."""
    fields = dict(found)
    if {"valid_from", "valid_to"} <= fields.keys():
        holds = is_term(fields["valid_from"].value, fields["valid_to"].value)
        for name in ("valid_from", "valid_to"):
            fields[name] = fields[name] if holds else _at_most(fields[name], DOUBTED)
    return fields


def is_term(valid_from: str, valid_to: str) -> bool:
    """Tell whether a card can be valid from and to these days: 5, 10 or 20 years, or without end."""
    start = date.fromisoformat(valid_from)
    if start < _OLDEST_TERM:
        return False
    if valid_to == LONG_TERM:
        return True
    end = date.fromisoformat(valid_to)
    same_day = (start.month, start.day) == (end.month, end.day) or (start.month == end.month == 2 and start.day == 29)  # noqa: PLR2004 - a leap day's card ends a day earlier
    return same_day and end.year - start.year in _TERMS


def _at_most(found: Found, sure: float) -> Found:
    return replace(found, sure=min(found.sure, sure))


def _at_least(found: Found, sure: float) -> Found:
    return replace(found, sure=max(found.sure, sure))
