"""县级抽查: how many of a month's cases the county draws, and which, so that anybody can draw again."""

import hashlib
from collections.abc import Iterable
from datetime import date

from app.domain.programme import Programme
from app.rules.pack import rule
from app.rules.sample import sample_size


def lots_of(cases: int, on: date) -> int:
    """Give how many of so many new cases are drawn by the rule of a day; Refused rules.missing before there is one."""
    return sample_size(cases, int(rule(Programme.DIBAO, "sample", on).values["percent"]))


def drawn_lots(names: Iterable[str], seed: str, count: int) -> tuple[str, ...]:
    """Give `count` of the names by lot: the same for a seed in any order and on any machine, and more of them go on."""
    return tuple(sorted(set(names), key=lambda name: _lot(seed, name))[:count])


def _lot(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
