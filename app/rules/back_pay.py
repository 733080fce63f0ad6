"""After a standard has risen with effect from an earlier month: what is still owed, and whom to visit again."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Paid:
    """A month (``2024-07``) paid by what held then: standards or tiers of all entitled persons, in fen."""

    month: str
    old_fen: int
    new_fen: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What a month still lacks, in fen."""

    month: str
    fen: int


def back_pay(paid: Iterable[Paid], since: str) -> tuple[Owed, ...]:
    """Give for each month paid since the new figures hold what is owed: new less old, never below 0.

    The income stays as it was reckoned, so that the rise of the standards is the rise of what is paid; in tiers
    the new tiers take the place of the old ones.
    """
    return tuple(Owed(one.month, max(one.new_fen - one.old_fen, 0)) for one in paid if one.month >= since)


def to_revisit(per_head_fen: Fraction, old_standard_fen: int, new_standard_fen: int) -> bool:
    """Tell whether a household that was refused would now be below the standard."""
    return old_standard_fen <= per_head_fen < new_standard_fen
