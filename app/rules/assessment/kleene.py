"""Three-valued logic: True, False, and None for what is not known."""

from collections.abc import Iterable


def every(values: Iterable[bool | None]) -> bool | None:
    """Give True when all hold, False when one fails whatever the others are, else None."""
    all_known: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            all_known = None
    return all_known


def some(values: Iterable[bool | None]) -> bool | None:
    """Give True when one holds whatever the others are, False when all fail, else None."""
    none_open: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is None:
            none_open = None
    return none_open


def negated(value: bool | None) -> bool | None:  # noqa: FBT001 - the value itself
    """Give the opposite; what is not known stays so."""
    return None if value is None else not value
