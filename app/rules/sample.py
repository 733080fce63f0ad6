"""县级抽查: how many of a month's cases the county looks at, and which, so that the draw can be made again."""

import hashlib
from collections.abc import Iterable
from datetime import date

from app.rules.pack import rule

_PACK = "procedure"
_HUNDRED = 100


def sample_size(cases: int, on: date) -> int:
    """Give how many of so many cases are drawn: 30 % rounded up, so at least one where there is any."""
    percent = int(rule(_PACK, "sample", on).values["percent"])
    return -(-cases * percent // _HUNDRED)


def drawn(names: Iterable[str], seed: str, count: int) -> tuple[str, ...]:
    """Give `count` of the names by lot: the same for the same seed, whatever the order in which they come."""
    return tuple(sorted(set(names), key=lambda name: _lot(seed, name))[:count])


def _lot(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
