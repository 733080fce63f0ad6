"""Examples of one kind: a few in every run, all of them in a full one."""

from collections.abc import Iterable
from typing import Any

import pytest


def some(examples: Iterable[Any], quick: int = 1) -> list[Any]:
    """Give the examples, all but the first `quick` marked slow."""
    every = list(examples)
    return every[:quick] + [pytest.param(one, marks=pytest.mark.slow) for one in every[quick:]]
