"""Money: integer fen, never a float."""

import re

from app.errors import Refused

LARGEST_FEN = 10**11
_FORM = re.compile(r"(\d{1,9})(?:[.．](\d{1,2}))?", re.ASCII)


def parse_yuan(written: str) -> int:
    """Read an amount in yuan as typed (``3,200``, ``100.5``, ``９６００``) into fen; Refused money.form."""
    text = written.translate(str.maketrans("０１２３４５６７８９", "0123456789", ",， 元")).strip()
    found = _FORM.fullmatch(text)
    if not found:
        raise Refused("money.form")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def yuan(fen: int) -> str:
    """Give `fen` in yuan with two decimals and thousands: ``14,000.00``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def short_yuan(fen: int) -> str:
    """Give `fen` in yuan without needless decimals: ``3,200`` or ``100.50``."""
    return yuan(fen).removesuffix(".00")
