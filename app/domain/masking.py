"""Numbers of people as a page shows them that only shows: id numbers, mobile phones, accounts. No other place masks."""

import re

from app.domain.id_number import masked as id_number

__all__ = ["id_number", "is_masked", "private", "whole", "within"]

_STANDS_ALONE = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z]|-[0-9])"
_ID = re.compile(rf"{_STANDS_ALONE[0]}[0-9]{{17}}[0-9Xx]{_STANDS_ALONE[1]}")
_ACCOUNT = re.compile(rf"{_STANDS_ALONE[0]}[0-9]{{12,30}}{_STANDS_ALONE[1]}")
_PHONE = re.compile(rf"{_STANDS_ALONE[0]}1[3-9][0-9]{{9}}{_STANDS_ALONE[1]}")
_LEAST = 11  # shorter runs of digits are days, sums and numbers of papers
_OPEN, _TURN, _SHUT = "\u2062", "\u2063", "\u2064"  # characters that nothing draws and nobody types
_PRIVATE = re.compile(f"{_OPEN}([^{_OPEN}{_TURN}{_SHUT}]*){_TURN}([^{_OPEN}{_TURN}{_SHUT}]*){_SHUT}")


def private(text: str, shown: str = "…") -> str:
    """Give a text of which a page that only shows says `shown`: an illness, the name of a child."""
    return f"{_OPEN}{shown}{_TURN}{text}{_SHUT}" if text else ""


def whole(text: str) -> str:
    """Give a text with all that is private in it."""
    return _PRIVATE.sub(r"\2", text) if _OPEN in text else text


def within(text: str) -> str:
    """Give a text with the middle of every number of a person left out, 5117…1234, 138…0002, and what is private.

    Numbers of cases and papers, days and sums stay.
    """
    if _OPEN in text:
        text = _PRIVATE.sub(r"\1", text)
    if len(text) < _LEAST:
        return text
    return _PHONE.sub(_phone, _ACCOUNT.sub(_ends, _ID.sub(_ends, text)))


def is_masked(text: str) -> bool:
    """Tell whether something of a text is left out where it is only shown."""
    return within(text) != text


def _ends(found: re.Match[str]) -> str:
    return f"{found[0][:4]}…{found[0][-4:]}"


def _phone(found: re.Match[str]) -> str:
    return f"{found[0][:3]}…{found[0][-4:]}"
