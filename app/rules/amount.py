"""What is paid a month: what is lacking to the standard, or a sum of tiers. Rounded once, at the very end."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from app.rules.pack import Rule

_JIAO, _YUAN = 10, 100


def topped_up(standards_fen: Fraction, income_fen: Fraction, rounding: str) -> int:
    """Give what is lacking of a household's standards together, in fen a month, never below 0.

    On totals: a per-head figure that was rounded and multiplied would be wrong.
    """
    return rounded(max(standards_fen - income_fen, Fraction(0)), rounding)


def rounded(fen: Fraction, rounding: str) -> int:
    """Round an exact amount to ``fen`` or ``jiao`` (half goes up), or up to the next yuan (``yuan_up``)."""
    if rounding == "yuan_up":
        return -(-fen // _YUAN) * _YUAN
    step = _JIAO if rounding == "jiao" else 1
    return floor(fen / step + Fraction(1, 2)) * step


def tiers_fen(tiers: Iterable[str | None], table: Rule | None, residence: str) -> int | None:
    """Give the sum of the persons' tiers in fen a month; None while the table or one person's tier is missing."""
    amounts = table.values.get(residence, {}) if table else {}
    each = [amounts.get(tier) for tier in tiers]
    known = [int(one) for one in each if one is not None]
    return sum(known) if len(known) == len(each) else None
