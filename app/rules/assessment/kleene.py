"""Three-valued logic: True, False, and None for what is not known."""

from collections.abc import Iterable


def every(values: Iterable[bool | None]) -> bool | None:
    """Give True when all hold, False when one fails whatever the others are, else None."""
    seen = tuple(values)
    if False in seen:
        return False
    return None if None in seen else True


def some(values: Iterable[bool | None]) -> bool | None:
    """Give True when one holds whatever the others are, False when all fail, else None."""
    return negated(every(negated(value) for value in values))


def negated(value: bool | None) -> bool | None:  # noqa: FBT001 - the value itself
    """Give the opposite; what is not known stays so."""
    return None if value is None else not value
