"""What every test of a guard asks: the code of the refusal."""

from collections.abc import Callable

import pytest

from app.errors import Refused


def code_of(act: Callable[[], object]) -> str:
    """Give the code with which `act` is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code
