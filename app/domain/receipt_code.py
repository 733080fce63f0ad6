"""The 12 characters of a checkpoint that a receipt prints, as people type them."""

import re
from typing import Final

from app.errors import Refused

LENGTH: Final = 12
_FORM: Final = re.compile(r"[A-Z2-7]{12}", re.ASCII)
_SEPARATORS: Final = re.compile(r"[\s\-—–－]+")
_LOOK_ALIKE: Final = str.maketrans("018", "OIB")
_SLIPS: Final = 2


def read(typed: str) -> str:
    """Give the code; what looks alike is forgiven. Refused receipt_code.length, receipt_code.odd."""
    code = _SEPARATORS.sub("", typed).upper().translate(_LOOK_ALIKE)
    if len(code) != LENGTH:
        raise Refused("receipt_code.length", count=len(code))
    if not _FORM.fullmatch(code):
        raise Refused("receipt_code.odd")
    return code


def is_near(one: str, other: str) -> bool:
    """Tell whether two codes differ in one or two places: then one is the other with a slip, never by chance."""
    return 0 < sum(a != b for a, b in zip(one, other, strict=True)) <= _SLIPS


def grouped(code: str) -> str:
    """Give a code as the receipt prints it."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))
