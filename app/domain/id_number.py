"""Citizen identity numbers: GB 11643-1999 (18 characters: 6 area, 8 birth, 3 sequence, 1 check)."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.person import Sex
from app.errors import Refused

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FORM = re.compile(r"\d{17}[\dX]", re.ASCII)
_FORGIVEN = str.maketrans("０１２３４５６７８９ｘＸx", "0123456789XXX", " -\u3000")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number that holds: right form, real birth date not after the day of asking, right check character."""

    text: str
    birth: date
    sex: Sex

    @property
    def area(self) -> str:
        """The six-digit area code of first registration; old codes (513030 for 渠县) stay valid."""
        return self.text[:6]


def parse(written: str, today: date) -> IdNumber:
    """Read an id number as typed or read (spaces, hyphens, full width and x are forgiven).

    Refused codes: id_number.length, id_number.check_digit, id_number.birth.
    """
    text = tidy(written)
    if not _FORM.fullmatch(text):
        raise Refused("id_number.length", length=len(text))
    if check_character(text[:17]) != text[17]:
        raise Refused("id_number.check_digit")
    return IdNumber(text, _birth(text, today), Sex.MALE if int(text[16]) % 2 else Sex.FEMALE)


def tidy(written: str) -> str:
    """Give `written` without spaces and hyphens, in plain digits, with a capital X."""
    return written.translate(_FORGIVEN)


def holds(text: str) -> bool:
    """Tell whether a tidy text has the form of a number and its check character; birth and area are not looked at."""
    return bool(_FORM.fullmatch(text)) and check_character(text[:17]) == text[17]


def check_character(first_17: str) -> str:
    """Give the check character (GB 11643-1999, ISO 7064 MOD 11-2) of the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def masked(text: str) -> str:
    """Give the number as screens show it: first and last four characters."""
    return f"{text[:4]}…{text[-4:]}" if len(text) > len("1234…1234") else text


def _birth(text: str, today: date) -> date:
    try:
        birth = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError as error:
        raise Refused("id_number.birth", birth=text[6:14]) from error
    if birth > today:
        raise Refused("id_number.birth", birth=text[6:14])
    return birth
