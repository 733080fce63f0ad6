"""Reading the body of an entry: the shape that its kind and version have, and days and moments that are some."""

from functools import cache
from typing import Any, TypeVar

import msgspec

from app import clock
from app.domain.day import is_day, is_month
from app.journal.entry import Entry

Body = TypeVar("Body")
# Days that everything later is reckoned from; any other day may be empty.
_NEEDED = frozenset({"accepted_on", "came_on"})


def read_body(entry: Entry, shape: type[Body]) -> Body:
    """Give the body as `shape`; msgspec.ValidationError where it has another, or a day that is none.

    Whoever reads a state may rely on it: a day ``*_on`` is an ISO day or empty, a month ``*_month`` (``2026-12``) too,
    a moment ``*_at`` a moment.
    """
    body = msgspec.convert(entry.body, shape)
    check(body)
    return body


def check(body: object) -> None:
    """Refuse a body with a day or a moment that is none; msgspec.ValidationError."""
    shape: Any = type(body)
    for name, is_needed in _days(shape):
        text = getattr(body, name)
        if (text or is_needed) and not is_day(text):
            raise msgspec.ValidationError(f"no day: {name}")
    for name in _months(shape):
        if getattr(body, name) and not is_month(getattr(body, name)):
            raise msgspec.ValidationError(f"no month: {name}")
    for name in _moments(shape):
        try:
            clock.parse(getattr(body, name))
        except ValueError as error:
            raise msgspec.ValidationError(f"no moment: {name}") from error


@cache
def _days(shape: type[Any]) -> tuple[tuple[str, bool], ...]:
    return tuple((name, name in _NEEDED) for name in shape.__slots__ if name.endswith("_on"))


@cache
def _months(shape: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in shape.__slots__ if name.endswith("_month"))


@cache
def _moments(shape: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in shape.__slots__ if name.endswith("_at"))
