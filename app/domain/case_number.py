"""The number of a case, made offline and final.

Division code (9), yyMMdd, device number (2 characters of Crockford base-32), serial (5), check character.
"""

from datetime import date

from app.errors import Refused

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LENGTHS = (9, 6, 2, 5, 1)
LARGEST_SERIAL = 99_999


def make(division: str, day: date, device_number: str, serial: int) -> str:
    """Give the number with hyphens: ``511725123-261012-0A-00147-U``; Refused case_number.used_up past 99,999."""
    if not 1 <= serial <= LARGEST_SERIAL:
        raise Refused("case_number.used_up", device_number=device_number)
    plain = f"{division}{day:%y%m%d}{device_number}{serial:05}"
    return _grouped(plain + check_character(plain))


def parse(written: str) -> str:
    """Read a number as typed or scanned and give it with hyphens; Refused case_number.check when it is wrong."""
    plain = "".join(char for char in written.upper() if char not in " -")
    if len(plain) != sum(_LENGTHS) or not set(plain) <= set(_ALPHABET) or check_character(plain[:-1]) != plain[-1]:
        raise Refused("case_number.check")
    return _grouped(plain)


def short(number: str) -> str:
    """Give the part that an officer says aloud: ``0A-00147-U``."""
    return number.split("-", 2)[2]


def check_character(plain: str) -> str:
    """Give the ISO 7064 MOD 37,36 check character of digits and capital letters."""
    product = 36
    for char in plain:
        product = (product + _ALPHABET.index(char)) % 36 or 36
        product = product * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def _grouped(plain: str) -> str:
    groups, at = [], 0
    for length in _LENGTHS:
        groups.append(plain[at : at + length])
        at += length
    return "-".join(groups)
