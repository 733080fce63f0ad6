"""The one byte form of a value that is hashed: RFC 8785 (JCS), for the values that the journal allows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

LARGEST = 2**53 - 1
DEEPEST = 64
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class NotCanonical(ValueError):
    """The value has no canonical form here: a fraction, a number too large, a lone surrogate, an odd type."""


def canonical(value: object) -> bytes:
    """Give the JCS form of `value` (UTF-8); NotCanonical where the journal does not allow it."""
    try:
        return _encode(_ordered(value, DEEPEST)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("lone surrogate") from error


def _ordered(value: object, depth: int) -> object:
    """Copy `value` with the members of objects in JCS order; this is also where odd values are found."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _bounded(value)
    if not depth:
        raise NotCanonical("too deep")
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], depth - 1) for key in _in_order(value)}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_ordered(item, depth - 1) for item in value]
    raise NotCanonical(type(value).__name__)


def _bounded(number: int) -> int:
    if abs(number) > LARGEST:
        raise NotCanonical("number too large")
    return number


def _in_order(names: Mapping[Any, object]) -> list[str]:
    """Give member names in JCS order; for plain ASCII, which is nearly always, that is the order of text."""
    if all(type(name) is str and name.isascii() for name in names):
        return sorted(names)
    return sorted(names, key=_utf16)


def _utf16(name: object) -> bytes:
    """Order member names by UTF-16 code units, as JCS asks; text order would differ beyond the BMP."""
    if not isinstance(name, str):
        raise NotCanonical("member name")
    return name.encode("utf-16-be", "surrogatepass")
