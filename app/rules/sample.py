"""The county's counts: the monthly sample of new cases, helpers by beneficiaries, refusals of work."""

import random
from collections.abc import Iterable, Sequence

_WHOLE = 100


def sample_size(new: int, percent: int) -> int:
    """Give how many of a month's new cases are visited: the share, rounded up; at least one where there is any."""
    return -(-new * percent // _WHOLE)


def drawn(new: Sequence[str], always: Iterable[str], percent: int, seed: str) -> tuple[str, ...]:
    """Draw a month's sample: the same for the same cases and seed, in whatever order they come.

    `always` are visited besides: with near relatives in the offices, reported, or stopped by the payment check.
    """
    chosen = random.Random(seed).sample(sorted(set(new)), sample_size(len(set(new)), percent))  # noqa: S311 - a draw that can be repeated, no secret
    return tuple(sorted({*chosen, *always}))


def assistants_needed(beneficiaries: int, persons_each: int) -> int:
    """Give how many 协理员 a number of beneficiaries needs: one for each `persons_each`, begun ones too."""
    return -(-beneficiaries // persons_each)


def share_to_reduce(refusals: Sequence[bool], least: int) -> bool:
    """Tell whether the last `least` offers of work were all refused without reason: his share may be reduced."""
    return least <= len(refusals) and all(refusals[-least:])
