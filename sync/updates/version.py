"""Versions of the program, ``0.2.0``: read and compared."""

import re
from typing import Final

_FORM: Final = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}", re.ASCII)
_PARTS: Final = 4


def is_version(written: str) -> bool:
    """Tell whether a text is a version: two to four numbers with dots between."""
    return _FORM.fullmatch(written) is not None


def rank(version: str) -> tuple[int, ...]:
    """Give what sorts as versions do: 0.10 is after 0.9, and 1.0 is 1.0.0. The text must be a version."""
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, *[0] * (_PARTS - len(numbers)))


def is_newer(version: str, than: str) -> bool:
    """Tell whether `version` comes after `than`."""
    return rank(version) > rank(than)
